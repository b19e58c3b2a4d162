import { sql } from 'drizzle-orm'
import type { Context } from '../src/use-cases/context.ts'

/** About what a reader of a large desk has pending. */
const ROWS_WANTED = { least: 20, most: 40 }

/** How many mornings earlier runs have had on the same ground: no slot has a second issue. */
export async function morningsGone({ db, today }: Context): Promise<number> {
  const [row] = await db.execute<{ days: number }>(
    sql`select coalesce(max(as_of) - ${today.toString()}::date, 0)::int as days from digests`,
  )
  return Math.max(0, Number(row!.days))
}

/** The slot of so many has come once more, and of nobody else. */
export async function nextMorning(
  context: Context,
  { days, readers }: { days: number; readers: number },
): Promise<Context> {
  const now = context.now.add({ hours: 24 * days })
  await context.db.execute(
    sql`update subscriptions set next_slot_at =
      case when id <= ${readers} then ${now.toString()}::timestamptz - interval '1 second' end`,
  )
  return { ...context, now, today: context.today.add({ days }) }
}

/** Throws where the issues of the last morning are not what a digest is: a figure for empty ones says nothing. */
export async function refuseUnlessFull({ db }: Context, readers: number): Promise<void> {
  const [row] = await db.execute<{ rows: number }>(
    sql`select coalesce(avg(cardinality(pending_ids)), 0)::float8 as rows
      from (select pending_ids from digests where message is not null order by id desc limit ${readers}) as last`,
  )
  refuseUnlessUsual(Number(row!.rows))
}

export function refuseUnlessUsual(rows: number): void {
  const { least, most } = ROWS_WANTED
  if (rows >= least && rows <= most) return
  throw new Error(`digests of ${rows.toFixed(1)} rows: expected ${least} to ${most}; fill the ground anew`)
}
