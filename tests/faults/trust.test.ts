import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { readMessage } from '../../src/mail/read-message.ts'
import { postOf } from '../../src/post.ts'
import { planExtraDigest } from '../../src/use-cases/digests/plan-extra-digest.ts'
import { verifyAudit } from '../../src/use-cases/operation/verify-audit.ts'
import { query } from '../support/programs/attach.ts'
import { urlOf } from '../support/databases/database-url.ts'
import { freshDatabase } from '../support/databases/postgres.ts'
import { workedAt } from '../support/ledgers/worked-at.ts'
import { tamper } from '../support/databases/tamper.ts'
import { atWork, YESTERDAY, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

const administrator = () => ({ ...inject('postgres'), user: 'postgres', database: 'postgres' })

/** As a dump of the ledger that is put back beside it. */
async function copyOf(work: AtWork) {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const { database } = work.desk.connection as { database: string }
  // Nobody may be connected to what is copied.
  const cutOff = `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`
  await query(administrator(), cutOff)
  await query(administrator(), `create database ${name} owner relance template ${database} strategy file_copy`)
  return {
    env: { DATABASE_URL: urlOf({ ...inject('postgres'), database: name }) },
    [Symbol.asyncDispose]: async () => void (await query(administrator(), `drop database ${name} with (force)`)),
  }
}

/** Mails beside those that `work.plan` plans. */
async function plan({ desk }: AtWork, times: readonly string[]): Promise<void> {
  const post = postOf(parseConfig({}, () => '', '/nowhere'))
  for (const time of times) await planExtraDigest(desk.on(`${YESTERDAY}T${time}`), post, 1)
}

const RESTORED =
  'error[conflict] nothing is mailed: this database was copied or restored from another; if it was moved here, run relance adopt'

test('a copy of the ledger mails nothing until it is adopted, and then what somebody decided', async ({ task }) => {
  await using work = await atWork()
  await work.plan(3)
  expect(await work.run(['worker', '--once'])).toMatchObject({ code: 0 })
  await plan(work, ['12:01', '12:02', '12:03'])
  const before = (await work.oracle()).delivered
  await using copy = await copyOf(work)
  const there = (words: string[]) => work.run(words, copy.env)
  expect(await there(['worker', '--once'])).toMatchObject({ code: 1, stderr: expect.stringContaining(RESTORED) })
  expect((await there(['doctor'])).stdout).toMatch(/instance +ill +nothing is mailed: this database was copied/)
  expect(await there(['adopt'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('3 digests were still to be sent when this database was copied'),
  })
  expect((await there(['adopt', '--discard'])).stdout).toBe('Adopted; 3 to be sent, given up.\n')
  expect(await there(['worker', '--once'])).toMatchObject({ code: 0 })
  expect((await work.oracle()).delivered).toBe(before)
  await work.settle()
  const { delivered, distinct, lost, ...found } = await work.oracle()
  tell(task, {
    fault: 'F67',
    injected: 'a copy put back beside it, at work on the same mails',
    delivered,
    distinct,
    lost,
  })
  expect({ delivered, distinct, lost, unsettled: found.unsettled }).toEqual({
    delivered: 6,
    distinct: 6,
    lost: 0,
    unsettled: 0,
  })
})

test('a backup that is restored is whole, mails nothing until it is adopted, and nothing twice', async ({ task }) => {
  await using work = await atWork()
  const folder = await mkdtemp(join(tmpdir(), 'relance-trust-'))
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  const file = join(folder, 'relance.backup')
  await work.plan(2)
  expect(await work.run(['worker', '--once'])).toMatchObject({ code: 0 })
  await plan(work, ['12:01', '12:02'])
  expect(await work.run(['backup', file])).toMatchObject({ code: 0 })
  await work.settle()
  await using database = await freshDatabase()
  const env = { DATABASE_URL: urlOf(database.connection) }
  expect(await work.run(['restore', file], env)).toMatchObject({ code: 0 })
  expect(await work.run(['verify', '--audit'], env)).toMatchObject({ code: 0 })
  expect(await work.run(['worker', '--once'], env)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(RESTORED),
  })
  expect(await work.run(['adopt', '--discard'], env)).toMatchObject({ code: 0 })
  expect(await work.run(['worker', '--once'], env)).toMatchObject({ code: 0 })
  const { delivered, distinct, lost } = await work.oracle()
  tell(task, { fault: 'F67', injected: 'a backup taken between two mails, restored', delivered, distinct, lost })
  expect({ delivered, distinct, lost }).toEqual({ delivered: 4, distinct: 4, lost: 0 })
})

test('processes with another INSTANCE_ID mail nothing from a ledger, whichever they are', async ({ task }) => {
  await using work = await atWork()
  await work.plan(2)
  const production = { INSTANCE_ID: 'production' }
  expect(await work.run(['start', '--once'], production)).toMatchObject({ code: 0 })
  await plan(work, ['12:01', '12:02'])
  const others = [{ INSTANCE_ID: 'staging' }, {}]
  const refused = await Promise.all(others.map((env) => work.run(['worker', '--once'], env)))
  for (const { code, stderr } of refused) {
    expect(code).toBe(1)
    expect(stderr).toMatch(/this database belongs to another instance, production .*run relance adopt/)
  }
  expect((await work.oracle()).delivered).toBe(2)
  const ours = await Promise.all([1, 2, 3].map(() => work.run(['worker', '--once'], production)))
  expect(ours.map(({ code }) => code)).toEqual([0, 0, 0])
  const { delivered, distinct, lost } = await work.oracle()
  tell(task, { fault: 'F68', injected: '2 workers of other instances, 3 of ours', delivered, distinct, lost })
  expect({ delivered, distinct, lost }).toEqual({ delivered: 4, distinct: 4, lost: 0 })
})

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
  await tamper(desk, statement)
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
  await tamper(
    work.desk,
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
