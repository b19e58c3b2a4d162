import { sql } from 'drizzle-orm'
import type { Context } from '../src/use-cases/context.ts'

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
