import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>

beforeAll(async () => {
  ledger = await sampleLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

test('sign-in prints a link of ten minutes for any browser, of which only the hash is kept', async () => {
  const { code, stdout, stderr } = await ledger.relance(['sign-in'], { env: { BASE_URL: 'https://desk.example.org' } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^For .+, once, within ten minutes:\n$/) })
  const [, secret = ''] = /^https:\/\/desk\.example\.org\/sign-in\/([\w-]{43})\n$/.exec(stdout) ?? []
  const hash = createHash('sha256').update(secret).digest('hex')
  const [link] = await ledger.query(
    `select browser_hash, used_at, expires_at - created_at = interval '10 minutes' as is_short from sign_in_links
     where secret_hash = '\\x${hash}'`,
  )
  expect(link).toEqual({ browser_hash: null, used_at: null, is_short: true })
})

test('an officer who ended, or whom nobody entered, is given none', async () => {
  await ledger.query(
    `insert into officers (email, name, role, ended_at) values ('gone@example.org', 'Gone', 'reader', now())`,
  )
  for (const email of ['gone@example.org', 'nobody@example.org'])
    expect(await ledger.relance(['sign-in', email])).toEqual({
      code: 1,
      stdout: '',
      stderr: `error[not_found] no officer ${email} who may sign in\n`,
    })
  expect((await ledger.relance(['sign-in', 'nobody'])).code).toBe(2)
})
