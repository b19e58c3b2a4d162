import { expect, test } from 'vitest'
import { openClient } from '../../src/store/connection/database.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

test('what a transaction reads first is read within it, all of it at once too', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  for (const which of ['on a new connection', 'on one that knows the statements']) {
    const seen = await client.begin(async (tx) => {
      const read = (at: number) => tx`select pg_current_xact_id() as id, ${at}::int as at`
      return [...(await Promise.all([0, 1, 2].map(read))), await read(3)].map(([row]) => row!)
    })
    expect({ which, at: seen.map(({ at }) => at) }).toEqual({ which, at: [0, 1, 2, 3] })
    expect(new Set(seen.map(({ id }) => id)).size).toBe(1)
  }
  await client.end()
})

test('nothing is written by a transaction that could not begin', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`create table written (by text)`
  const writing = Promise.withResolvers<unknown>()
  const attempt = client.begin('as nobody knows', async (tx) => {
    const write = (by: string) => tx`insert into written values (${by})`
    writing.resolve(Promise.allSettled([tx`select 1`, write('one'), write('two'), tx`select 2`]))
    return writing.promise
  })
  await expect(attempt).rejects.toMatchObject({ code: '42601' })
  expect(await writing.promise).toMatchObject(
    ['fulfilled', 'rejected', 'rejected', 'rejected'].map((status) => ({ status })),
  )
  expect(await client`select by from written`).toEqual([])
  await client.end()
})

test('a transaction that fails after all was asked of it says why, and is not kept', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`create table written (by text)`
  const attempt = client.begin((tx) => {
    tx`insert into written values ('one')`.execute()
    tx`select 1 / 0`.execute()
  })
  await expect(attempt).rejects.toMatchObject({ code: '22012' })
  expect(await client`select by from written`).toEqual([])
  await client.end()
})

test('a transaction that begins behind very many others is one too, and leaves none open', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 2 })
  await client`create table written (by int)`
  await Promise.all([client`select pg_sleep(0.01)`, client`select pg_sleep(0.01)`]) // both are connected
  const read = Array.from({ length: 200 }, () => client`select 1`.execute())
  const written = [1, 2, 3].map((by) => client.begin((tx) => tx`insert into written values (${by})`))
  await Promise.all([...read, ...written])
  expect(await client`select by from written order by by`).toEqual([1, 2, 3].map((by) => ({ by })))
  expect(
    await client`select pid from pg_stat_activity where state like 'idle in%' and datname = current_database()`,
  ).toEqual([])
  await client.end()
})

test('what cannot be sent fails alone', async () => {
  await using database = await freshDatabase()
  const client = openClient(database.connection, { max: 1 })
  await client`select 1`
  const asked = [
    client`select 'before' as asked`,
    client`select ${undefined as never}`,
    client`select 'after' as asked`,
  ]
  expect(await Promise.allSettled(asked)).toMatchObject([
    { value: [{ asked: 'before' }] },
    { reason: { code: 'UNDEFINED_VALUE' } },
    { value: [{ asked: 'after' }] },
  ])
  await expect(client.begin((tx) => tx`select ${undefined as never}`)).rejects.toMatchObject({
    code: 'UNDEFINED_VALUE',
  })
  expect(await client`select 1 as one`).toEqual([{ one: 1 }])
  await client.end()
})
