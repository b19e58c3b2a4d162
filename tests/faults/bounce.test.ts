import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { bounceTo } from '../support/bounces.ts'
import { listIssues } from '../support/issues.ts'
import { findingOf } from './support/at-the-mail-server.ts'
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
    const child = work.start(['bounce'], env)
    child.stdin.end(mail)
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit') as Promise<[number]>])
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
