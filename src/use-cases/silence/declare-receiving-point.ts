import type { Channel } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { appendPoint, appendRetirement } from '../../store/parties/receiving-points.ts'
import type { Context } from '../context.ts'
import { wantedDesk } from '../find.ts'
import { showReceivingPoint, wantedPoint, type PointStory } from './list-receiving-points.ts'
import { refuseBelow } from '../permission.ts'

export interface NewReceivingPoint {
  reference: string
  name: string
  desk: string
  channels: readonly Channel[]
  sinceOn: Temporal.PlainDate
}

/** Says where what is addressed to a desk comes in; from now on its silences rest on that being read. */
export async function declareReceivingPoint(context: Context, declared: NewReceivingPoint): Promise<PointStory> {
  refuseBelow('officer', context)
  const { officer, now } = context
  const { desk, sinceOn, channels, ...named } = declared
  refuseLater(context, 'since', sinceOn)
  const { id: deskId } = await wantedDesk(context.db, desk)
  const point = { ...named, deskId, sinceOn, channels: [...new Set(channels)] }
  const id = await appendPoint(context.db, { ...point, recordedBy: officer.id, recordedAt: now })
  if (id !== null) return showReceivingPoint(context, declared.reference)
  throw new Problem(
    'conflict',
    `reference: got ${declared.reference}, which is a receiving point already — expected a new one`,
  )
}

export interface Retirement {
  point: string
  retiredOn: Temporal.PlainDate
  why: string
}

/** From that day on nothing comes in by it. What it received before must still have been read. */
export async function retireReceivingPoint(
  context: Context,
  { point, retiredOn, why }: Retirement,
): Promise<PointStory> {
  refuseBelow('officer', context)
  const { officer, now } = context
  const { row } = await wantedPoint(context, point)
  refuseLater(context, 'on', retiredOn)
  if (Temporal.PlainDate.compare(retiredOn, row.sinceOn) < 0) {
    const since = row.sinceOn.toString()
    throw new Problem(
      'invalid',
      `on: got ${retiredOn.toString()} — expected a day from ${since}, since when it is declared`,
    )
  }
  const retirement = { pointId: row.id, retiredOn, why, recordedBy: officer.id, recordedAt: now }
  if (await appendRetirement(context.db, retirement)) return showReceivingPoint(context, point)
  throw new Problem('conflict', `${point} is retired already`)
}

/** Of what is still to come nothing is known. */
export function refuseLater({ today }: Pick<Context, 'today'>, field: string, day: Temporal.PlainDate): void {
  if (Temporal.PlainDate.compare(day, today) <= 0) return
  throw new Problem(
    'invalid',
    `${field}: got ${day.toString()} — expected a day that has come, at the latest ${today.toString()}`,
  )
}
