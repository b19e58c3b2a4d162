import type { Grade } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { appendAssessment, listEntriesOf } from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import type { Context } from '../context.ts'
import { wantedCommunication, wantedFollowUp } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export interface NewAssessment {
  followUp: string
  /** The reply that it is of, such as `PRK-TC/5`. */
  communication: string
  grade: Grade
  reason: string
}

/** Records our opinion of a reply. It changes no standing, and an earlier opinion stays beside it. */
export async function assessReply(context: Context, assessment: NewAssessment): Promise<void> {
  refuseBelow('officer', context)
  await context.db.transaction((tx) => assessWithin(context, tx, assessment))
}

export async function assessWithin(
  { officer, now, sight }: Context,
  tx: Transaction,
  { followUp, communication, grade, reason }: NewAssessment,
): Promise<void> {
  const seen = { db: tx, sight }
  const { id: followUpId } = await wantedFollowUp(seen, followUp)
  const { id: communicationId } = await wantedCommunication(seen, communication)
  const entries = await listEntriesOf(seen, [communicationId])
  if (!entries.some(({ entry }) => entry.followUpId === followUpId && entry.bearing === 'replies')) {
    throw new Problem('conflict', `${communication} is not a reply to ${followUp}`)
  }
  await appendAssessment(tx, { followUpId, communicationId, grade, reason, recordedBy: officer.id, recordedAt: now })
}
