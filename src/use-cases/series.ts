import type { Queryable } from '../store/database.ts'
import { listLastSent, listSentMessageIds, listUndelivered, type SentIssue } from '../store/series.ts'

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
