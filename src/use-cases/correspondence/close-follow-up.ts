import type { ClosureReason } from '../../domain/correspondence/facts.ts'
import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import { Problem } from '../../domain/problem.ts'
import { appendClosure, listClosuresOf } from '../../store/correspondence/closures.ts'
import type { NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import type { Context } from '../context.ts'
import { lockedFollowUps } from '../find.ts'
import { refuseBelow } from '../permission.ts'
import { refuseStale } from './refuse-stale.ts'
import { restate } from '../standings/restate.ts'

export interface NewClosure {
  followUp: string
  reason: ClosureReason
  closedOn: Temporal.PlainDate
  remark: string | null
}

type ClosureTold = Omit<NewClosure, 'followUp'>

export async function closeFollowUp(
  context: Context,
  { followUp: reference, reason, closedOn, remark }: NewClosure,
  expected?: number,
): Promise<Map<string, KeptStanding>> {
  refuseBelow('officer', context)
  return context.db.transaction(async (tx) => {
    const [followUp] = (await lockedFollowUps({ tx, sight: context.sight }, [reference])) as [NamedFollowUp]
    refuseStale(reference, followUp.version, expected)
    if (followUp.state === 'closed')
      throw new Problem('conflict', `${reference} was closed on ${followUp.closedOn?.toString()} already`)
    refuseImpossibleDay(context, followUp, closedOn)
    await appendClosure(tx, {
      followUpId: followUp.id,
      reason,
      closedOn,
      remark,
      recordedBy: context.officer.id,
      recordedAt: context.now,
    })
    const standings = await restate(tx, [followUp])
    refuseUnlessClosed(standings, followUp, closedOn)
    return standings
  })
}

/** Takes back the closure that holds, with the reason why; both stay in the ledger. */
export async function withdrawClosure(
  context: Context,
  { followUp, why }: { followUp: string; why: string },
  expected?: number,
): Promise<Map<string, KeptStanding>> {
  return changeClosure(context, { followUp, why, isWithdrawn: true, change: {} }, expected)
}

export interface ClosureCorrection {
  followUp: string
  why: string
  /** What is to stand instead; what is absent stays. */
  change: Partial<ClosureTold>
}

/** Appends a closure that stands instead of the one that holds; both stay in the ledger. */
export async function correctClosure(
  context: Context,
  correction: ClosureCorrection,
  expected?: number,
): Promise<Map<string, KeptStanding>> {
  return changeClosure(context, { ...correction, isWithdrawn: false }, expected)
}

async function changeClosure(
  context: Context,
  { followUp: reference, why, change, isWithdrawn }: ClosureCorrection & { isWithdrawn: boolean },
  expected?: number,
): Promise<Map<string, KeptStanding>> {
  refuseBelow('officer', context)
  const { db, officer, now, sight } = context
  return db.transaction(async (tx) => {
    const [followUp] = (await lockedFollowUps({ tx, sight }, [reference])) as [NamedFollowUp]
    refuseStale(reference, followUp.version, expected)
    const last = (await listClosuresOf(tx, followUp.id)).at(-1)?.closure
    if (!last || followUp.state !== 'closed') {
      throw new Problem('conflict', `${reference} is not closed, so there is no closure to take back or to correct`)
    }
    const { closedOn, reason, remark, place, followUpId } = last
    const closure = { closedOn, reason, remark, ...change }
    if (!isWithdrawn) {
      refuseSame(last, closure)
      refuseImpossibleDay(context, followUp, closure.closedOn)
    }
    const correction = {
      correctsId: last.id,
      correctionReason: why,
      isWithdrawn,
      recordedBy: officer.id,
      recordedAt: now,
    }
    await appendClosure(tx, { ...closure, place, followUpId, ...correction })
    const standings = await restate(tx, [followUp])
    if (!isWithdrawn) refuseUnlessClosed(standings, followUp, closure.closedOn)
    return standings
  })
}

function refuseSame(last: ClosureTold, { reason, closedOn, remark }: ClosureTold): void {
  if (reason !== last.reason || remark !== last.remark || !closedOn.equals(last.closedOn)) return
  throw new Problem('conflict', 'reason: got what is recorded already — expected another reason, day or remark')
}

/** What came after that day would have reopened it at once. */
function refuseUnlessClosed(
  standings: ReadonlyMap<string, KeptStanding>,
  { reference, lastWordOn }: NamedFollowUp,
  closedOn: Temporal.PlainDate,
): void {
  if (standings.get(reference)!.state === 'closed') return
  throw new Problem(
    'conflict',
    `on: got ${closedOn.toString()} — expected a day not before ${reference} was replied to or asked again; their last word is of ${lastWordOn?.toString() ?? 'no day'}`,
  )
}

export function refuseImpossibleDay(
  { today }: Context,
  { reference, askedOn }: Pick<NamedFollowUp, 'reference' | 'askedOn'>,
  closedOn: Temporal.PlainDate,
): void {
  const isBeforeAsk = askedOn && Temporal.PlainDate.compare(closedOn, askedOn) < 0
  if (!isBeforeAsk && Temporal.PlainDate.compare(closedOn, today) <= 0) return
  throw new Problem(
    'invalid',
    `on: got ${closedOn.toString()} — expected a day from ${askedOn?.toString() ?? 'the ask'}, when ${reference} was asked, to today, ${today.toString()}`,
  )
}
