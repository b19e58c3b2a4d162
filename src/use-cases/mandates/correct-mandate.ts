import { Problem } from '../../domain/problem.ts'
import { lockDossier } from '../../store/correspondence/dossiers.ts'
import { appendMandateCorrection, findMandate, type Mandate } from '../../store/mandates.ts'
import type { Context } from '../context.ts'
import { decisionOf, type Decision } from './enter-mandate.ts'
import { wantedMandateOf } from './list-mandates.ts'
import { refuseBelow } from '../permission.ts'

export interface MandateCorrection {
  /** The number of the mandate. */
  mandate: number
  /** What is to be told otherwise; what is left out stays. */
  decision: Partial<Decision>
  /** It obliges to nothing here after all, and nothing is owed under it. */
  isWithdrawn: boolean
  why: string
}

/** Tells a decision otherwise than it was entered, from now on. What was recorded before stays on record. */
export async function correctMandate(context: Context, correction: MandateCorrection): Promise<void> {
  refuseBelow('officer', context)
  const { mandate: number, decision, isWithdrawn, why } = correction
  const { dossierId } = await wantedMandateOf(context, number)
  await context.db.transaction(async (tx) => {
    await lockDossier(tx, dossierId)
    const before = await wantedMandateOf({ ...context, db: tx }, number)
    const told = { ...before, ...decision }
    if (!isWithdrawn && isSame(before, told))
      throw new Problem('conflict', `mandate ${number} says that already; change what is to be told otherwise`)
    const other = await findMandate(tx, told)
    if (other && other.id !== number)
      throw new Problem(
        'conflict',
        `document: ${told.document}, para. ${told.paragraph} is mandate ${other.id} already`,
      )
    const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
    await appendMandateCorrection(tx, {
      mandateId: number,
      ...decisionOf(context, told),
      isWithdrawn,
      why,
      ...recorded,
    })
  })
}

function isSame(a: Mandate, b: Mandate): boolean {
  return inWriting(a) === inWriting(b)
}

function inWriting({ document, paragraph, requires, decided }: Mandate): string {
  return JSON.stringify([document, paragraph, requires, decided?.text])
}
