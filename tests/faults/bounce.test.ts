import { expect, test } from 'vitest'
import { bounceTo } from '../support/servers/bounces.ts'
import { listIssues } from '../support/ledgers/issues.ts'
import { findingOf, handOver } from './support/at-the-mail-server.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { scriptedSmtp } from './support/scripted-smtp.ts'

test('F42 a bounce that comes later suppresses, a delay is kept, what is forged is ignored and logged', async ({
  task,
}) => {
  await using work = await atWork()
  await using server = await scriptedSmtp(() => ({}))
  const env = { SMTP_URL: server.url, BOUNCE_ADDRESS: 'relance-bounces@example.org' }
  await work.plan(1)
  await work.run(['worker', '--once'], env)
  const [{ from } = { from: '' }] = server.taken
  expect(from).toMatch(/^relance-bounces\+\d+\.\w+\.\w+@example\.org$/)
  const take = async (mail: Buffer) => {
    const { code, said } = await handOver(work, mail, env)
    const [issue] = await listIssues(work.desk)
    return { code, state: issue!.state, said }
  }
  expect(await take(bounceTo(from.replace(/\.\w/, '.z'), 'postfix'))).toMatchObject({
    code: 0,
    state: 'sent',
    said: expect.stringContaining('"why":"forged"'),
  })
  expect(await take(bounceTo(from, 'gmail'))).toMatchObject({
    code: 0,
    state: 'sent',
    said: expect.stringContaining('"outcome":"delayed"'),
  })
  expect(await take(bounceTo(from, 'postfix'))).toMatchObject({ code: 0, state: 'undeliverable' })
  expect(await findingOf(work, 'addresses', env)).toMatchObject({
    state: 'ill',
    says: expect.stringContaining('5.1.1'),
  })
  tell(task, {
    fault: 'F42',
    injected: '5.1.1, 4.4.7 and a forged bounce come back',
    lost: 0,
    note: 'suppressed, noted, ignored',
  })
})

const NESTED = Array.from({ length: 2_000 }, (_, n) => `Content-Type: multipart/report; boundary="b${n}"\n\n--b${n}\n`)
const POISON: readonly (readonly [string, () => string])[] = [
  ['nothing', () => ''],
  ['three bytes', () => 'abc'],
  ['2,000 parts within each other', () => NESTED.join('')],
  ['100,000 addressees', () => `To: ${'a@b.org,'.repeat(100_000)}\n\n`],
  ['100,000 parts', () => `Content-Type: multipart/report; boundary=b\n\n${'--b\n\n'.repeat(100_000)}`],
  ['20 MB in one header', () => `Subject: ${'x'.repeat(20_000_000)}`],
  ['20 MB of lines', () => '\n'.repeat(20_000_000)],
  ['30 MB', () => 'x'.repeat(30_000_000)],
]
const HEAP_MB = 128

test('F61 what was written to choke whoever reads it is ignored, and the bounce behind it is taken', async ({
  task,
}) => {
  await using work = await atWork()
  const env = {
    BOUNCE_ADDRESS: 'relance-bounces@example.org',
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
  }
  await work.plan(1)
  await work.run(['worker', '--once'], env)
  const bounce = bounceTo(work.server.accepted[0]!.from, 'postfix')
  for (const [name, write] of POISON)
    expect({ name, ...(await handOver(work, Buffer.from(write(), 'latin1'), env)) }).toEqual({
      name,
      code: 0,
      said: expect.stringMatching(/^\{[^\n]{0,300}a mail to the bounce address was ignored"\}\n$/),
    })
  const { code } = await handOver(work, bounce, env)
  const [issue] = await listIssues(work.desk)
  tell(task, {
    fault: 'F61',
    injected: `${POISON.length} mails that no parser likes, in a heap of ${HEAP_MB} MB`,
    note: 'each ignored with exit 0, the bounce behind them taken',
  })
  expect({ code, state: issue!.state }).toEqual({ code: 0, state: 'undeliverable' })
})
