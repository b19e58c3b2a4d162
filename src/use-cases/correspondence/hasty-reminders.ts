import { daysBetween } from '../../domain/dates/day.ts'
import type { Effect } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import type { NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { listPolicies } from '../../store/parties/parties.ts'
import type { NewBearing } from './record-communication.ts'

interface Reminded {
  entries: readonly NewBearing[]
  effect: Effect
  followUps: readonly NamedFollowUp[]
}

/** No reminder while a reply lies unread, nor within the policy's quiet days after a word or a reminder. */
export async function refuseHastyReminder(tx: Transaction, { entries, effect, followUps }: Reminded): Promise<void> {
  const reminded = new Set(entries.filter(({ bearing }) => bearing === 'reminds').map(({ followUp }) => followUp))
  if (reminded.size === 0) return
  const policies = await listPolicies(tx)
  for (const followUp of followUps.filter(({ reference }) => reminded.has(reference))) {
    refuseUnread(followUp)
    refuseInQuiet(followUp, effect.on, policies.find(({ id }) => id === followUp.policyId)?.quietDays ?? 0)
  }
}

const ALL_THE_SAME = '; if it has gone out all the same, record it with --again'

function refuseUnread({ reference, unreadReplies }: NamedFollowUp): void {
  if (unreadReplies === 0) return
  throw new Problem('conflict', {
    says: `${reference} has a reply that nobody has read yet: read it before chasing`,
    atCommandLine: ALL_THE_SAME,
  })
}

function refuseInQuiet(
  { reference, lastWordOn, lastRemindedOn }: NamedFollowUp,
  on: Temporal.PlainDate,
  quietDays: number,
): void {
  const before = [lastWordOn, lastRemindedOn].find((day) => {
    const days = day ? daysBetween(day, on) : -1
    return days >= 0 && days < quietDays
  })
  if (!before) return
  throw new Problem('conflict', {
    says: `${reference} had a word or a reminder on ${before.toString()}, and its policy keeps quiet for ${quietDays} days after one`,
    atCommandLine: ALL_THE_SAME,
  })
}
