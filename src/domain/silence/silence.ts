import { daysBetween } from '../dates/day.ts'
import { CHANNELS, inOrderSinceAsked, type Channel, type Effect } from '../correspondence/facts.ts'
import { Problem } from '../problem.ts'
import { daysInUse, type Attestation, type ReceivingPoint, type Span } from './receiving-points.ts'
import { impedimentsOf, type Impediment } from './silence-impediments.ts'
import { isEntry, isWord, silentSince, type CitedEntry, type SilenceRecord } from './silence-record.ts'

/** That no further response had been received as at a day, and what it is known from. */
export interface Silence {
  followUp: SilenceRecord['followUp']
  asOf: Temporal.PlainDate
  knownOn: Temporal.PlainDate
  /** The first day on which a further response could have come. */
  since: Temporal.PlainDate
  /** From the last word, or from the ask, to the day: at least so many where that is vague. */
  days: number
  isVague: boolean
  asks: readonly CitedEntry[]
  reminders: readonly CitedEntry[]
  lastWord: CitedEntry | null
  /** Since then: receipts, machines, what came back. No response. */
  receipts: readonly CitedEntry[]
  /** References of what came since, or may have, and bears on no ask. */
  bearingOnNothing: readonly string[]
  /** Everywhere that a response could have come in, and the days on which it could. */
  points: readonly (Pick<ReceivingPoint, 'reference' | 'name' | 'channels'> & {
    days: Span
    attestations: readonly Attestation[]
  })[]
  /** What comes in by no point: of these, only what is recorded is known. */
  elsewhere: readonly Channel[]
}

export type SilenceFinding = { statement: Silence } | { impediments: readonly [Impediment, ...Impediment[]] }

/** The statement, if it can be known; else everything that stands against it. */
export function deriveSilence(record: SilenceRecord, asOf: Temporal.PlainDate): SilenceFinding {
  const [first, ...others] = impedimentsOf(record, asOf)
  return first ? { impediments: [first, ...others] } : { statement: stateSilence(record, asOf) }
}

/** The same, or a Problem that names all that stands against it. */
export function wantedSilence(record: SilenceRecord, asOf: Temporal.PlainDate): Silence {
  const finding = deriveSilence(record, asOf)
  if ('statement' in finding) return finding.statement
  throw new Problem(
    'conflict',
    `it cannot be said that ${record.followUp.reference} had no further response as at ${asOf.toString()}`,
    finding.impediments.map(({ says, cure }) => (cure ? `${says}; try ${cure}` : says)),
  )
}

function stateSilence(record: SilenceRecord, asOf: Temporal.PlainDate): Silence {
  const { followUp, knownOn, facts, points } = record
  const ordered = inOrderSinceAsked(facts).filter(isEntry)
  const asks = ordered.filter(({ bearing }) => bearing === 'asks')
  const lastWord = ordered.findLast(isWord) ?? null
  const { effect } = lastWord ?? asks[0]!
  const span = { from: silentSince(asks[0]!, lastWord), through: asOf }
  const used = points.flatMap((point) => {
    const days = daysInUse(point, span)
    return days ? [{ point, days }] : []
  })
  return {
    followUp,
    asOf,
    knownOn,
    since: span.from,
    days: daysBetween(effect.latestOn, asOf),
    isVague: effect.dating !== 'exact',
    asks,
    reminders: ordered.filter(({ bearing }) => bearing === 'reminds'),
    lastWord,
    receipts: ordered.filter((entry) => isReceipt(entry) && isSince(span.from, entry)),
    bearingOnNothing: record.bearingOnNothing.filter((one) => isSince(span.from, one)).map((one) => one.reference),
    points: used.map(({ point: { reference, name, channels, attestations }, days }) => {
      const about = attestations.filter(
        ({ from, through }) => compare(from, asOf) <= 0 && compare(through, days.from) >= 0,
      )
      return { reference, name, channels, days, attestations: about }
    }),
    elsewhere: CHANNELS.filter((channel) => !used.some(({ point }) => point.channels.includes(channel))),
  }
}

function isReceipt(entry: CitedEntry): boolean {
  return entry.bearing === 'replies' && !isWord(entry)
}

function isSince(day: Temporal.PlainDate, { effect }: { effect: Effect }): boolean {
  return compare(effect.latestOn, day) >= 0
}

const { compare } = Temporal.PlainDate
