import type { Queryable } from '../../store/connection/database.ts'
import { listLastSent, listSentMessageIds, listUndelivered, type SentIssue } from '../../store/digests/series.ts'

/** What came before an issue of a subscription. */
export interface Series {
  /** The last that reached its reader. */
  previous: SentIssue | null
  /** Those after it that never arrived. */
  undelivered: Awaited<ReturnType<typeof listUndelivered>>
  sentMessageIds: readonly string[]
}

export async function readSeries(
  db: Queryable,
  subscriptions: readonly { id: number }[],
): Promise<(id: number) => Series> {
  const subscriptionIds = subscriptions.map(({ id }) => id)
  const last = new Map(
    (await listLastSent(db, subscriptionIds)).map(({ subscription, last: sent }) => [subscription, sent]),
  )
  const undelivered = Map.groupBy(await listUndelivered(db, subscriptionIds), ({ subscription }) => subscription)
  const sent = Map.groupBy(await listSentMessageIds(db, subscriptionIds), ({ subscription }) => subscription)
  return (id) => {
    const previous = last.get(id) ?? null
    const isLater = ({ number }: { number: number | null }) => number! > (previous?.number ?? 0)
    return {
      previous,
      undelivered: (undelivered.get(id) ?? []).filter(isLater),
      sentMessageIds: (sent.get(id) ?? []).map(({ messageId }) => messageId),
    }
  }
}

/** One desk after the other, those together who were told last at the same time and upon the same snapshot: what they have in common is read once. */
export function inTurn<Reader extends { id: number; deskId: number | null }>(
  readers: readonly Reader[],
  seriesOf: (id: number) => Series,
): Reader[] {
  const sinceOf = ({ id }: Reader) => seriesOf(id).previous?.plannedAt.epochMilliseconds ?? 0
  const snapshotOf = ({ id }: Reader) => seriesOf(id).previous?.plannedIn ?? ''
  return readers.toSorted(
    (a, b) =>
      (a.deskId ?? 0) - (b.deskId ?? 0) || sinceOf(a) - sinceOf(b) || snapshotOf(a).localeCompare(snapshotOf(b)),
  )
}
