import type postgres from 'postgres'
import { parseConfig } from '../../src/config.ts'
import { postOf } from '../../src/post.ts'
import { runPass } from '../../src/worker/pass.ts'
import { ownersAmong, type Scale } from '../data-set.ts'
import { nextMorning } from '../mornings.ts'
import { exportedFile, importedLedger, type ImportedLedger } from './imported.ts'
import { pendingAsks, recordReplies } from './replies.ts'
import { HOT, print, records, sizes, type Line } from './tables.ts'

const DAYS = 5
const MAIL = {
  post: postOf(parseConfig({}, () => '', '/nowhere')),
  send: () => Promise.resolve({ outcome: 'accepted' as const, said: '250 taken' }),
}
const NEVER_ENDING = { soon: new AbortController().signal, now: new AbortController().signal }
const SOON = 'autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02'

/** What each has set on the hot tables before they are filled. */
const SETTINGS: Readonly<Record<string, string>> = {
  'as it is': '',
  'fillfactor 85': 'fillfactor = 85',
  'vacuum after 2 %': SOON,
  both: `fillfactor = 85, ${SOON}`,
}

/** How large a ledger is that was imported, its chains with it. */
export async function measureImport(scale: Scale, folder: string): Promise<void> {
  await using ledger = await importedLedger(await exportedFile(scale, folder))
  await ledger.sql.unsafe('vacuum analyze')
  print('what is stored after relance import', await sizes(ledger.sql))
  print('of the chains, each record with its row', await records(ledger.sql))
  print('of each follow-up, indexes and all', await ofEach(ledger.sql))
}

function ofEach(sql: postgres.Sql): Promise<Line[]> {
  return sql<Line[]>`
    select case relname when 'audit' then 'chains' else 'all else' end as "What",
      (sum(pg_total_relation_size(oid)) / (select count(*) from follow_ups))::int::text as "Bytes a follow-up"
    from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace group by 1 order by 1`
}

/** Days of work on imported ledgers, under autovacuum, which looks each second as if it were each minute. */
export async function compareSettings(scale: Scale, folder: string, deeds: number): Promise<void> {
  const file = await exportedFile(scale, folder)
  for (const [name, setting] of Object.entries(SETTINGS)) {
    const set = HOT.map((table) => `alter table ${table} ${setting ? `set (${setting})` : 'reset (fillfactor)'}`)
    await using ledger = await importedLedger(file, [
      ...set,
      `alter system set autovacuum_naptime = '1s'`,
      'select pg_reload_conf()',
    ])
    await ledger.sql.unsafe('vacuum analyze') // as autovacuum does within minutes of an import
    const before = await pages(ledger.sql)
    await ledger.sql`select pg_stat_reset()`
    await live(ledger, { scale, deeds })
    const title = `${name}: ${DAYS} days of ${deeds} asks, each replied to twice, with sweeps and digests`
    print(title, await outcome(ledger.sql, before))
  }
}

async function live(ledger: ImportedLedger, { scale, deeds }: { scale: Scale; deeds: number }): Promise<void> {
  const { connection, sql } = ledger
  const readers = ownersAmong(scale.followUps)
  for (let days = 1; days <= DAYS; days += 1) {
    const context = await nextMorning(ledger.context, { days, readers })
    await runPass(context, MAIL, NEVER_ENDING)
    const asked = await pendingAsks(sql, deeds, (days - 1) * deeds)
    await recordReplies({ context, connection }, asked)
    await recordReplies({ context, connection }, asked)
    await sql`select pg_sleep(3)` // the evening
  }
}

type Pages = ReadonlyMap<string, number>

async function pages(sql: postgres.Sql): Promise<Pages> {
  const rows = await sql<{ table: string; bytes: string }[]>`
    select relname as table, pg_total_relation_size(relid) as bytes from pg_stat_user_tables`
  return new Map(rows.map(({ table, bytes }) => [table, Number(bytes)]))
}

/** Without the subscriptions, all of whose slots `nextMorning` moves. */
async function outcome(sql: postgres.Sql, before: Pages): Promise<Line[]> {
  await sql`select pg_stat_clear_snapshot()`
  const after = await pages(sql)
  const rows = await sql<Record<string, string>[]>`
    select relname as table, n_tup_upd as updated, n_tup_hot_upd as hot, n_tup_newpage_upd as moved, n_dead_tup as dead,
      autovacuum_count as vacuums, autoanalyze_count as analyses
    from pg_stat_user_tables where n_tup_upd > 0 and n_live_tup > 50 and relname <> 'subscriptions' order by n_tup_upd desc`
  return rows.map(({ table, updated, hot, moved, dead, vacuums, analyses }) => ({
    Table: table!,
    Updated: updated!,
    HOT: `${Math.round((100 * Number(hot)) / Number(updated))} %`,
    'To another page': moved!,
    Dead: dead!,
    Vacuums: vacuums!,
    Analyses: analyses!,
    'KB before': kb(before.get(table!)!),
    'KB after': kb(after.get(table!)!),
  }))
}

const kb = (bytes: number) => Math.round(bytes / 1024).toLocaleString('en')
