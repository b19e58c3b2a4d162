import { Problem } from '../../domain/problem.ts'
import { daysLeft, nextUnread, type ReceivingPoint, type Span } from '../../domain/silence/receiving-points.ts'
import { appendAttestation, appendWithdrawal } from '../../store/parties/receiving-points.ts'
import type { Context } from '../context.ts'
import { refuseLater } from './declare-receiving-point.ts'
import { showReceivingPoint, wantedPoint, type PointStory } from './list-receiving-points.ts'
import { refuseBelow } from '../permission.ts'

export interface NewAttestation {
  points: readonly string[]
  /** Null: the day after the last one that is attested as read. */
  from: Temporal.PlainDate | null
  through: Temporal.PlainDate
  remark: string | null
}

export interface Attested {
  /** Null where all of it was attested already. */
  days: Span | null
  point: PointStory
}

/** Attests that all that came in by some points has been read and recorded, of all of them or of none. */
export async function attestReading(context: Context, told: NewAttestation): Promise<Attested[]> {
  refuseBelow('officer', context)
  refuseLater(context, 'through', told.through)
  return context.db.transaction(async (tx) => {
    const within = { ...context, db: tx }
    const attested = []
    for (const point of new Set(told.points)) attested.push(await attestOne(within, point, told))
    return attested
  })
}

async function attestOne(context: Context, reference: string, told: NewAttestation): Promise<Attested> {
  const { row, point } = await wantedPoint(context, reference)
  const days = newDays(point, told)
  if (days) {
    await appendAttestation(context.db, {
      pointId: row.id,
      fromOn: days.from,
      throughOn: days.through,
      remark: told.remark,
      recordedBy: context.officer.id,
      recordedAt: context.now,
    })
  }
  return { days, point: await showReceivingPoint(context, reference) }
}

function newDays(point: ReceivingPoint, { from, through }: NewAttestation): Span | null {
  refuseOutOfUse(point, 'through', through)
  if (from) refuseOutOfUse(point, 'from', from)
  if (from && compare(from, through) > 0) {
    throw new Problem('invalid', `from: got ${from.toString()} — expected a day not after ${through.toString()}`)
  }
  const days = { from: from ?? nextUnread(point), through }
  const isNew = compare(days.from, through) <= 0 && daysLeft(days, point.attestations).length > 0
  return isNew ? days : null
}

function refuseOutOfUse(
  { reference, sinceOn, retiredOn }: ReceivingPoint,
  field: string,
  day: Temporal.PlainDate,
): void {
  const got = `${field}: got ${day.toString()} — expected a day`
  if (compare(day, sinceOn) < 0)
    throw new Problem('invalid', `${got} from ${sinceOn.toString()}, since when ${reference} is declared`)
  if (retiredOn && compare(day, retiredOn) >= 0)
    throw new Problem('invalid', `${got} before ${retiredOn.toString()}, when ${reference} was retired`)
}

export interface Withdrawal {
  point: string
  /** Of the attestation. */
  number: number
  why: string
}

/** Takes an attestation back that should not have been made; both stay on record. */
export async function withdrawAttestation(context: Context, { point, number, why }: Withdrawal): Promise<PointStory> {
  refuseBelow('officer', context)
  const { officer, now } = context
  const { attestations } = await wantedPoint(context, point)
  if (!attestations.some((one) => one.number === number))
    throw new Problem('not_found', {
      says: `no attestation ${number} of ${point}`,
      atCommandLine: `; relance points show ${point} lists what there is`,
    })
  const withdrawal = { attestationId: number, why, recordedBy: officer.id, recordedAt: now }
  if (await appendWithdrawal(context.db, withdrawal)) return showReceivingPoint(context, point)
  throw new Problem('conflict', `attestation ${number} of ${point} is withdrawn already`)
}

const { compare } = Temporal.PlainDate
