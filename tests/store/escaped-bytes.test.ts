import { sql } from 'drizzle-orm'
import { assert, asyncProperty, constantFrom, oneof, string, uint8Array } from 'fast-check'
import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../src/store/connection/database.ts'
import { bytesOf, escapedOf } from '../../src/store/connection/escaped-bytes.ts'
import { freshDatabase } from '../support/databases/postgres.ts'

test('whatever bytes there are, Postgres reads them and we read what it writes', async () => {
  await using opened = new AsyncDisposableStack()
  const { connection } = opened.use(await freshDatabase())
  const db = opened.adopt(openDatabase(connection, { max: 1 }), closeDatabase)
  const letters = oneof(string(), constantFrom(String.raw`a\b`, String.raw`\134`, '\\\\', '=5C\r\n', '\0', 'é'))
  const bytes = oneof(
    uint8Array({ maxLength: 300 }),
    letters.map((text) => new TextEncoder().encode(text)),
  )
  await assert(
    asyncProperty(bytes, async (given) => {
      const [row] = await db.execute<{ hex: string; escaped: string }>(sql`select encode(it, 'hex') as hex,
        encode(it, 'escape') as escaped from (select decode(${escapedOf(given)}::text, 'escape') as it) as read`)
      expect(row!.hex).toBe(Buffer.from(given).toString('hex'))
      expect(bytesOf(row!.escaped)).toEqual(Buffer.from(given))
    }),
  )
})
