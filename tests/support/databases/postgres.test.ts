import postgres from 'postgres'
import { expect, test } from 'vitest'
import { query } from '../programs/attach.ts'
import { freshDatabase } from './postgres.ts'

test('what one test writes, another does not see', async () => {
  await using first = await freshDatabase()
  await using second = await freshDatabase()
  await query(first.connection, 'create table letters ()')
  expect(await query(first.connection, "select to_regclass('letters')::text as found")).toEqual([{ found: 'letters' }])
  expect(await query(second.connection, "select to_regclass('letters')::text as found")).toEqual([{ found: null }])
})

test('a database is dropped at the end, though somebody is connected', async () => {
  const database = await freshDatabase()
  const closed = Promise.withResolvers<void>()
  const sql = postgres({ ...database.connection, max: 1, fetch_types: false, onclose: () => closed.resolve() })
  await sql`select 1`
  await database[Symbol.asyncDispose]()
  await closed.promise
  await sql.end()
  await expect(query(database.connection, 'select 1')).rejects.toMatchObject({ code: '3D000' })
})
