import { and, asc, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { apiTokens, idempotencyKeys, sessions, signInLinks } from '../schema/access.ts'
import { officers } from '../schema/parties.ts'
import { calendarFeeds } from '../schema/saved-views.ts'
import type { Officer } from '../parties/parties.ts'

export type SessionRow = typeof sessions.$inferSelect
export type ApiTokenRow = typeof apiTokens.$inferSelect

const isActive = isNull(officers.endedAt)

export async function appendSignInLink(db: Queryable, link: typeof signInLinks.$inferInsert): Promise<void> {
  await db.insert(signInLinks).values(link)
}

/** The link with its officer, whether or not it is still good. */
export async function findSignInLink(db: Queryable, secretHash: Buffer) {
  const [row] = await db
    .select({ link: signInLinks, officer: officers })
    .from(signInLinks)
    .innerJoin(officers, eq(officers.id, signInLinks.officerId))
    .where(and(eq(signInLinks.secretHash, secretHash), isActive))
  return row ?? null
}

/** Uses the link up; gives false where it was used already, by however many at once. */
export async function useSignInLink(db: Queryable, id: number, now: Temporal.Instant): Promise<boolean> {
  const rows = await db
    .update(signInLinks)
    .set({ usedAt: now })
    .where(and(eq(signInLinks.id, id), isNull(signInLinks.usedAt)))
    .returning({ id: signInLinks.id })
  return rows.length === 1
}

export async function appendSession(db: Queryable, session: typeof sessions.$inferInsert): Promise<SessionRow> {
  const [row] = await db.insert(sessions).values(session).returning()
  return row!
}

/** A session that is not over, with its officer. */
export async function findSession(
  db: Queryable,
  secretHash: Buffer,
  now: Temporal.Instant,
): Promise<{ session: SessionRow; officer: Officer } | null> {
  const [row] = await db
    .select({ session: sessions, officer: officers })
    .from(sessions)
    .innerJoin(officers, eq(officers.id, sessions.officerId))
    .where(and(eq(sessions.secretHash, secretHash), gt(sessions.expiresAt, now), isActive))
  return row ?? null
}

export async function saveSeen(
  db: Queryable,
  id: number,
  { lastSeenAt, expiresAt }: Pick<SessionRow, 'lastSeenAt' | 'expiresAt'>,
): Promise<void> {
  await db.update(sessions).set({ lastSeenAt, expiresAt }).where(eq(sessions.id, id))
}

export function listSessions(db: Queryable, officerId: number, now: Temporal.Instant): Promise<SessionRow[]> {
  return db
    .select()
    .from(sessions)
    .where(and(eq(sessions.officerId, officerId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.lastSeenAt))
}

/** All of an officer's sessions, only one, or all except one; gives how many there were. */
export async function removeSessions(
  db: Queryable,
  officerId: number,
  { only, except }: { only?: number; except?: number } = {},
): Promise<number> {
  const rows = await db
    .delete(sessions)
    .where(
      and(
        eq(sessions.officerId, officerId),
        only === undefined ? undefined : eq(sessions.id, only),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id })
  return rows.length
}

/** Whether a session was ever begun in this database. The row goes when it is over, its number is never given again. */
export async function hasAnybodySignedIn(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ has: boolean }>(
    sql`select last_value is not null as has from pg_sequences
      where to_regclass(format('%I.%I', schemaname, sequencename)) = pg_get_serial_sequence('sessions', 'id')::regclass`,
  )
  return row!.has
}

export async function appendApiToken(db: Queryable, token: typeof apiTokens.$inferInsert): Promise<ApiTokenRow> {
  const [row] = await db.insert(apiTokens).values(token).returning()
  return row!
}

/** A token that is neither expired nor revoked, with its officer. */
export async function findApiToken(
  db: Queryable,
  secretHash: Buffer,
  now: Temporal.Instant,
): Promise<{ token: ApiTokenRow; officer: Officer } | null> {
  const [row] = await db
    .select({ token: apiTokens, officer: officers })
    .from(apiTokens)
    .innerJoin(officers, eq(officers.id, apiTokens.officerId))
    .where(
      and(eq(apiTokens.secretHash, secretHash), gt(apiTokens.expiresAt, now), isNull(apiTokens.revokedAt), isActive),
    )
  return row ?? null
}

export async function saveTokenUse(db: Queryable, id: number, lastUsedAt: Temporal.Instant): Promise<void> {
  await db.update(apiTokens).set({ lastUsedAt }).where(eq(apiTokens.id, id))
}

export function listApiTokens(db: Queryable, officerId: number): Promise<ApiTokenRow[]> {
  return db.select().from(apiTokens).where(eq(apiTokens.officerId, officerId)).orderBy(asc(apiTokens.id))
}

/** Gives false where the officer has no such token, or revoked it before. */
export async function revokeApiToken(
  db: Queryable,
  { id, officerId, now }: { id: number; officerId: number; now: Temporal.Instant },
): Promise<boolean> {
  const rows = await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.id, id), eq(apiTokens.officerId, officerId), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id })
  return rows.length === 1
}

/** Ends every way in that an officer has: sessions, links, tokens, calendar addresses. */
export async function endAccess(db: Queryable, officerId: number, now: Temporal.Instant): Promise<void> {
  await db.delete(sessions).where(eq(sessions.officerId, officerId))
  await db.delete(signInLinks).where(eq(signInLinks.officerId, officerId))
  await db
    .update(apiTokens)
    .set({ revokedAt: now })
    .where(and(eq(apiTokens.officerId, officerId), isNull(apiTokens.revokedAt)))
  await db
    .update(calendarFeeds)
    .set({ revokedAt: now })
    .where(and(eq(calendarFeeds.officerId, officerId), isNull(calendarFeeds.revokedAt)))
}

/** Removes sessions that are over, links that ended and answers that were given before an instant. */
export async function sweepAccess(
  db: Queryable,
  { now, linksSince, answersSince }: Record<'now' | 'linksSince' | 'answersSince', Temporal.Instant>,
): Promise<void> {
  await db.delete(signInLinks).where(lt(signInLinks.expiresAt, linksSince))
  await db.delete(sessions).where(lt(sessions.expiresAt, now))
  await db.delete(idempotencyKeys).where(lt(idempotencyKeys.createdAt, answersSince))
}

export interface AnswerKey {
  officerId: number
  key: string
}

/** Takes the key for this transaction; waits for another that has it. Gives false where it was taken before. */
export async function takeKey(
  db: Queryable,
  { officerId, key }: AnswerKey,
  taken: { requestHash: Buffer; createdAt: Temporal.Instant },
): Promise<boolean> {
  const rows = await db
    .insert(idempotencyKeys)
    .values({ officerId, key, ...taken })
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key })
  return rows.length === 1
}

export async function findAnswer(db: Queryable, { officerId, key }: AnswerKey) {
  const [row] = await db
    .select()
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.officerId, officerId), eq(idempotencyKeys.key, key)))
  return row ?? null
}

export async function saveAnswer(
  db: Queryable,
  { officerId, key }: AnswerKey,
  answer: { status: number; body: string },
): Promise<void> {
  await db
    .update(idempotencyKeys)
    .set(answer)
    .where(and(eq(idempotencyKeys.officerId, officerId), eq(idempotencyKeys.key, key)))
}
