import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { isSuppressed, type DigestRow } from './digests.ts'
import { bytesOf } from '../connection/escaped-bytes.ts'
import { digests, subscriptions, type DigestState } from '../schema/digests.ts'
import { suppressions } from '../schema/mailing.ts'

/** A mail in hand, with the fencing token of whoever has it. */
export type ClaimedDigest = Pick<DigestRow, keyof typeof claimed> & { isHeld: boolean }

const claimed = {
  id: digests.id,
  subscriptionId: digests.subscriptionId,
  number: digests.number,
  sender: digests.sender,
  recipient: digests.recipient,
  messageId: digests.messageId,
  message: sql<string>`encode(${digests.message}, 'escape')`.mapWith((escaped: unknown) => bytesOf(escaped as string)),
  attempts: digests.attempts,
  plannedAt: digests.plannedAt,
  sentAt: digests.sentAt,
  token: digests.token,
}

/** Its subscription was ended, or its address takes no mail. */
const isHeld = sql<boolean>`(${isSuppressed} or exists (select from ${subscriptions}
  where ${subscriptions.id} = ${digests.subscriptionId} and ${subscriptions.cancelledAt} is not null))`

/**
 * Claims the mails that have waited longest, at most so many, for the length of the lease, by the database's clock: those
 * that are to be sent now, and those whose sender was lost. Any number of workers may ask; none gets what another holds.
 */
export async function claimDigests(
  db: Queryable,
  leaseMs: number,
  { most, token = randomUUID() }: { most: number; token?: string },
): Promise<ClaimedDigest[]> {
  const next = db.$with('next', { id: digests.id }).as(sql`select id from ${digests}
    where ${digests.state} in ('planned', 'sending')
      and coalesce(${digests.leasedUntil}, ${digests.nextAttemptAt}) <= clock_timestamp()
    order by coalesce(${digests.leasedUntil}, ${digests.nextAttemptAt})
    limit ${most} for update skip locked`)
  return db
    .with(next)
    .update(digests)
    .set({
      state: 'sending',
      token,
      leasedUntil: sql`clock_timestamp() + ${leaseMs} * interval '1 millisecond'`,
      nextAttemptAt: null,
      attempts: sql`${digests.attempts} + 1`,
    })
    .where(sql`${digests.id} in (select id from next)`)
    .returning({ ...claimed, isHeld })
}

/** What was claimed with a token, though nobody heard that it was. */
export function findClaimed(db: Queryable, token: string): Promise<ClaimedDigest[]> {
  return db
    .select({ ...claimed, isHeld })
    .from(digests)
    .where(eq(digests.token, token))
}

export interface Outcome {
  state: Extract<DigestState, 'planned' | 'sent' | 'undeliverable'>
  said: string
  /** Before the next attempt, if there is to be one. */
  retryAfterMs: number | null
  /** It was claimed, and never handed to a server. */
  isUntried?: true
  /** A server took it: what a refusal brought upon its address is refuted. */
  hasArrived?: true
}

export interface Marked {
  claimed: Pick<ClaimedDigest, 'id' | 'token' | 'recipient'>
  outcome: Outcome
}

/** Gives which were marked: where a lease was lost, another worker has the mail now, and what it says counts. */
export async function saveOutcomes(db: Queryable, marked: readonly Marked[]): Promise<ReadonlySet<number>> {
  const rows = marked.map(({ claimed: { id, token, recipient }, outcome }) => ({ id, token, recipient, ...outcome }))
  const said = sql`jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as said (id bigint, token uuid, recipient text,
    state text, said text, "retryAfterMs" float8, "isUntried" boolean, "hasArrived" boolean)`
  const refuted = sql`(select ${suppressions.id} from ${suppressions} join ${said}
    on "hasArrived" and lower(${suppressions.address}) = lower(said.recipient)
    where ${suppressions.liftedAt} is null and ${suppressions.cause} = 'refused' order by 1 for update of ${suppressions})`
  const saved = await db.execute<{ id: string }>(sql`with lifted as (update ${suppressions}
      set lifted_at = clock_timestamp() where ${suppressions.id} in ${refuted})
    update ${digests} set
      state = said.state, said = said.said, token = null, leased_until = null,
      attempts = ${digests.attempts} - coalesce("isUntried", false)::int,
      next_attempt_at = clock_timestamp() + "retryAfterMs" * interval '1 millisecond',
      sent_at = case when said.state = 'sent' then coalesce(${digests.sentAt}, clock_timestamp()) else ${digests.sentAt} end
    from ${said}
    where ${digests.id} = said.id and ${digests.token} = said.token
    returning ${digests.id}`)
  return new Set(saved.map(({ id }) => Number(id)))
}
