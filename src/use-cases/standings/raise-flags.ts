import { linesAhead } from '../../domain/standings/brackets.ts'
import { crashPoint } from '../../domain/crash-points.ts'
import { REPORT_DUE_WITHIN_DAYS } from '../../domain/duty.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendFlags, type NewFlag } from '../../store/standings/flags.ts'
import { byDayCrossed, isAnyCrossed, lockCrossed, saveNextLines } from '../../store/correspondence/follow-ups.ts'
import { listUnflaggedDuties } from '../../store/report-duties.ts'
import type { Context } from '../context.ts'

const BATCH = 500

/**
 * Raises a flag for each line that was crossed since the last sweep, in batches, and gives how many were raised. Its
 * cost grows with what has crossed a line, not with what is stored. Any number of sweeps may run.
 */
export async function raiseFlags(context: Context, signal?: AbortSignal): Promise<number> {
  const { db, today } = context
  const [isAny, reports] = await Promise.all([isAnyCrossed(db, today), raiseReportFlags(context)])
  let raised = reports
  for (let swept = isAny ? BATCH : 0; swept === BATCH && !signal?.aborted;) {
    const batch = await db.transaction((tx) => sweepBatch(context, tx))
    swept = batch.swept
    raised += batch.raised
    crashPoint('flags-committed')
  }
  return raised
}

async function sweepBatch({ today, now }: Context, tx: Transaction): Promise<{ swept: number; raised: number }> {
  const crossed = await lockCrossed(tx, today, BATCH)
  const flags: NewFlag[] = []
  const moved: { id: number; nextLineOn: Temporal.PlainDate | null }[] = []
  for (const followUp of crossed) {
    const lines = linesAhead(followUp.state, followUp).toSorted(byDayCrossed)
    const ahead = lines.findIndex(({ crossedOn }) => Temporal.PlainDate.compare(crossedOn, today) > 0)
    const behind = ahead === -1 ? lines : lines.slice(0, ahead)
    flags.push(...behind.map((line) => ({ followUpId: followUp.id, ...line })))
    moved.push({ id: followUp.id, nextLineOn: lines[behind.length]?.crossedOn ?? null })
  }
  const [raised] = await Promise.all([appendFlags(tx, flags, now), saveNextLines(tx, moved)])
  crashPoint('flags-raised')
  return { swept: crossed.length, raised }
}

/** Each so many days after the day of a duty, or before it. */
const REPORT_LINES = [
  { kind: 'report_due', days: -REPORT_DUE_WITHIN_DAYS },
  { kind: 'report_overdue', days: 1 },
] as const

async function raiseReportFlags({ db, today, now }: Context): Promise<number> {
  const crossed = REPORT_LINES.map(({ kind, days }) => ({ kind, days, dueBy: today.subtract({ days }) }))
  const flags: NewFlag[] = []
  for (const { number: reportDutyId, dueOn } of await listUnflaggedDuties(db, crossed, today))
    for (const { kind, days, dueBy } of crossed)
      if (Temporal.PlainDate.compare(dueOn!, dueBy) <= 0)
        flags.push({ reportDutyId, kind, dueOn: dueOn!, crossedOn: dueOn!.add({ days }) })
  return appendFlags(db, flags, now)
}
