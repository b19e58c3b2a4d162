import type { ClockProof } from '../../domain/standings/clock-proof.ts'
import { daysBetween } from '../../domain/dates/day.ts'
import { endOf, type DueDay, type Period, type Skipped } from '../../domain/standings/due-day.ts'
import type { DueProven, DueWords, ToldFact } from '../due-words.ts'
import { daysInWords, formats } from './follow-up.ts'
import { names } from './names.ts'
import type { Sentence } from '../story-words.ts'

const { formatCount, formatList, formatShortDay, formatWeekday } = formats

export const dueWords: DueWords = {
  outcome: (proof, clock) => outcomeOf(clock === 'answer' ? proof.answer : proof.firstReply),
  lines: (proof, clock) => {
    const { due, latest, expected } = clock === 'answer' ? proof.answer : proof.firstReply
    const moved = proof.redatings.filter((redating) => redating.clock === clock).map(redatingOf)
    const start = proof.asked ? [startOf(proof.asked)] : []
    if (!due) return [...start, whyNone(proof, clock)]
    if (due.period === null) return [...start, ...settingsOf(proof, expected), ...restOf(proof, due, ''), ...moved]
    const earliest = latest ? ' at the earliest' : ''
    return [
      ...start,
      ...countedOf(proof, due, earliest),
      ...(latest ? [[`start ${formatShortDay(latest.start)}, the latest day on which it can have been asked`]] : []),
      ...(latest ? countedOf(proof, latest, ' at the latest') : []),
      ...moved,
    ]
  },
  period: periodInWords,
}

function outcomeOf({ due, latest }: ClockProof): string {
  if (!due) return 'no day is set or expected'
  const basis = due.period === null ? 'set' : 'expected'
  const uncertain = [due, latest].some((of) => of && of.uncoveredYears.length > 0) ? ', uncertain' : ''
  const until = latest ? ` to ${formatShortDay(latest.on)}` : ''
  return `due ${formatShortDay(due.on)}${until}, ${basis}${uncertain}`
}

function whyNone({ policy, asked }: DueProven, clock: 'first_reply' | 'answer'): Sentence {
  if (!policy) return ['no policy holds for it, and no day was set']
  const what = clock === 'answer' ? 'an answer' : 'a first reply'
  if (asked?.dating === 'unknown') return [`nobody knows when it was asked: when ${what} is due cannot be told`]
  return [`policy ${policy.reference} expects ${what} by no particular day`]
}

function startOf(asked: ToldFact): Sentence {
  const earliest = asked.dating === 'vague' ? ' at the earliest' : ''
  const day = asked.dating === 'unknown' ? 'unknown' : `${formatShortDay(asked.on)}${earliest}`
  return [`start ${day} (${toldInWords(asked)})`]
}

/** A period, from the rule to the day that it comes to. */
function countedOf(proof: DueProven, due: DueDay, which: string): Sentence[] {
  const { policy, calendar } = proof
  const period = due.period!
  const since = policy?.sinceOn ? `, since ${formatShortDay(policy.sinceOn)}` : ''
  const rolls = period.endRule === 'next_working_day' ? ['; if it ends on a day off, the next working day'] : []
  return [
    policy
      ? [`period ${periodInWords(period)} (policy ${policy.reference}, `, { said: policy.name }, `${since})`, ...rolls]
      : [`period ${periodInWords(period)}`, ...rolls],
    ...(calendar ? [calendarOf(calendar)] : []),
    ...(period.unit === 'working_days' ? [] : [endInWords(due.start, period)]),
    ...restOf(proof, due, which),
  ]
}

function calendarOf({ code, of, weekend }: NonNullable<DueProven['calendar']>): Sentence {
  const whose = of === 'office' ? 'the office’s' : 'the counterpart’s'
  const closed = weekend.length > 0 ? `closed on ${formatList(weekend.map(formatWeekday))}` : 'no weekend'
  return code === null
    ? [`calendar unknown: no holidays are named for it, ${whose}; ${closed}`]
    : ['calendar ', { said: code }, `, ${whose}; ${closed}`]
}

function endInWords(start: Temporal.PlainDate, period: Period): Sentence {
  const end = endOf(start, period)
  const isClamped = period.unit === 'calendar_months' && end.day !== start.day
  return [`ends ${formatShortDay(end)}${isClamped ? `, the last of its month, which has no day ${start.day}` : ''}`]
}

/** What moved it, what is not known about it, and the day. */
function restOf(proof: DueProven, due: DueDay, which: string): Sentence[] {
  const { skipped, uncoveredYears, pausedOn, on, start, period } = due
  const count = skipped.reduce((sum, skip) => sum + lengthOf(skip), 0)
  const from = period ? `${formatShortDay(start)} and ${periodInWords(period)}` : `${formatShortDay(start)}, as set`
  const open = proof.pauses.find(({ until }) => until === null)
  const years = formatList(uncoveredYears.map(String))
  return [
    ...skipped.map((skip) => skipInWords(skip, proof)),
    ...(years ? [[`uncertain: nobody has told which days of ${years} are holidays; they were counted`]] : []),
    ...(pausedOn ? [[pausedInWords(pausedOn, open?.began)]] : []),
    [`due ${formatShortDay(on)}${which}: ${from}, ${daysInWords(count)} skipped`],
  ]
}

function lengthOf(skip: Skipped): number {
  return skip.cause === 'paused' ? daysBetween(skip.first, skip.last) + 1 : 1
}

function skipInWords(skip: Skipped, { pauses }: DueProven): Sentence {
  switch (skip.cause) {
    case 'weekend':
      return [`skip ${formatShortDay(skip.on)}: weekend (${formatWeekday(skip.on.dayOfWeek)})`]
    case 'holiday':
      return [`skip ${formatShortDay(skip.on)}: `, { said: skip.name }, ' (', { said: skip.source }, ')']
    case 'paused': {
      const { first, last } = skip
      const days = `${formatShortDay(first)} to ${formatShortDay(last)}, ${daysInWords(lengthOf(skip))}`
      const within = pauses.filter(
        ({ from, until }) =>
          Temporal.PlainDate.compare(from, last) < 0 && (!until || Temporal.PlainDate.compare(until, first) >= 0),
      )
      const held = within.map(
        ({ began, ended }) => `from ${toldInWords(began)}${ended ? ` until ${toldInWords(ended)}` : ''}`,
      )
      return [`skip ${days}: the move was ours ${held.join(', and ')}`]
    }
  }
}

function pausedInWords(pausedOn: Temporal.PlainDate, began: ToldFact | undefined): string {
  const by = began ? ` (${toldInWords(began)})` : ''
  return `paused since ${formatShortDay(pausedOn)}${by}: the clock stands still, and the day is as it stood then`
}

const SET_BY = { ask: 'stated in', promise: 'promised in', grant: 'granted by us in' } as const

/** Each day that was set, with what it took the place of. */
function settingsOf({ settings }: DueProven, expected: DueDay | null): Sentence[] {
  let before = expected ? `${formatShortDay(expected.on)}, which the policy expects` : null
  return settings.map(({ on, by, told }) => {
    const instead = before ? `, instead of ${before}` : ''
    before = formatShortDay(on)
    return [`set ${formatShortDay(on)}: ${SET_BY[by]} ${toldInWords(told)}${instead}`]
  })
}

function redatingOf({ at, wasOn, isOn, why, by }: DueProven['redatings'][number]): Sentence {
  const when = at.toString({ smallestUnit: 'minute' })
  const moved = `${formatShortDay(wasOn)} to ${formatShortDay(isOn)}`
  return [`moved from ${moved} when holidays were changed: `, { said: why }, ', by ', { said: by }, `, ${when}`]
}

function toldInWords({ reference, channel, direction, on, dating }: ToldFact): string {
  const name = reference ?? 'a communication'
  const moved = direction === 'sent' || direction === 'received' ? ` ${names.directions[direction]}` : ''
  const how = channel ? `, ${names.channels[channel]}${moved}` : ''
  return dating === 'unknown' ? `${name}${how}, date unknown` : `${name}${how} ${formatShortDay(on)}`
}

function periodInWords({ length, unit }: Period): string {
  const one = { calendar_days: 'calendar day', working_days: 'working day', calendar_months: 'month' }[unit]
  return formatCount(length, { one: `# ${one}`, other: `# ${one}s` })
}
