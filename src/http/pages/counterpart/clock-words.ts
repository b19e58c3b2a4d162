import type { Clock } from '../../../domain/standings/response-times.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Response } from '../../../use-cases/counterparts/measure-responses.ts'
import type { Selection } from './selection.ts'

const words = catalogueOf('en')

interface ClockWords {
  heading: string
  /** "a first reply" */
  one: string
  /** "had" or "been given" one. */
  ended: string
  lacking: string
}

export const CLOCK_WORDS: Readonly<Record<Clock, ClockWords>> = {
  'first-reply': { heading: 'First reply', one: 'a first reply', ended: 'replied to', lacking: 'no first reply yet' },
  answer: { heading: 'Answer', one: 'an answer', ended: 'answered', lacking: 'no answer yet' },
}

export const asksInWords = (count: number) => words.formatCount(count, { one: '# ask', other: '# asks' })

export const daysInWords = (count: number) => words.formatCount(count, { one: '# day', other: '# days' })

/** "after 90 days", "after 30 to 44 days", "on the day itself" */
export function afterDays(from: number, to = from): string {
  if (from !== to) return `after ${words.formatNumber(from)} to ${daysInWords(to)}`
  return from === 0 ? 'on the day itself' : `after ${daysInWords(from)}`
}

/** What a selection counts: "2 asks still without an answer after 90 days". */
export function selectionInWords({ clock, which, from, to }: Selection, count: number): string {
  const { one, ended } = CLOCK_WORDS[clock]
  const asks = asksInWords(count)
  switch (which) {
    case 'open-after':
      return `${asks} still without ${one} ${afterDays(from)}`
    case 'ended-by':
      return `${asks} ${ended} within ${daysInWords(from)}`
    case 'unwatched-after':
      return `${asks} without ${one}, not watched for ${daysInWords(from)}`
    case 'ended-within':
      return `${asks} ${ended} ${afterDays(from, to)}`
    case 'open-within':
      return `${asks} without ${one} when last looked at, ${afterDays(from, to)}`
    case 'lasted':
      return `${asks}, by how long ${one} took or has not come`
  }
}

/** "answered after 30 days, on 7 Sep 2003"; "closed without an answer after 100 days"; "no answer for 502 days" */
export function responseInWords(
  clock: Clock,
  { days, isEnded, untilOn }: Response,
  shownOn: Temporal.PlainDate,
): string {
  const { one, ended, lacking } = CLOCK_WORDS[clock]
  const on = words.formatShortDay(untilOn)
  if (isEnded) return `${ended} ${afterDays(days)}, on ${on}`
  if (!untilOn.equals(shownOn)) return `closed without ${one} ${afterDays(days)}, on ${on}`
  return days === 0 ? lacking : `${lacking}, for ${daysInWords(days)}`
}
