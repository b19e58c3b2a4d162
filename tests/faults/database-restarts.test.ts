import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { freshPlace, serverNumber } from '../support/programs/attach.ts'
import { launch } from '../support/programs/command-line.ts'
import { freshWork } from './support/fresh-work.ts'
import { CLEAN, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { recordingAt } from './support/recording.ts'
import { serviceAtWork, until, type ServiceAtWork } from './support/running.ts'

const BACK_WITHIN_MS = 10_000

let cluster: OwnCluster
beforeEach(() => cluster?.start())
beforeAll(async () => void (cluster = await ownCluster()))
afterAll(() => cluster[Symbol.asyncDispose]())

/** Whoever does this to the table waits there, until the server ends: so that its end meets them in the middle. */
async function holdUp(database: string, table: string, event: string): Promise<void> {
  const [server] = await cluster.administer('select pg_postmaster_start_time()::text as since')
  await cluster.administer(
    `create function hold_up() returns trigger language plpgsql as $$ begin
       if pg_postmaster_start_time() = '${String(server!['since'])}' then perform pg_sleep(30); end if;
       return new;
     end $$;
     create trigger hold_up before ${event} on ${table} for each row execute function hold_up()`,
    database,
  )
}

const isHeldUp = async (database: string) => {
  const [row] = await cluster.administer(
    `select count(*)::int as held from pg_stat_activity where datname = '${database}' and wait_event = 'PgSleep'`,
  )
  return row!['held'] !== 0
}

const told = (service: ServiceAtWork, words: string) => service.said().filter((line) => line.includes(words)).length

const settled = (work: AtWork) => until(async () => (await work.oracle()).unsettled === 0, BACK_WITHIN_MS)

async function flagsIn(database: string): Promise<number> {
  const [row] = await cluster.administer('select count(*)::int as flags from flags', database)
  return row!['flags'] as number
}

test('a fast restart in the middle of a sweep leaves every flag raised once', async ({ task }) => {
  const { work: control, database: undisturbed } = await freshWork(cluster)
  await control.run(['worker', '--once'])
  await control[Symbol.asyncDispose]()
  const { work, database } = await freshWork(cluster)
  await using _ = work
  await holdUp(database, 'flags', 'insert')
  await using service = await serviceAtWork(work)
  await until(() => isHeldUp(database))
  await cluster.stop('fast')
  await service.hears('the database cannot be used')
  await cluster.start()
  const back = await service.hears('the database is back', BACK_WITHIN_MS)
  const recoveredMs = back + (await service.ready(BACK_WITHIN_MS))
  const flags = await flagsIn(database)
  tell(task, {
    fault: 'F11',
    injected: 'fast restart in the middle of a sweep',
    lost: 0,
    recoveredMs,
    note: `${flags} flags`,
  })
  expect(flags).toBeGreaterThan(0)
  expect(flags).toBe(await flagsIn(undisturbed))
  expect({
    isAlive: service.isAlive(),
    lost: told(service, 'the database cannot be used'),
    back: told(service, 'the database is back'),
  }).toEqual({
    isAlive: true,
    lost: 1,
    back: 1,
  })
  expect(recoveredMs).toBeLessThan(BACK_WITHIN_MS)
})

const RESTARTS = [
  ['fast', 'F11'],
  ['immediate', 'F12'],
] as const

test.for(RESTARTS)('a %s restart while mails are sent makes no copy', async ([mode, fault], { task }) => {
  const { work } = await freshWork(cluster, { recipientMs: 400 })
  await using _ = work
  await work.plan(16)
  await using service = await serviceAtWork(work)
  await until(() => work.server.accepted.length >= 4)
  await cluster.stop(mode)
  await service.hears('the database cannot be used')
  await cluster.start()
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)
  expect(await service.ready(BACK_WITHIN_MS - recoveredMs)).toBeGreaterThan(0)
  await settled(work)
  const { delivered, distinct, lost, planned, ...found } = await work.oracle()
  tell(task, { fault, injected: `${mode} restart while mails are sent`, delivered, distinct, lost, recoveredMs })
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, delivered: 16, distinct: planned })
  expect({
    isAlive: service.isAlive(),
    lost: told(service, 'the database cannot be used'),
    back: told(service, 'the database is back'),
  }).toEqual({
    isAlive: true,
    lost: 1,
    back: 1,
  })
})

test.for(RESTARTS)('what was accepted before a %s restart is there after it', async ([mode, fault], { task }) => {
  const { work } = await freshWork(cluster)
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  const recording = await recordingAt(work, service.origin)
  await recording.goesOn(20)
  await cluster.stop(mode)
  await service.hears('the database cannot be used')
  await cluster.start()
  const recoveredMs = await recording.goesOn(1, BACK_WITHIN_MS)
  const { accepted, refused, lost, doubled, slowestMs } = await recording.end()
  const note = `${accepted} letters recorded, ${refused} refused, none waited longer than ${(slowestMs / 1000).toFixed(1)} s`
  tell(task, { fault, injected: `${mode} restart while letters are recorded`, lost, recoveredMs, note })
  expect({ lost, doubled }).toEqual({ lost: 0, doubled: 0 })
  expect(refused).toBeGreaterThan(0) // else none was under way
  expect(slowestMs).toBeLessThan(BACK_WITHIN_MS)
})

test.for([
  ['claim', 'update of token'],
  ['plan', 'insert'],
] as const)('a crash of the database in the middle of a %s loses nothing', async ([step, event], { task }) => {
  const { work, database } = await freshWork(cluster)
  await using _ = work
  if (step === 'claim') await work.plan(4)
  else
    await cluster.administer(`update subscriptions set next_slot_at = clock_timestamp() - interval '8 days'`, database)
  await holdUp(database, 'digests', event)
  await using service = await serviceAtWork(work)
  await until(() => isHeldUp(database))
  await cluster.stop('immediate')
  await service.hears('the database cannot be used')
  await cluster.start()
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await settled(work)
  const { delivered, distinct, lost, planned, ...found } = await work.oracle()
  tell(task, {
    fault: 'F12',
    injected: `database crash in the middle of a ${step}`,
    delivered,
    distinct,
    lost,
    recoveredMs,
  })
  expect(planned).toBeGreaterThan(0)
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, delivered: planned, distinct: planned })
  expect({ isAlive: service.isAlive(), lost: told(service, 'the database cannot be used') }).toEqual({
    isAlive: true,
    lost: 1,
  })
})

test('without its database a command ends with 69, and the service waits and says so once', async ({ task }) => {
  const { work } = await freshWork(cluster)
  await using _ = work
  await cluster.stop('fast')
  const askedAt = performance.now()
  const { code, stderr } = await work.run(['pending'])
  const tookMs = performance.now() - askedAt
  await using service = await serviceAtWork(work)
  await service.hears('waiting for the database')
  await cluster.start()
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  const note = `a command ends with 69 in ${(tookMs / 1000).toFixed(1)} s`
  tell(task, { fault: 'F14', injected: 'database down at start', recoveredMs, note })
  expect(code).toBe(69)
  expect(stderr).toMatch(/^error\[unavailable\] PostgreSQL at .+: its socket is not there; check DATABASE_URL .+\n$/)
  expect(tookMs).toBeLessThan(5_000)
  expect(told(service, 'waiting for the database')).toBe(1)
  expect(told(service, 'the database is there')).toBe(1)
})

test('our own server that was killed is started again', async ({ task }) => {
  await using place = await freshPlace()
  const env = { RELANCE_DIR: place.folder, RELANCE_SAMPLE: 'no' }
  const service = await serviceAtWork({ start: (words, more) => launch(words, { env: { ...env, ...more } }) })
  await service.ready(60_000)
  process.kill((await serverNumber(place.folder))!, 'SIGKILL')
  const killedAt = performance.now()
  const isServed = () => fetch(`${service.origin}/sign-in`).then(({ status }) => status === 200)
  await until(async () => !(await isServed()))
  await until(isServed, 80_000)
  const recoveredMs = performance.now() - killedAt
  const isAlive = service.isAlive()
  await service[Symbol.asyncDispose]()
  tell(task, { fault: 'F12', injected: 'our own server killed', recoveredMs })
  expect(isAlive).toBe(true)
  expect(recoveredMs).toBeLessThan(BACK_WITHIN_MS)
})

test('a database that only reads is not mailed from', async ({ task }) => {
  const { work, database } = await freshWork(cluster)
  await using _ = work
  await work.plan(3)
  await cluster.administer(`alter database ${database} set default_transaction_read_only = on`)
  await using service = await serviceAtWork(work)
  await service.hears('the database cannot be used')
  const sentMeanwhile = work.server.accepted.length
  await cluster.administer(`alter database ${database} set default_transaction_read_only = off`)
  await cluster.administer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`)
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)
  await settled(work)
  const { delivered, distinct, lost, planned, ...found } = await work.oracle()
  tell(task, { fault: 'F15', injected: 'read-only database', delivered, distinct, lost, recoveredMs })
  expect(sentMeanwhile).toBe(0)
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, delivered: 3, distinct: planned })
})
