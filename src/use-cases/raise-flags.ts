import { linesAhead } from '../domain/brackets.ts'
import { crashPoint } from '../domain/crash-points.ts'
import type { Transaction } from '../store/database.ts'
import { REPORT_DUE_WITHIN_DAYS } from '../domain/duty.ts'
import { appendFlags, type NewFlag } from '../store/flags.ts'
import { byDayCrossed, lockCrossed, saveNextLine, type FollowUpRow } from '../store/follow-ups.ts'
import { listUnflaggedDuties } from '../store/report-duties.ts'
import type { Context } from './context.ts'

const BATCH = 200

/**
 * Raises a flag for each line that was crossed since the last sweep, in batches, and gives how many were raised. Its
 * cost grows with what has crossed a line, not with what is stored. Any number of sweeps may run.
 */
export async function raiseFlags(context: Context, signal?: AbortSignal): Promise<number> {
  let raised = await context.db.transaction((tx) => raiseReportFlags(context, tx))
  for (let swept = BATCH; swept === BATCH && !signal?.aborted;) {
    const batch = await context.db.transaction((tx) => sweepBatch(context, tx))
    swept = batch.swept
    raised += batch.raised
    crashPoint('flags-committed')
  }
  return raised
}

async function sweepBatch(context: Context, tx: Transaction): Promise<{ swept: number; raised: number }> {
  const crossed = await lockCrossed(tx, context.today, BATCH)
  const flags = crossed.flatMap((followUp) => crossedLines(context, followUp))
  const raised = await appendFlags(tx, flags)
  for (const followUp of crossed) {
    await saveNextLine(tx, followUp.id, nextLineOn(followUp, context.today))
    crashPoint('flag-moved-on')
  }
  return { swept: crossed.length, raised: raised.length }
}

function crossedLines({ today, now }: Context, followUp: FollowUpRow): NewFlag[] {
  return linesAhead(followUp.state, followUp)
    .filter(({ crossedOn }) => Temporal.PlainDate.compare(crossedOn, today) <= 0)
    .map(({ kind, dueOn, crossedOn }) => ({ followUpId: followUp.id, kind, dueOn, crossedOn, raisedAt: now }))
}

function nextLineOn(followUp: FollowUpRow, today: Temporal.PlainDate): Temporal.PlainDate | null {
  const ahead = linesAhead(followUp.state, followUp).filter(
    ({ crossedOn }) => Temporal.PlainDate.compare(crossedOn, today) > 0,
  )
  return ahead.toSorted(byDayCrossed)[0]?.crossedOn ?? null
}

/** Each so many days after the day of a duty, or before it. */
const REPORT_LINES = [
  { kind: 'report_due', days: -REPORT_DUE_WITHIN_DAYS },
  { kind: 'report_overdue', days: 1 },
] as const

async function raiseReportFlags({ today, now }: Context, tx: Transaction): Promise<number> {
  const flags: NewFlag[] = []
  for (const { kind, days } of REPORT_LINES) {
    const duties = await listUnflaggedDuties(tx, { kind, dueBy: today.subtract({ days }), asOf: today })
    for (const { number, dueOn } of duties)
      flags.push({ reportDutyId: number, kind, dueOn: dueOn!, crossedOn: dueOn!.add({ days }), raisedAt: now })
  }
  return (await appendFlags(tx, flags)).length
}
