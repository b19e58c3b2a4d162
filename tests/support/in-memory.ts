import type { Balance } from '../../src/domain/digests/balance.ts'
import type { FollowUpOnDay } from '../../src/domain/standings/follow-up.ts'
import type { PendingQuery } from '../../src/domain/pending-query.ts'

/** What the database narrows by, as far as it depends on the standing, said once more for tests to hold it to. */
export function isMeantBy({ state, move, bracket, isUnread }: PendingQuery, followUp: FollowUpOnDay): boolean {
  return (
    (state === undefined || followUp.state === state) &&
    (move === undefined || followUp.move === move) &&
    (bracket === undefined || followUp.bracket === bracket) &&
    (isUnread !== true || followUp.unreadReplies > 0)
  )
}

export function bracketsOf(pending: readonly Pick<FollowUpOnDay, 'bracket'>[]): Balance['byBracket'] {
  const counted = { long_overdue: 0, overdue: 0, due_soon: 0, on_time: 0, no_deadline: 0, date_unknown: 0 }
  for (const { bracket } of pending) if (bracket) counted[bracket] += 1
  return counted
}
