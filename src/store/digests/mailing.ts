import { and, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { mailing } from '../schema/mailing.ts'

export type Mailing = typeof mailing.$inferSelect

export async function findMailing(db: Queryable): Promise<Mailing> {
  const [row] = await db.select().from(mailing)
  return row!
}

/** What return addresses are signed with, and the database's clock. */
export async function readReturnSecret(db: Queryable): Promise<{ secret: string; now: Temporal.Instant }> {
  const [row] = await db
    .select({ secret: mailing.returnSecret, now: sql`clock_timestamp()`.mapWith(mailing.pausedUntil) })
    .from(mailing)
  return row!
}

const untilAfter = (pauseMs: number) => sql`clock_timestamp() + ${pauseMs} * interval '1 millisecond'`
const pauseIsOver = lte(mailing.pausedUntil, sql`clock_timestamp()`)

/** Where a pause is over: whoever gets true is the one to try, and has so long until another does. */
export async function takeTrial(db: Queryable, forMs: number): Promise<boolean> {
  const rows = await db
    .update(mailing)
    .set({ pausedUntil: untilAfter(forMs) })
    .where(and(isNotNull(mailing.troubledSince), pauseIsOver))
    .returning({ only: mailing.only })
  return rows.length === 1
}

/**
 * Pauses for so long; gives false where another's word of the same trouble came first. After a trial in vain it
 * pauses all the same.
 */
export async function pauseMailing(
  db: Queryable,
  { said, pauseMs, isTrial }: { said: string; pauseMs: number; isTrial: boolean },
): Promise<boolean> {
  const rows = await db
    .update(mailing)
    .set({
      said,
      troubledSince: sql`coalesce(${mailing.troubledSince}, clock_timestamp())`,
      pausedUntil: untilAfter(pauseMs),
      failures: sql`${mailing.failures} + 1`,
    })
    .where(isTrial ? undefined : or(isNull(mailing.troubledSince), pauseIsOver))
    .returning({ only: mailing.only })
  return rows.length === 1
}

/** The server takes mail again; gives false where that was known. */
export async function endTrouble(db: Queryable): Promise<boolean> {
  const rows = await db
    .update(mailing)
    .set({ troubledSince: null, said: null, pausedUntil: null, failures: 0 })
    .where(isNotNull(mailing.troubledSince))
    .returning({ only: mailing.only })
  return rows.length === 1
}

/** Lets the next deliverer try at once. */
export async function endPause(db: Queryable): Promise<void> {
  await db
    .update(mailing)
    .set({ pausedUntil: sql`clock_timestamp()` })
    .where(isNotNull(mailing.troubledSince))
}
