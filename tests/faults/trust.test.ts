import { expect, inject, test } from 'vitest'
import { readMessage } from '../../src/mail/read-message.ts'
import { verifyAudit } from '../../src/use-cases/operation/verify-audit.ts'
import { query } from '../support/programs/attach.ts'
import { urlOf } from '../support/databases/database-url.ts'
import { workedAt } from '../support/ledgers/worked-at.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

test.for<[kind: string, statement: string]>([
  ['altered', `update communications set summary = 'They agreed.' where id = 5`],
  ['deleted', `delete from entries where id = 3`],
  [
    'inserted',
    `insert into assessments (follow_up_id, communication_id, grade, reason, recorded_by, recorded_at)
      select follow_up_id, communication_id, 'A', 'Excellent.', recorded_by, recorded_at from assessments`,
  ],
  ['put in another order', `update communications set place = 11 - place where dossier_id = 1 and place in (5, 6)`],
])('what was %s as superuser is found by the chains alone', async ([kind, statement], { task }) => {
  await using desk = await workedAt()
  const before = await verifyAudit(desk.on('2026-11-24'))
  await desk.tamper(statement)
  const { found } = await verifyAudit(desk.on('2026-11-24'))
  tell(task, {
    fault: 'C15',
    injected: `a record ${kind} as superuser`,
    note: found.map(({ says }) => says).join('; '),
  })
  expect([before.found.length, found.length]).toEqual([0, 1])
})

test('what a digest says at its end shows what a superuser did since', async ({ task }) => {
  await using work = await atWork()
  expect(await work.run(['record', 'PRK-TC-1', 'noted', '--received-on', '2005-01-10'])).toMatchObject({ code: 0 })
  await work.plan(1)
  expect(await work.run(['worker', '--once'])).toMatchObject({ code: 0 })
  const { text } = await readMessage(work.server.accepted[0]!.bytes)
  const [, anchor] = /The record stood at (\S+)\./.exec(text!) ?? []
  expect(await work.run(['verify', '--audit', '--anchor', anchor!])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('The chains are those that the digest saw.'),
  })
  // The last reply, and everything that tells of it.
  await work.desk.tamper(
    `delete from audit where dossier_id = 1 and number >= (select min(number) from audit where fact = 'communications' and row_id = 7)`,
    `delete from entries where communication_id = 7`,
    `delete from communications where id = 7`,
  )
  expect(await work.run(['verify', '--audit'])).toMatchObject({ code: 0 })
  expect(await work.run(['verify', '--audit', '--anchor', anchor!])).toMatchObject({
    code: 1,
    stdout: expect.stringMatching(/PRK-TC .*had \d+ records when the digest was sent, and is shorter now/),
  })
  tell(task, { fault: 'C15', injected: 'the end of a chain cut off as superuser', note: 'found by the mail alone' })
})

test('a quarter of a gigabyte of records is refolded in 64 MB of memory', async ({ task }) => {
  await using work = await atWork()
  await work.desk.db.execute(
    `insert into assessments (follow_up_id, communication_id, grade, reason, recorded_by, recorded_at)
      select 1, 5, 'C', repeat('long ', 1600), 1, now() from generate_series(1, 30000)`,
  )
  const startedAt = performance.now()
  const { code, stdout } = await work.run(['verify', '--audit'], { NODE_OPTIONS: '--max-old-space-size=64' })
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  tell(task, { fault: 'C15', injected: '30,000 records of 8 KB, 64 MB of memory', note: `refolded in ${seconds} s` })
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^300\d\d records in 2 chains refolded, each as it was recorded\.\n$/),
  })
})

test('the service refuses to run as superuser, and does all its work as relance_app', async ({ task }) => {
  await using work = await atWork()
  const as = (user: string) => ({
    DATABASE_URL: urlOf({ ...(work.desk.connection as never as { path: string; database: string }), user }),
  })
  const refused = await work.run(['start', '--once'], as('postgres'))
  expect(refused).toMatchObject({ code: 78, stderr: expect.stringContaining('a superuser — expected a role with') })
  expect(await work.run(['start', '--once'], { ...as('postgres'), ALLOW_SUPERUSER: 'yes' })).toMatchObject({ code: 0 })
  expect(await work.run(['roles', '--apply'], as('postgres'))).toMatchObject({ code: 0 })
  const app = as('relance_app')
  const letter = ['record', 'PRK-TC-1', 'noted', '--received-on', '2026-11-20', '--text', 'Noted.']
  for (const words of [
    ['migrate'],
    letter,
    ['close', 'PRK-TC-1', '--reason', 'lapsed', '--on', '2026-11-24'],
    ['digest', 'send', '1'],
    ['worker', '--once'],
    ['sign-in', work.env['RELANCE_OFFICER']!],
    ['verify'],
    ['verify', '--audit'],
  ])
    expect([words, await work.run(words, app)]).toEqual([words, expect.objectContaining({ code: 0 })])
  const { length: delivered } = work.server.accepted
  tell(task, { fault: 'C16', injected: 'postgres refused, relance_app at work', delivered, distinct: 1, lost: 0 })
  expect(delivered).toBe(1)
})

test('the embedded database gives the service no rights that it does not need', async () => {
  const [role] = await query(
    inject('postgres'),
    `select rolsuper, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user`,
  )
  expect(role).toEqual({ rolsuper: false, rolcreaterole: false, rolcreatedb: false })
})
