import { sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'

/** As a replica is, for as long as it follows another; or a database of which that was demanded. */
export async function isReadOnly(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ says: string }>(sql`select current_setting('transaction_read_only') as says`)
  return row!.says === 'on'
}
