import { z } from '@hono/zod-openapi'
import { pick } from '../../../domain/pick.ts'
import type { CounterpartResponses, Responses } from '../../../use-cases/counterparts/measure-responses.ts'
import { day, FOLLOW_UP } from './follow-up-schemas.ts'

const step = z.strictObject({
  day: z.int().openapi({ description: 'Days since the ask' }),
  atRisk: z.int().openapi({ description: 'How many had been open until then' }),
  ended: z.int().openapi({ description: 'How many came to an end on it' }),
  survival: z.number().openapi({ description: 'The share still open after it, from 1 to 0', example: 0.5 }),
})

const measured = z.strictObject({
  followUp: FOLLOW_UP.reference,
  askedOn: day(),
  untilOn: day().openapi({ description: 'The day of the reply; else of the closure; else the day that is shown' }),
  days: z.int(),
  isEnded: z.boolean().openapi({ description: 'False of what was still open, or closed without it' }),
})

const curve = z
  .strictObject({
    median: z
      .int()
      .nullable()
      .openapi({ description: 'Days after which at most half are open; null if never reached' }),
    steps: z
      .array(step)
      .openapi({ description: 'The estimate of Kaplan and Meier: what is still open counts as open' }),
    measured: z.array(measured).openapi({ description: 'What it is estimated from, the shortest first' }),
    leftOut: z
      .array(
        z.strictObject({
          followUp: FOLLOW_UP.reference,
          because: z.enum(['ask', 'reply']).openapi({ description: 'Whose day is vague or not known' }),
        }),
      )
      .openapi({ description: 'What cannot be measured' }),
  })
  .openapi('ResponseCurve')

export const responses = z
  .strictObject({
    counterpart: FOLLOW_UP.counterpartReference,
    shownOn: day().openapi({ description: 'Until which what is still open was watched' }),
    followUps: z.int(),
    asks: z
      .int()
      .openapi({ description: 'One for each follow-up, and one more for each time it was put again after an end' }),
    firstReply: curve,
    answer: curve,
  })
  .openapi('Responses', { description: 'How an office answers. A courtesy is a first reply and never an answer.' })

export function responseFields({ shownOn, followUps, asks, answer, 'first-reply': firstReply }: CounterpartResponses) {
  return {
    shownOn,
    followUps: followUps.length,
    asks,
    firstReply: curveFields(firstReply),
    answer: curveFields(answer),
  }
}

function curveFields({ survival, measured: of, leftOut }: Responses) {
  return {
    median: survival.median,
    steps: [...survival.steps],
    measured: of.map(({ followUp, ...taken }) => ({
      followUp: followUp.reference,
      ...pick(taken, ['askedOn', 'untilOn', 'days', 'isEnded']),
    })),
    leftOut: leftOut.map(({ followUp, because }) => ({ followUp: followUp.reference, because })),
  }
}
