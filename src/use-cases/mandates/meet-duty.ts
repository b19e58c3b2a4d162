import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockDossier } from '../../store/correspondence/dossiers.ts'
import { appendDutyCorrection, appendSubmission, type DutyRow } from '../../store/report-duties.ts'
import type { Context } from '../context.ts'
import { wantedDuty } from './list-duties.ts'
import { refuseBelow } from '../permission.ts'

export interface NewSubmission {
  duty: number
  /** The report, such as `E/CN.4/2005/32`. */
  document: string
  submittedOn: Temporal.PlainDate
  /** Of one that stands instead of what was recorded before. */
  why: string | null
}

/** Records that a report went out, and on which day: from then on the duty is met. */
export async function recordSubmission(context: Context, submission: NewSubmission): Promise<void> {
  const { duty: number, document, submittedOn, why } = submission
  if (Temporal.PlainDate.compare(submittedOn, context.today) > 0)
    throw new Problem(
      'invalid',
      `on: got ${submittedOn.toString()} — expected a day until today, ${context.today.toString()}`,
    )
  await withDuty(context, number, async (tx, { metBy }) => {
    if (metBy !== null && why === null)
      throw new Problem('conflict', `why: report duty ${number} was met by ${metBy} already; to correct that, say why`)
    if (metBy === null && why !== null)
      throw new Problem('conflict', `why: report duty ${number} is open, so there is nothing to correct`)
    await appendSubmission(tx, { dutyId: number, document, submittedOn, why, ...recorded(context) })
  })
}

/** Takes back that a duty was met, with the reason why; both stay on record. */
export async function withdrawSubmission(
  context: Context,
  { duty, why }: { duty: number; why: string },
): Promise<void> {
  await withDuty(context, duty, async (tx, { metBy, metOn }) => {
    if (metBy === null) throw new Problem('conflict', `report duty ${duty} is open, so there is nothing to take back`)
    const submission = { dutyId: duty, document: metBy, submittedOn: metOn, isWithdrawn: true, why }
    await appendSubmission(tx, { ...submission, ...recorded(context) })
  })
}

export interface DutyCorrection {
  duty: number
  /** The day that holds from now on; null where none is known any more. */
  dueOn: Temporal.PlainDate | null
  /** Nothing is owed after all. */
  isWithdrawn: boolean
  why: string
}

/** A day that became known or was moved, or a duty that is none. What was recorded before stays on record. */
export async function correctReportDuty(
  context: Context,
  { duty: number, dueOn, isWithdrawn, why }: DutyCorrection,
): Promise<void> {
  await withDuty(context, number, async (tx, { dueOn: before }) => {
    const day = isWithdrawn ? before : dueOn
    if (!isWithdrawn && (day?.toString() ?? null) === (before?.toString() ?? null))
      throw new Problem('conflict', `due: report duty ${number} has that day already`)
    await appendDutyCorrection(tx, { dutyId: number, dueOn: day, isWithdrawn, why, ...recorded(context) })
  })
}

/** Its dossier is locked, so that of two who meet or correct it at once the second sees what the first did. */
async function withDuty(
  context: Context,
  number: number,
  work: (tx: Transaction, duty: DutyRow) => Promise<void>,
): Promise<void> {
  refuseBelow('officer', context)
  await context.db.transaction(async (tx) => {
    const within = { db: tx, sight: context.sight, today: context.today }
    await lockDossier(tx, (await wantedDuty(within, number)).dossierId)
    await work(tx, await wantedDuty(within, number))
  })
}

function recorded({ officer, now }: Context) {
  return { recordedBy: officer.id, recordedAt: now }
}
