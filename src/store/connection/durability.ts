import { sql } from 'drizzle-orm'
import type { Queryable } from './database.ts'

/** Settings of the server by which a crash may take away what it has confirmed. */
export async function listUnsafeSettings(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(
    sql`select name from pg_settings
        where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off' order by name`,
  )
  return rows.map(({ name }) => name)
}
