import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshWork } from './support/fresh-work.ts'
import { CLEAN } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { serviceAtWork, until } from './support/running.ts'

const BACK_WITHIN_MS = 10_000

let cluster: OwnCluster
beforeAll(async () => void (cluster = await ownCluster()))
afterAll(() => cluster[Symbol.asyncDispose]())

/** Whoever is connected to the database as we are stays so; nobody else is let in until it is lifted. */
async function crowded() {
  const lift = () => cluster.administer('alter role relance connection limit -1')
  await cluster.administer('alter role relance connection limit 0')
  return { lift, [Symbol.asyncDispose]: async () => void (await lift()) }
}

test('a server without a connection left is waited for, and named to a command', async ({ task }) => {
  const { work } = await freshWork(cluster)
  await using _ = work
  await using crowd = await crowded()
  const { code, stderr } = await work.run(['pending'])
  await using service = await serviceAtWork(work)
  await service.hears('it has no connection left')
  await crowd.lift()
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  tell(task, { fault: 'F21', injected: 'connection limit reached', recoveredMs, note: `a command ends with ${code}` })
  expect(code).toBe(69)
  expect(stderr).toContain('it has no connection left')
  expect(service.said().filter((line) => line.includes('waiting for the database'))).toHaveLength(1)
})

test('a service that loses its connections to others says so, refuses for now, and goes on when there is room', async ({
  task,
}) => {
  const { work, database } = await freshWork(cluster)
  await using _ = work
  await using service = await serviceAtWork(work)
  await service.ready()
  await work.plan(3)
  await using crowd = await crowded()
  await cluster.administer(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}' and usename = 'relance'`,
  )
  const statusOf = async (path: string) => (await fetch(service.origin + path)).status
  await until(async () => (await statusOf('/readyz')) === 503)
  const refused = await Promise.all(['/readyz', '/sign-in', '/board'].map(statusOf))
  await service.hears('the database cannot be used')
  await crowd.lift()
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await until(async () => (await work.oracle()).unsettled === 0, 60_000)
  const { delivered, distinct, planned, ...found } = await work.oracle()
  const injected = 'connection limit reached by others while it runs'
  tell(task, { fault: 'F21', injected, delivered, distinct, lost: found.lost, recoveredMs })
  expect(refused).toEqual([503, 503, 503])
  expect({ delivered, distinct, planned, ...found }).toEqual({ ...CLEAN, delivered: 3, distinct: 3, planned: 3 })
  expect(service.isAlive()).toBe(true)
})
