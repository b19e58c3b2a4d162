import { sql } from 'drizzle-orm'
import { Problem } from '../../domain/problem.ts'
import type { Database, Queryable, Transaction } from '../connection/database.ts'
import { onlyOnce } from '../connection/only-once.ts'
import { readClock } from '../connection/clock.ts'
import { listAppliedMigrations } from './migrate.ts'
import { refusalOf } from '../connection/sqlstate.ts'

const FORMAT = 1
const ROWS_AT_ONCE = 500
const FETCH = { atOnce: ROWS_AT_ONCE, statement: sql`fetch 500 from backup` }
/** Each with the bytes of a file. */
const OF_LARGE_ROWS = new Set(['files'])
const FETCH_LARGE = { atOnce: 4, statement: sql`fetch 4 from backup` }
/** Who was signed in, and what answers were kept for repeated requests, is not restored: everybody signs in again. */
const LEFT_OUT = new Set(['sessions', 'sign_in_links', 'idempotency_keys'])
/** By its transactions' numbers, which mean others elsewhere. */
const OF_THIS_CLUSTER = '{appended_in,taken_in}'
/** A new ledger has theirs already. */
const OF_ONE_ROW = new Set(['installations', 'mailing'])

export interface BackupHead {
  relance: typeof FORMAT
  takenAt: string
  migrations: readonly string[]
}

export interface BackedUp {
  rows: number
  tables: number
}

/** Takes a mark alone, or some rows of the table that was marked last. */
export type WriteLines = (lines: readonly string[]) => Promise<void>

/** Writes every row of every table as a line of JSON, from one snapshot, while others read and record on. */
export async function writeBackup(db: Database, write: WriteLines): Promise<BackedUp> {
  return db.transaction(
    onlyOnce('nothing is backed up', async (tx) => {
      const takenAt = (await readClock(tx)).toString()
      const head: BackupHead = { relance: FORMAT, takenAt, migrations: await listAppliedMigrations(tx) }
      await write([JSON.stringify(head)])
      const tables = await listTables(tx)
      let rows = 0
      for (const table of tables) {
        await write([JSON.stringify({ table })])
        rows += await writeRows(tx, table, write)
      }
      await write([JSON.stringify({ rows })])
      return { rows, tables: tables.length }
    }),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function writeRows(tx: Transaction, table: string, write: WriteLines): Promise<number> {
  await tx.execute(
    sql`declare backup no scroll cursor for select to_json(row)::text as line
      from (select ${await columnsOf(tx, table)} from ${sql.identifier(table)} order by ${await keyOf(tx, table)}) as row`,
  )
  const { atOnce, statement } = OF_LARGE_ROWS.has(table) ? FETCH_LARGE : FETCH
  let count = 0
  // The database fetches the next while these are written.
  const fetchSome = async () => tx.execute<{ line: string }>(statement)
  for (let fetching = fetchSome(), isMore = true; isMore;) {
    const lines = await fetching
    isMore = lines.length === atOnce
    if (isMore) fetching = fetchSome()
    fetching.catch(() => undefined) // is heard when its turn comes
    if (lines.length > 0) await write(lines.map(({ line }) => line))
    count += lines.length
  }
  await tx.execute(sql`close backup`)
  return count
}

async function columnsOf(db: Queryable, table: string) {
  const columns = await db.execute<{ name: string }>(
    sql`select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0
      and not attisdropped and attname <> all(${OF_THIS_CLUSTER}::text[]) order by attnum`,
  )
  return named(columns)
}

function named(columns: Iterable<{ name: string }>) {
  return sql.join(
    [...columns].map(({ name }) => sql.identifier(name)),
    sql`, `,
  )
}

/** Puts a backup into a database that holds nothing yet, all of it or nothing. */
export async function readBackup(db: Database, lines: AsyncIterable<string>): Promise<BackedUp & BackupHead> {
  return db.transaction(
    onlyOnce('nothing is restored', async (tx) => {
      const rest = lines[Symbol.asyncIterator]()
      const head = parseHead(await rest.next(), await listAppliedMigrations(tx))
      const tables = await listTables(tx)
      await refuseUnlessEmpty(tx, tables)
      for (const table of tables) await tx.execute(sql`alter table ${sql.identifier(table)} disable trigger user`)
      const rows = await fill(tx, tables, rest)
      for (const table of tables) await tx.execute(sql`alter table ${sql.identifier(table)} enable trigger user`)
      await advanceKeys(tx)
      await beginAnew(tx)
      return { ...head, rows, tables: tables.length }
    }),
  )
}

async function fill(tx: Transaction, tables: readonly string[], lines: AsyncIterator<string>): Promise<number> {
  let [table, rows]: [string | null, number] = [null, 0]
  let waiting: string[] = []
  const flush = async () => {
    if (table !== null && waiting.length > 0) await insertRows(tx, table, waiting)
    waiting = []
  }
  for (let next = await lines.next(); !next.done; next = await lines.next()) {
    const line = next.value
    const [, begun, total] = /^\{"(?:table":"([a-z_]+)"|rows":(\d+))\}$/.exec(line) ?? []
    if (total !== undefined) {
      await flush()
      if (Number(total) === rows) return rows
      throw broken(`it says that it has ${total} rows, and has ${rows}`)
    }
    if (begun === undefined) {
      waiting.push(line)
      rows += 1
    }
    if (begun !== undefined || waiting.length === ROWS_AT_ONCE) await flush()
    if (begun !== undefined && !tables.includes(begun)) throw broken(`it has a table ${begun} that this build has not`)
    if (begun !== undefined && OF_ONE_ROW.has(begun)) await tx.execute(sql`delete from ${sql.identifier(begun)}`)
    table = begun ?? table
  }
  throw broken('its end is missing')
}

async function insertRows(tx: Transaction, table: string, rows: readonly string[]): Promise<void> {
  const name = sql.identifier(table)
  try {
    await tx.execute(
      sql`insert into ${name} overriding system value
        select * from jsonb_populate_recordset(null::${name}, ${`[${rows.join(',')}]`}::text::jsonb)`,
    )
  } catch (error) {
    if (!/^2[23]/.test(refusalOf(error)?.code ?? '')) throw error
    throw broken(`a row of ${table} does not fit with the rest`)
  }
}

function parseHead(first: IteratorResult<string>, migrations: readonly string[]): BackupHead {
  const head = first.done ? null : headOf(first.value)
  if (head?.relance !== FORMAT) throw broken('it does not begin as relance backup writes it')
  if (head.migrations.join() === migrations.join()) return head
  throw new Problem(
    'configuration',
    `this backup was taken with the schema of ${head.migrations.at(-1)}, and this build has that of ${migrations.at(-1)}; ` +
      'restore it with the build that took it, then upgrade',
  )
}

function headOf(line: string): BackupHead | null {
  try {
    return JSON.parse(line) as BackupHead
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

async function refuseUnlessEmpty(tx: Transaction, tables: readonly string[]): Promise<void> {
  for (const table of tables.filter((name) => !OF_ONE_ROW.has(name))) {
    const [found] = await tx.execute(sql`select 1 from ${sql.identifier(table)} limit 1`)
    if (found)
      throw new Problem(
        'conflict',
        `the ledger is not empty (it has ${table.replaceAll('_', ' ')}); restore into a new folder as RELANCE_DIR, or a new database as DATABASE_URL`,
      )
  }
}

/** Those that are referred to before those that refer to them. */
async function listTables(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ name: string; refers: string[] }>(
    sql`select c.relname as name, array_remove(array_agg(distinct r.relname::text), null) as refers
      from pg_class c
      left join pg_constraint f on f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid
      left join pg_class r on r.oid = f.confrelid
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
      group by 1 order by 1`,
  )
  const left = new Map([...rows].filter(({ name }) => !LEFT_OUT.has(name)).map(({ name, refers }) => [name, refers]))
  const ordered: string[] = []
  while (left.size > 0) {
    const [next] = [...left].find(([, refers]) => refers.every((other) => !left.has(other)))!
    ordered.push(next)
    left.delete(next)
  }
  return ordered
}

/** What a row refers to within its own table has a lower key. */
async function keyOf(db: Queryable, table: string) {
  const columns = await db.execute<{ name: string }>(
    sql`select a.attname as name from pg_index i
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = ${table}::regclass and i.indisprimary order by array_position(i.indkey::int[], a.attnum::int)`,
  )
  return columns.length === 0 ? sql`1` : named(columns)
}

async function advanceKeys(tx: Transaction): Promise<void> {
  const identities = await tx.execute<{ table: string; column: string }>(
    sql`select c.relname as "table", a.attname as "column" from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attidentity <> '' and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { table, column } of identities)
    await tx.execute(
      sql`select setval(pg_get_serial_sequence(${table}, ${column}), coalesce(max(${sql.identifier(column)}), 0) + 1, false) from ${sql.identifier(table)}`,
    )
  for (const counter of COUNTERS) await tx.execute(counter)
}

/** Sequences that belong to no one column: what is recorded next comes after everything restored. */
const COUNTERS = [
  sql`select setval('ledger_places', coalesce(max(place), 0) + 1, false)
    from (select place from communications union all select place from closures) as recorded`,
  sql`select setval('planned_meeting_numbers', coalesce(max(number), 0) + 1, false) from planned_meetings`,
]

/**
 * What was to be sent may have been sent since the backup, so nothing is mailed before `relance adopt`; and issues that
 * came after it are forgotten, so that new ones get Message-IDs that no mail from before can have.
 */
async function beginAnew(tx: Transaction): Promise<void> {
  await tx.execute(sql`update installations set id = gen_random_uuid(), home = 'a backup'`)
}

function broken(why: string): Problem {
  return new Problem('invalid', `this is no whole backup: ${why}`)
}
