import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { postOf } from '../../src/post.ts'
import { planExtraDigest } from '../../src/use-cases/digests/plan-extra-digest.ts'
import { query } from '../support/programs/attach.ts'
import { urlOf } from '../support/databases/database-url.ts'
import { freshDatabase } from '../support/databases/postgres.ts'
import { atWork, YESTERDAY, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { recordingAt } from './support/recording.ts'
import { serviceAtWork, until } from './support/running.ts'

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

test('a backup taken while letters are recorded and mails sent is of one moment', async ({ task }) => {
  await using work = await atWork({ recipientMs: 200 })
  const folder = await mkdtemp(join(tmpdir(), 'relance-trust-'))
  await using _ = { [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
  const file = join(folder, 'relance.backup')
  await work.plan(16)
  await using service = await serviceAtWork(work)
  await service.ready()
  const recording = await recordingAt(work, service.origin)
  await recording.goesOn(5)
  expect(await work.run(['backup', file])).toMatchObject({ code: 0 })
  await recording.goesOn(1)
  const { accepted, lost } = await recording.end()
  await until(async () => (await work.oracle()).unsettled === 0, 60_000)
  await using database = await freshDatabase()
  const env = { DATABASE_URL: urlOf(database.connection) }
  expect(await work.run(['restore', file], env)).toMatchObject({ code: 0 })
  expect(await work.run(['verify', '--audit'], env)).toMatchObject({ code: 0 })
  expect(await work.run(['adopt', '--discard'], env)).toMatchObject({ code: 0 })
  expect(await work.run(['worker', '--once'], env)).toMatchObject({ code: 0 })
  const [there] = await query(
    database.connection,
    `select count(*)::int as letters, max(substr(summary, 8)::int) as last from communications where summary like 'letter %'`,
  )
  const { delivered, distinct } = await work.oracle()
  const note = `${String(there!['letters'])} of ${accepted} letters`
  tell(task, { fault: 'F67', injected: 'a backup taken in the middle, restored', delivered, distinct, lost, note })
  expect(there!['letters']).toBe(there!['last']) // up to one of them, each that was recorded before it
  expect(there!['letters']).toBeGreaterThanOrEqual(5)
  expect(there!['letters']).toBeLessThan(accepted)
  expect({ delivered, distinct, lost }).toEqual({ delivered: 16, distinct: 16, lost: 0 })
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
