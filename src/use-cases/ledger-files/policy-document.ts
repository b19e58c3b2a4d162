import { z } from 'zod'
import { APPROACH_CHANNELS, RANKS } from '../../domain/approaches/ladder.ts'
import { parseDay } from '../../domain/dates/day.ts'
import { END_RULES, LONGEST_MONTHS, LONGEST_PERIOD, PERIOD_UNITS } from '../../domain/standings/due-day.ts'
import { parseLine, parseReference } from '../../domain/text.ts'
import { CALENDARS_OF } from '../../store/schema/parties.ts'
import { choice, maybe, read } from '../reading/read-field.ts'

const days = z.int().min(1).max(LONGEST_PERIOD)
/** ISO weekdays, Monday is 1. */
export const weekend = z.array(z.int().min(1).max(7)).max(6)

const step = z.strictObject({
  afterReminders: z.int().min(0).max(100),
  channel: read(choice(APPROACH_CHANNELS)),
  rank: read(choice(RANKS)),
  signatory: maybe(parseLine),
})

function isEachOnce(steps: readonly { afterReminders: number }[]): boolean {
  return new Set(steps.map(({ afterReminders }) => afterReminders)).size === steps.length
}

/** A policy in a ledger's file. */
export const policy = z
  .strictObject({
    reference: read(parseReference),
    name: read(parseLine),
    desk: read(parseReference),
    unit: read(choice(PERIOD_UNITS)),
    firstReplyWithin: days.nullable().default(null),
    answerWithin: days.nullable().default(null),
    endRule: read(choice(END_RULES)).default('as_is'),
    calendarOf: read(choice(CALENDARS_OF)).default('office'),
    holidayCalendar: maybe(parseLine),
    weekend: weekend.default([6, 7]),
    remindEveryDays: days.nullable().default(null),
    quietDays: z.int().min(0).max(LONGEST_PERIOD).default(0),
    escalateAfterReminders: days.nullable().default(null),
    sinceOn: maybe(parseDay),
    graceDays: z.int().min(0).max(LONGEST_PERIOD).default(0),
    // In one order, so that the same steps in another are the same policy.
    steps: z
      .array(step)
      .default([])
      .transform((steps) => steps.toSorted((a, b) => a.afterReminders - b.afterReminders))
      .refine(isEachOnce, { error: 'two steps after the same number of reminders — expected one' }),
  })
  .refine(
    ({ unit, firstReplyWithin, answerWithin }) =>
      unit !== 'calendar_months' || Math.max(firstReplyWithin ?? 0, answerWithin ?? 0) <= LONGEST_MONTHS,
    { message: `expected at most ${LONGEST_MONTHS} months` },
  )
