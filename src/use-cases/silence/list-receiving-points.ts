import { daysBetween } from '../../domain/dates/day.ts'
import type { Channel } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { daysUnread, readThrough, type ReceivingPoint, type Span } from '../../domain/silence/receiving-points.ts'
import {
  listAttestations,
  listPoints,
  type AttestationRow,
  type PointRow,
} from '../../store/parties/receiving-points.ts'
import { madeBy, type Context, type Moment, type Telling } from '../context.ts'
import { deskOf } from '../find.ts'

/** Days after which a point that nobody attests to have read is worth a word. */
const STALE_AFTER_DAYS = 7

/** A receiving point as it stands on a day. */
export interface PointOnDay {
  reference: string
  name: string
  desk: string
  channels: Channel[]
  sinceOn: Temporal.PlainDate
  retiredOn: Temporal.PlainDate | null
  retiredWhy: string | null
  /** The last day that is attested as read. */
  readThroughOn: Temporal.PlainDate | null
  /** Every stretch of days up to the day that is shown which nobody attests to have read. */
  unread: Span[]
  /** Nobody has attested it for more than a week. */
  isStale: boolean
}

export type PointStory = PointOnDay & { declaredBy: string; attestations: readonly AttestationRow[] }

type Asking = Pick<Context, 'db' | 'today' | 'timeZone'>

export async function listReceivingPoints(
  context: Asking,
  { desk }: { desk?: string | undefined } = {},
  moment?: Telling,
): Promise<PointOnDay[]> {
  return (await listWithAttestations(context, { desk }, moment)).map(({ row, point }) =>
    onDay(row, point, moment?.asOf ?? context.today),
  )
}

/** Of the officer's own desk, those that are in use and that nobody has attested for more than a week. */
export async function listStalePoints(context: Context): Promise<PointOnDay[]> {
  const desk = context.officer.deskId === null ? null : await deskOf(context)
  return desk ? (await listReceivingPoints(context, { desk: desk.reference })).filter(({ isStale }) => isStale) : []
}

export async function showReceivingPoint(context: Asking, reference: string, moment?: Moment): Promise<PointStory> {
  const { row, point, attestations } = await wantedPoint(context, reference, moment)
  return { ...onDay(row, point, moment?.asOf ?? context.today), declaredBy: row.by, attestations }
}

export async function wantedPoint(context: Asking, reference: string, moment?: Moment) {
  const [found] = await listWithAttestations(context, { reference }, moment)
  if (found) return found
  throw new Problem('not_found', {
    says: `no receiving point ${reference}`,
    atCommandLine: '; relance points lists what there is',
  })
}

/** Those that were declared for a day by a moment, each as the domain has it and with all that was ever attested of it. */
export async function listWithAttestations(
  { db, timeZone }: Pick<Context, 'db' | 'timeZone'>,
  wanted: { desk?: string | undefined; reference?: string | undefined },
  moment?: Telling,
): Promise<{ row: PointRow; point: ReceivingPoint; attestations: AttestationRow[] }[]> {
  const made = moment && madeBy(moment)
  const rows = (await listPoints(db, { ...wanted, knownAt: made })).filter(
    ({ sinceOn }) => !moment || Temporal.PlainDate.compare(sinceOn, moment.asOf) <= 0,
  )
  const all = await listAttestations(
    db,
    rows.map(({ id }) => id),
    moment && { made: made!, withdrawn: moment.knownAt },
  )
  const byPoint = Map.groupBy(all, ({ pointId }) => pointId)
  return rows.map((row) => {
    const attestations = byPoint.get(row.id) ?? []
    const { reference, name, channels, sinceOn, retiredOn } = row
    const holding = attestations
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ from, through, by, recordedAt }) => ({ from, through, by, attestedOn: dayIn(timeZone, recordedAt) }))
    return { row, point: { reference, name, channels, sinceOn, retiredOn, attestations: holding }, attestations }
  })
}

function onDay(row: PointRow, point: ReceivingPoint, day: Temporal.PlainDate): PointOnDay {
  const { reference, name, desk, channels, sinceOn, retiredOn, retiredWhy } = row
  const unread = daysUnread(point, { from: sinceOn, through: day })
  const last = readThrough(point)
  const isRetired = retiredOn !== null && compare(retiredOn, day) <= 0
  const tail = unread.at(-1)
  return {
    reference,
    name,
    desk,
    channels,
    sinceOn,
    retiredOn,
    retiredWhy,
    readThroughOn: last && compare(last, day) > 0 ? day : last,
    unread,
    isStale: !isRetired && Boolean(tail?.through.equals(day)) && daysBetween(tail!.from, day) >= STALE_AFTER_DAYS,
  }
}

function dayIn(timeZone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(timeZone).toPlainDate()
}

const { compare } = Temporal.PlainDate
