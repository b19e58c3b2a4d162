import { linesAhead } from '../domain/brackets.ts'
import { crashPoint } from '../domain/crash-points.ts'
import type { Transaction } from '../store/database.ts'
import { appendFlags, listUnflaggedDuties, type NewFlag } from '../store/flags.ts'
import { byDayCrossed, lockCrossed, saveNextLine, type FollowUpRow } from '../store/follow-ups.ts'
import type { Context } from './context.ts'

const BATCH = 200

/** A report duty is flagged so many days ahead of its day. */
const REPORT_DUE_WITHIN_DAYS = 30

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

async function raiseReportFlags({ today, now }: Context, tx: Transaction): Promise<number> {
  const duties = await listUnflaggedDuties(tx, today.add({ days: REPORT_DUE_WITHIN_DAYS }))
  const flags = duties.map(({ id, dueOn }) => ({
    reportDutyId: id,
    kind: 'report_due' as const,
    dueOn: dueOn!,
    crossedOn: dueOn!.subtract({ days: REPORT_DUE_WITHIN_DAYS }),
    raisedAt: now,
  }))
  return (await appendFlags(tx, flags)).length
}
