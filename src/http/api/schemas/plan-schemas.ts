import { z } from '@hono/zod-openapi'
import { APPROACH_CHANNELS, RANKS } from '../../../domain/approaches/ladder.ts'
import { OUR_MOVES } from '../../../domain/approaches/our-move.ts'
import { day, FOLLOW_UP, maybeDay } from './follow-up-schemas.ts'

const WHOSE = ['ours', 'theirs'] as const
const BOUNDS = [
  'promised',
  'set',
  'expected',
  'first_reply',
  'silence',
  'interval',
  'quiet_after_word',
  'quiet_after_reminder',
  'date_unknown',
] as const
const CIRCUMSTANCES = [
  'closed',
  'calendar_unknown',
  'together',
  'at_meeting',
  'no_meeting',
  'no_address',
  'succeeded',
] as const

const bound = z
  .strictObject({
    because: z.enum(BOUNDS),
    on: maybeDay().openapi({ description: 'The due day, or the day that it counts from' }),
    days: z.int().nullable().openapi({ description: 'Let pass after that day' }),
    isDeclared: z.boolean().openapi({ description: 'False of the usual interval, where the policy has none' }),
  })
  .openapi('PlanBound', { description: 'What held the reminder back, and until when.' })

const circumstance = z
  .strictObject({
    because: z.enum(CIRCUMSTANCES),
    on: maybeDay().openapi({ description: 'The day that was passed over, or on which it could have gone' }),
    days: z.int().nullable().openapi({ description: 'Within which no meeting at that rank is planned' }),
    year: z.int().nullable().openapi({ description: 'Of which the holidays are not known' }),
    whose: z.array(z.enum(WHOSE)).openapi({ description: 'Whose office is closed, or whose holidays are not known' }),
    followUps: z.array(z.string()).openapi({ description: 'Those that waited for the others' }),
    says: z.string().nullable().openapi({ description: 'The holiday, or the office that was asked before' }),
  })
  .openapi('PlanCircumstance')

const rank = () => z.enum(RANKS)
const channel = () => z.enum(APPROACH_CHANNELS)

const meetingBrief = z.strictObject({
  number: z.int(),
  heldOn: day(),
  rank: rank().openapi({ description: 'Who speaks for us there' }),
  title: z.string(),
  meets: z.string().nullable().openapi({ description: 'Whom we meet' }),
})

const approach = z
  .strictObject({
    on: day(),
    counterpart: FOLLOW_UP.counterpartReference,
    counterpartName: z.string(),
    desk: FOLLOW_UP.desk,
    isConfidential: z.boolean(),
    channel: channel(),
    rank: rank(),
    signatory: z.string().nullable().openapi({ description: 'As whom, where the policy says so' }),
    meeting: meetingBrief.nullable().openapi({ description: 'At which it is raised' }),
    asks: z.array(
      z.strictObject({
        followUp: FOLLOW_UP.reference,
        title: z.string(),
        reminders: z.int(),
        step: z
          .strictObject({ afterReminders: z.int(), channel: channel(), rank: rank(), isDeclared: z.boolean() })
          .openapi({ description: 'Where so many reminders have led' }),
        bounds: z.array(bound),
      }),
    ),
    circumstances: z.array(circumstance),
    replyBy: day().openapi({ description: 'By when an answer is asked for' }),
  })
  .openapi('Approach')

const rest = z
  .strictObject({
    followUp: FOLLOW_UP.reference,
    title: z.string(),
    counterpart: FOLLOW_UP.counterpartReference,
    until: day(),
    because: z.enum(['ours', 'later', 'no_open_day']),
    move: z.enum(OUR_MOVES).nullable().openapi({ description: 'What we must do first' }),
    bounds: z.array(bound),
  })
  .openapi('PlanRest', { description: 'An ask that is in no approach.' })

export const plan = z
  .strictObject({ from: day(), until: day(), approaches: z.array(approach), rests: z.array(rest) })
  .openapi('Plan', { description: 'Every pending ask is in one approach, or rests.' })

export const meeting = z
  .strictObject({
    ...meetingBrief.shape,
    counterpart: FOLLOW_UP.counterpartReference,
  })
  .openapi('PlannedMeeting')
