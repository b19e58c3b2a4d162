import { dirname } from 'node:path'
import { restore } from '../../../src/backup.ts'
import { parseConfig } from '../../../src/config.ts'
import { closeDatabase, openDatabase, type Database } from '../../../src/store/connection/database.ts'
import { freshDatabase } from '../databases/postgres.ts'
import { urlOf } from '../databases/database-url.ts'

export interface Restored extends AsyncDisposable {
  db: Database
  told: Awaited<ReturnType<typeof restore>>
  again(): ReturnType<typeof restore>
}

/** An empty ledger into which a file was restored. */
export async function restoredFrom(file: string): Promise<Restored> {
  const database = await freshDatabase()
  const config = parseConfig({ DATABASE_URL: urlOf(database.connection as never) }, () => '', dirname(file))
  const db = openDatabase(database.connection)
  const close = async () => {
    await closeDatabase(db)
    await database[Symbol.asyncDispose]()
  }
  try {
    return { db, told: await restore(config, file), again: () => restore(config, file), [Symbol.asyncDispose]: close }
  } catch (error) {
    await close()
    throw error
  }
}
