import { expect, test } from 'vitest'
import { bounceTo } from '../support/servers/bounces.ts'
import { sampleLedger } from '../support/programs/command-line.ts'

const BOUNCE_ADDRESS = 'relance-bounces@example.org'

test('a mail server pipes in what comes back: 0 where it was read, 75 where it has to come again', async () => {
  await using ledger = await sampleLedger()
  const env = { BOUNCE_ADDRESS }
  expect(await ledger.relance(['digest', 'send'], { env })).toMatchObject({ code: 0 })
  const address = `relance-bounces+1.zzzz.${'0'.repeat(24)}@example.org`
  const forged = await ledger.relance(['bounce'], { env, stdin: bounceTo(address, 'postfix') })
  expect(forged).toMatchObject({ code: 0, stdout: '' })
  expect(JSON.parse(forged.stderr)).toMatchObject({ why: 'forged', msg: 'a mail to the bounce address was ignored' })
  expect(forged.stderr).not.toMatch(/reader|Undelivered|5\.1\.1/)
  const away = { ...env, DATABASE_URL: 'postgres://relance@127.0.0.1:1/relance' }
  const later = await ledger.relance(['bounce'], { env: away, stdin: bounceTo(address, 'postfix') })
  expect(later).toMatchObject({ code: 75, stderr: expect.stringMatching(/^error\[retry_later\] PostgreSQL at /) })
  const unset = await ledger.relance(['bounce'], { stdin: 'x' })
  expect(unset).toMatchObject({ code: 75, stderr: expect.stringMatching(/^error\[retry_later\] BOUNCE_ADDRESS: /) })
  const huge = await ledger.relance(['bounce'], { env, stdin: Buffer.alloc(26 * 1024 * 1024, 'a') })
  expect(huge.code).toBe(0)
  expect(JSON.parse(huge.stderr)).toMatchObject({ why: 'too large' })
  const empty = await ledger.relance(['bounce'], { env, stdin: '' })
  expect([empty.code, JSON.parse(empty.stderr)]).toEqual([0, expect.objectContaining({ why: 'no report' })])
})
