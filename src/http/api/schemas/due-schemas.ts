import { z } from '@hono/zod-openapi'
import { END_RULES, PERIOD_UNITS } from '../../../domain/standings/due-day.ts'
import { CHANNELS, DIRECTIONS } from '../../../domain/correspondence/facts.ts'
import { day, FOLLOW_UP, instant, maybeDay } from './follow-up-schemas.ts'

const skipped = z.union([
  z.strictObject({ cause: z.literal('weekend'), on: day() }),
  z.strictObject({ cause: z.literal('holiday'), on: day(), name: z.string(), source: z.string() }),
  z.strictObject({ cause: z.literal('paused'), first: day(), last: day() }),
])

export const dueDay = z
  .strictObject({
    on: day(),
    start: day(),
    period: z
      .strictObject({ length: z.int(), unit: z.enum(PERIOD_UNITS), endRule: z.enum(END_RULES).optional() })
      .nullable()
      .openapi({ description: 'Null of a day that was set' }),
    calendar: z.string().nullable(),
    skipped: z.array(skipped).readonly(),
    uncoveredYears: z.array(z.int()).readonly(),
    pausedOn: maybeDay(),
  })
  .openapi('DueProof', {
    description:
      'The period runs from the day after start, and each day that is skipped moves its end by a day. Months end on ' +
      "the day of the start's number, or on the last of their month.",
  })

const clock = z
  .strictObject({ due: dueDay.nullable(), latest: dueDay.nullable(), expected: dueDay.nullable() })
  .openapi('ClockProof', {
    description: 'The day that holds; the same from the last possible day of a vague ask; what the policy expects.',
  })

const told = z
  .strictObject({
    reference: z.string().nullable().openapi({ example: 'PRK-TC/4' }),
    channel: z.enum(CHANNELS).nullable(),
    direction: z.enum(DIRECTIONS).nullable(),
    on: day(),
    latestOn: day(),
    dating: z.enum(['exact', 'vague', 'unknown']),
  })
  .openapi('DatedCommunication')

/** The fields of `proveDueDays`. */
export const dueDaysProven = z
  .strictObject({
    reference: FOLLOW_UP.reference,
    title: FOLLOW_UP.title,
    counterpart: FOLLOW_UP.counterpart,
    counterpartReference: FOLLOW_UP.counterpartReference,
    asOf: day(),
    policy: z
      .strictObject({
        reference: z.string(),
        name: z.string(),
        sinceOn: maybeDay(),
        endRule: z.enum(END_RULES),
        calendarOf: z.enum(['office', 'counterpart']),
      })
      .nullable(),
    calendar: z
      .strictObject({
        code: z.string().nullable(),
        of: z.enum(['office', 'counterpart']),
        weekend: z.array(z.int()).readonly(),
      })
      .nullable(),
    asked: told.nullable(),
    firstReply: clock,
    answer: clock,
    settings: z.array(z.strictObject({ on: day(), by: z.enum(['ask', 'promise', 'grant']), since: day(), told: told })),
    pauses: z.array(z.strictObject({ from: day(), until: maybeDay(), began: told, ended: told.nullable() })),
    redatings: z.array(
      z.strictObject({
        clock: z.enum(['first_reply', 'answer']),
        wasOn: day(),
        isOn: day(),
        why: z.string(),
        by: z.string(),
        at: instant(),
      }),
    ),
  })
  .openapi('DueDaysProven', { description: 'How both due days of a follow-up came about.' })

export const redatings = () =>
  z
    .array(
      z.strictObject({
        reference: z.string(),
        clock: z.enum(['first_reply', 'answer']),
        wasOn: day(),
        isOn: day(),
      }),
    )
    .readonly()
    .openapi({ description: 'The due days that moved' })
