import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openClient, type Connection } from '../../src/store/connection/database.ts'
import { mend } from '../../src/store/connection/mended-driver.ts'
import { isAwayForNow, isCutOff, isLost } from '../../src/store/connection/unreachable.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

const SLOTS = 4

test('a transaction whose connection is lost fails, and every place in the pool answers again', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: SLOTS })
  for (let round = 0; round < 3; round += 1) {
    const attempts = Array.from({ length: SLOTS }, () => client.begin((tx) => tx`select pg_sleep(60)`))
    const [outcomes] = await Promise.all([Promise.allSettled(attempts), cutOff(database.connection, SLOTS)])
    // Its code tells whether we were reading when it was noticed, or writing.
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled' || !isLost(outcome.reason))).toEqual([])
    await Promise.all(Array.from({ length: SLOTS * 3 }, () => client`select pg_sleep(0.01)`))
  }
  await client.end()
})

test.for(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE', '57P01'])(
  'a connection that is cut while we read or write, as %s tells, is lost, and asking again may help',
  (code) => {
    const error = Object.assign(new Error('cut'), { code })
    expect([isLost(error), isCutOff(error), isAwayForNow(error)]).toEqual([true, true, true])
  },
)

test('an idle connection that was cut off says nothing of it to whoever asks next', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`select 1`
  await cutOff(database.connection, 1)
  await expect
    .poll(() =>
      client`select 1`.then(
        () => 'answered',
        (error: Error) => error.message,
      ),
    )
    .toBe('answered')
  await cutOff(database.connection, 1)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(await client`select 1 as one`).toEqual([{ one: 1 }])
  await client.end()
})

test('what a transaction goes on to do after its connection was lost is not done', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`create table written (by text)`
  const lost = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const ended = Promise.withResolvers<void>()
  const attempt = client.begin(async (tx) => {
    await tx`insert into written values ('first half')`
    begun.resolve()
    await lost.promise
    await tx`insert into written values ('second half')`.catch(() => undefined)
    ended.resolve()
  })
  await begun.promise
  await Promise.all([
    expect(attempt).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' }),
    cutOff(database.connection, 1),
  ])
  await client`insert into written values ('another')` // the place in the pool has a connection again
  lost.resolve()
  await ended.promise
  expect(await client`select by from written`).toEqual([{ by: 'another' }])
  await client.end()
})

test('a transaction that is lost does not roll back the one that has its place now', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`create table written (by text)`
  const begun = Promise.withResolvers<void>()
  const fail = Promise.withResolvers<void>()
  const attempt = client.begin(async (tx) => {
    await tx`select 1`
    begun.resolve()
    await fail.promise
  })
  await begun.promise
  await Promise.all([
    expect(attempt).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' }),
    cutOff(database.connection, 1),
  ])
  await client.begin(async (tx) => {
    await tx`insert into written values ('the next')`
    fail.reject(new Error('and now it rolls back'))
    await tx`select pg_sleep(0.05)`
  })
  expect(await client`select by from written`).toEqual([{ by: 'the next' }])
  await client.end()
})

test.for([
  { what: 'fails', midway: '1 / (4 - i)', says: 'division by zero' },
  {
    what: 'loses its connection',
    midway: 'case i when 4 then pg_terminate_backend(pg_backend_pid()) end',
    says: /CONNECTION_CLOSED|terminating connection/u,
  },
])('of a statement that $what after some rows, none is left over for whoever asks next', async ({ midway, says }) => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  const rows = `select repeat('x', 9000), ${midway} from generate_series(1, 50) as i` // more than the server keeps back
  await expect(client.unsafe(rows)).rejects.toThrow(says)
  expect([...(await client`select i from generate_series(7, 8) as i`)]).toEqual([{ i: 7 }, { i: 8 }])
  await client.end()
})

test('a server that hangs up before it says anything is told of at once', async () => {
  const server = createServer((socket) => socket.end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = openClient({ url: `postgres://relance@127.0.0.1:${port}/relance` })
  await expect(client`select 1`).rejects.toMatchObject({ code: 'CONNECTION_CLOSED' })
  await client.end()
  server.close()
})

test('a driver that is not the one we mend is refused', () => {
  const file = join(import.meta.dirname, '../../node_modules/postgres/cjs/src/connection.js')
  const source = readFileSync(file, 'utf8')
  expect(mend(file, source)).not.toBe(source)
  expect(() =>
    mend(file, source.replace('if (initial)\n      return reconnect()', 'if (initial) return reconnect()')),
  ).toThrow('not the version that src/store/connection/mended-driver.ts mends: connection.js')
  expect(() => mend(file, mend(file, source))).toThrow('not the version')
})

/** Ends so many sessions of ours, once there are so many. */
async function cutOff(connection: Connection, count: number): Promise<void> {
  const client = openClient(connection, { max: 1 })
  for (let ended = 0; ended < count;) {
    const others = client`select pid from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
    if ((await others).length < count) continue
    const rows = await client`select pg_terminate_backend(pid, 5000) as ended from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'`
    ended = rows.length
  }
  await client.end()
}
