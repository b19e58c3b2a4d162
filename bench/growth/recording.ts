import type postgres from 'postgres'
import type { Ground } from '../ground.ts'
import { pendingAsks, recordReplies } from './replies.ts'
import { churn, HOT, hotSizes, print, records, sizes } from './tables.ts'

export async function twoReplies(laid: Ground, sql: postgres.Sql, deeds: number): Promise<void> {
  const asked = await pendingAsks(sql, deeds)
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
export async function compareFillfactors(
  laid: Ground,
  sql: postgres.Sql,
  { fillfactors, deeds }: { fillfactors: readonly number[]; deeds: number },
): Promise<void> {
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
