import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { formatTable } from '../src/cli/table.ts'
import { closeDatabase, openDatabase } from '../src/store/database.ts'
import { recordCommunication } from '../src/use-cases/record-communication.ts'
import { ground, type Ground } from './ground.ts'
import { numberMistakes } from './options.ts'
import { refuse } from './refuse.ts'

const HOT = ['follow_ups', 'standings', 'dossiers']

/**
 * npm run bench:growth [-- --scale N] [--seed N] [--deeds N] [--fillfactors 100,85,70]: what is stored, and what a day's
 * recording does to it; with fillfactors, to the hot tables written anew with each of them. On a ledger of its own that is
 * thrown away, so that the same command finds the same.
 */
const { values } = parseArgs({
  options: {
    scale: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '6' },
    deeds: { type: 'string', default: '500' },
    fillfactors: { type: 'string', default: '' },
  },
})
const mistakes = [
  ...numberMistakes('--scale', values.scale, { least: 1_000, most: 100_000_000 }),
  ...numberMistakes('--seed', values.seed, { least: 0, most: 1_000_000 }),
  ...numberMistakes('--deeds', values.deeds, { least: 1, most: 100_000 }),
]
if (mistakes.length > 0) refuse(mistakes)
const scale = { followUps: Number(values.scale), seed: Number(values.seed) }
const folder = await mkdtemp(join(tmpdir(), 'relance-growth-'))
{
  await using laid = await ground(scale, (text) => void process.stderr.write(`${text}\n`), folder)
  const sql = postgres({ ...(laid.connection as object), user: 'postgres', max: 1, fetch_types: false })
  print(`${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed}: what is stored`, await sizes(sql))
  const fillfactors = values.fillfactors.split(',').filter((text) => text !== '')
  if (fillfactors.length > 0) await compareFillfactors(laid, sql, fillfactors.map(Number))
  else await twoReplies(laid, sql)
  await sql.end()
}
await rm(folder, { recursive: true })

type Line = Readonly<Record<string, string>>

async function twoReplies(laid: Ground, sql: postgres.Sql): Promise<void> {
  const asked = await pendingAsks(sql, Number(values.deeds))
  for (const which of ['first', 'second']) {
    await sql`select pg_stat_reset()`
    await recordReplies(laid, asked)
    print(`after ${asked.length} replies, the ${which} of the day to each ask, before any vacuum`, await churn(sql))
  }
  await sql.unsafe('vacuum analyze')
  print('what is stored after that and a vacuum', await sizes(sql))
  print('the records that these left in the chains, each with its row', await records(sql))
}

/** Each writes the tables anew, for what was filled before is as loose as its folding left it. */
async function compareFillfactors(laid: Ground, sql: postgres.Sql, fillfactors: readonly number[]): Promise<void> {
  const deeds = Number(values.deeds)
  const asked = await pendingAsks(sql, deeds * fillfactors.length)
  for (const [place, fillfactor] of fillfactors.entries()) {
    for (const table of HOT) {
      await sql.unsafe(`alter table ${table} set (fillfactor = ${fillfactor}, autovacuum_enabled = off)`)
      await sql.unsafe(`vacuum full ${table}`)
    }
    await sql.unsafe('vacuum analyze')
    print(`fillfactor ${fillfactor}: the hot tables, packed`, await hotSizes(sql))
    await sql`select pg_stat_reset()`
    const these = asked.slice(place * deeds, (place + 1) * deeds)
    await recordReplies(laid, these)
    await recordReplies(laid, these)
    print(`fillfactor ${fillfactor}: two replies to each of ${these.length} asks`, await churn(sql))
    await sql.unsafe('vacuum analyze')
    print(`fillfactor ${fillfactor}: the hot tables, after that and a vacuum`, await hotSizes(sql))
  }
}

function hotSizes(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select c.relname as "Table", pg_size_pretty(pg_table_size(c.oid)) as "Table alone",
      pg_size_pretty(pg_indexes_size(c.oid)) as "Indexes"
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relname in ${sql(HOT)} order by 1`
}

function sizes(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select c.relname as "Table", c.reltuples::bigint::text as "Rows",
      (pg_table_size(c.oid) / greatest(c.reltuples, 1))::int::text as "Bytes a row",
      (pg_indexes_size(c.oid) / greatest(c.reltuples, 1))::int::text as "Of indexes",
      pg_size_pretty(pg_total_relation_size(c.oid)) as "Together"
    from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.reltuples > 1000
    order by pg_total_relation_size(c.oid) desc`
}

/** An update that is not HOT writes into every index anew; what is dead is there until a vacuum. */
function churn(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select relname as "Table", n_tup_ins::text as "Inserted", n_tup_upd::text as "Updated", n_tup_hot_upd::text as "HOT",
      n_tup_newpage_upd::text as "To another page", n_dead_tup::text as "Dead"
    from pg_stat_user_tables where n_tup_ins + n_tup_upd + n_tup_del > 0 order by n_tup_upd desc, n_tup_ins desc`
}

/** Each has a header of its own in the table, and its places in two indexes. */
function records(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select fact as "Fact", count(*)::text as "Records", avg(pg_column_size(a.*))::int::text as "Bytes a record"
    from audit as a where record <> '{}' group by fact order by fact`
}

/** All over the ledger. */
async function pendingAsks(sql: postgres.Sql, count: number): Promise<string[]> {
  const rows = await sql<{ reference: string }[]>`
    select reference from follow_ups where state not in ('answered', 'declined', 'closed')
    order by hashint8(id) limit ${count}`
  return rows.map(({ reference }) => reference)
}

async function recordReplies({ context, connection }: Ground, asked: readonly string[]): Promise<void> {
  const db = openDatabase(connection, { max: 1 })
  for (const reference of asked)
    await recordCommunication(
      { ...context, db },
      {
        channel: 'letter',
        direction: 'received',
        dated: null,
        sentOn: null,
        receivedOn: context.today,
        orderOnDay: 0,
        sender: 'The Permanent Mission',
        recipient: 'The Office',
        summary: 'They take note.',
        quotation: null,
        source: null,
        entries: [{ followUp: reference, bearing: 'replies', character: 'noted', untilOn: null }],
      },
      { isAgain: true },
    )
  await closeDatabase(db) // what a session has counted is known when it ends
}

function print(title: string, lines: readonly Line[]): void {
  const columns = Object.keys(lines[0] ?? {}).map((heading, place) => ({
    heading,
    cell: (line: Line) => line[heading]!,
    ...(place > 0 && { align: 'right' as const }),
  }))
  process.stdout.write(`\n${title}\n\n${formatTable(columns, lines, { width: 180 })}\n`)
}
