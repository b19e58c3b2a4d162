import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockFollowUps } from '../../store/correspondence/follow-up-locks.ts'
import { saveStanding, type NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { appendRedatings, type NewRedating } from '../../store/standings/redatings.ts'
import type { Context } from '../context.ts'
import { standingOf } from '../pending/list-pending.ts'
import { restatePast } from './restate.ts'

export interface Redated {
  reference: string
  clock: NewRedating['clock']
  wasOn: Temporal.PlainDate
  isOn: Temporal.PlainDate
}

const BATCH = 200

/** Counts anew what is counted by days off that were changed, and records which due days moved, and why. */
export async function redate(
  { officer, now }: Pick<Context, 'officer' | 'now'>,
  tx: Transaction,
  { followUps, why }: { followUps: readonly NamedFollowUp[]; why: string },
): Promise<Redated[]> {
  const redated: Redated[] = []
  for (let start = 0; start < followUps.length; start += BATCH) {
    const batch = followUps.slice(start, start + BATCH)
    const moved = await recount(tx, batch)
    const recorded = { why, recordedBy: officer.id, recordedAt: now }
    await appendRedatings(
      tx,
      moved.map(({ followUpId, clock, wasOn, isOn }) => ({ followUpId, clock, wasOn, isOn, ...recorded })),
    )
    redated.push(...moved.map(({ reference, clock, wasOn, isOn }) => ({ reference, clock, wasOn, isOn })))
  }
  return redated
}

async function recount(
  tx: Transaction,
  followUps: readonly NamedFollowUp[],
): Promise<(Redated & { followUpId: number })[]> {
  await lockFollowUps(
    tx,
    followUps.map(({ id }) => id),
  )
  const folded = await restatePast(tx, followUps)
  const moved = []
  for (const followUp of followUps) {
    const { id, reference } = followUp
    const { kept } = folded.get(id)!
    if (isAlike(standingOf(followUp), standingOf(kept))) continue
    await saveStanding(tx, id, kept)
    const { firstReplyDueOn, answerDueOn } = followUp
    if (firstReplyDueOn && kept.firstReplyDueOn && !firstReplyDueOn.equals(kept.firstReplyDueOn)) {
      const [wasOn, isOn] = [firstReplyDueOn, kept.firstReplyDueOn]
      moved.push({ followUpId: id, reference, clock: 'first_reply' as const, wasOn, isOn })
    }
    if (answerDueOn && kept.answerDueOn && !answerDueOn.equals(kept.answerDueOn)) {
      moved.push({ followUpId: id, reference, clock: 'answer' as const, wasOn: answerDueOn, isOn: kept.answerDueOn })
    }
  }
  return moved
}

function isAlike(a: KeptStanding, b: KeptStanding): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
