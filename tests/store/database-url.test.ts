import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { openClient } from '../../src/store/connection/database.ts'
import { explainUnreachable } from '../../src/store/connection/unreachable.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

test('a URL can name the folder of the socket, as libpq has it', async () => {
  await using database = await freshDatabase()
  expect(await ask(urlOf(database))).toEqual([{ name: database.connection.database }])
})

test('settings after the ? reach the server, beside those that are ours', async () => {
  await using database = await freshDatabase()
  expect(await ask(`${urlOf(database)}&search_path=pg_catalog`, 'show search_path')).toEqual([
    { search_path: 'pg_catalog' },
  ])
})

test('a parameter that the server does not know is named as the trouble, for the user can mend it', async () => {
  await using database = await freshDatabase()
  const refusal = await ask(`${urlOf(database)}&channel_binding=require`).catch((error: unknown) => error)
  expect(explainUnreachable(refusal, 'postgres://h/db?channel_binding=require')?.message).toBe(
    'PostgreSQL at postgres://h/db?channel_binding=require: it does not know one of the parameters after the ?; ' +
      'check DATABASE_URL and that the server runs',
  )
})

test.for([
  ['EMFILE', 'ulimit -n'],
  ['ENFILE', 'fs.file-max'],
  ['53300', 'max_connections'],
  ['53100', 'make room on the disk'],
])('where the server is as it should be, the remedy of %s is its own: %s', ([code, remedy]) => {
  const said = explainUnreachable(Object.assign(new Error('refused'), { code }), 'its place')?.message
  expect(said).toContain(remedy)
  expect(said).not.toContain('DATABASE_URL')
})

function urlOf({ connection: { path, database, user } }: Awaited<ReturnType<typeof freshDatabase>>): string {
  const folder = encodeURIComponent(dirname(path))
  return `postgres://${user}@localhost/${database}?host=${folder}&port=${path.split('.').at(-1)}`
}

async function ask(url: string, statement = 'select current_database() as name'): Promise<unknown[]> {
  const client = openClient({ url }, { max: 1 })
  try {
    return [...(await client.unsafe(statement))]
  } finally {
    await client.end()
  }
}
