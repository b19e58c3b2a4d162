import { z } from '@hono/zod-openapi'
import { BRACKETS } from '../../../domain/standings/brackets.ts'
import { CHARACTER_NAMES, STATES } from '../../../domain/correspondence/characters.ts'
import type { KeptStanding } from '../../../domain/standings/follow-up.ts'

const MOVES = ['ours', 'theirs', 'nobody'] as const

export const day = () => z.string().openapi({ format: 'date', example: '2004-08-24' })
export const instant = () => z.string().openapi({ format: 'date-time', example: '2026-11-24T08:00:00Z' })
export const maybeDay = () => day().nullable()

/** The fields of `FollowUpOnDay`. */
export const FOLLOW_UP = {
  reference: z.string().openapi({ example: 'PRK-TC-2' }),
  title: z.string(),
  dossier: z.string().openapi({ description: 'Its reference', example: 'PRK-TC' }),
  counterpart: z.string().openapi({ description: 'The name of the office' }),
  counterpartReference: z.string().openapi({ example: 'PRK-GVA' }),
  owner: z.string().nullable().openapi({ description: 'The mail address of the officer who follows it up' }),
  desk: z.string().openapi({ description: 'Its reference', example: 'TC' }),
  isConfidential: z.boolean(),
  state: z.enum(STATES),
  character: z.enum(CHARACTER_NAMES).nullable().openapi({ description: 'What their last reply says of the ask' }),
  move: z.enum(MOVES).openapi({ description: 'Whose move it is' }),
  askedOn: maybeDay(),
  askedLatestOn: maybeDay().openapi({ description: 'Later than askedOn only where the day is vague' }),
  lastWordOn: maybeDay(),
  lastWordLatestOn: maybeDay(),
  firstReplyOn: maybeDay(),
  daysSinceAsked: z.int().nullable().openapi({ description: 'At least so many, where the day is vague' }),
  daysSinceLastWord: z.int().nullable(),
  isAskedVague: z.boolean(),
  isLastWordVague: z.boolean(),
  firstReplyDueOn: maybeDay(),
  answerDueOn: maybeDay(),
  answerDueLatestOn: maybeDay(),
  answerDueBasis: z
    .enum(['set', 'expected'])
    .nullable()
    .openapi({ description: 'Set by the ask, a promise or a grant; or expected by the policy' }),
  isPromise: z.boolean(),
  longOverdueAfterOn: maybeDay(),
  bracket: z.enum(BRACKETS).nullable().openapi({ description: 'Of a pending one, by its answer due day' }),
  isBracketCertain: z.boolean(),
  daysOverdue: z.int().nullable().openapi({ description: '0 where nothing is overdue, null where nothing can be' }),
  isDueWithoutHolidays: z.boolean().openapi({ description: 'Counted through years whose holidays are not known' }),
  pausedOn: maybeDay().openapi({ description: 'Since when the answer clock stands still' }),
  unreadReplies: z.int(),
  reminders: z.int(),
  lastRemindedOn: maybeDay(),
  answeredOn: maybeDay(),
  closedOn: maybeDay(),
}

export const followUp = z.strictObject(FOLLOW_UP).openapi('FollowUp')

/** What holds from now on of a follow-up that was touched. */
const standing = followUp
  .omit({
    title: true,
    dossier: true,
    counterpart: true,
    counterpartReference: true,
    owner: true,
    desk: true,
    isConfidential: true,
    daysSinceAsked: true,
    daysSinceLastWord: true,
    isAskedVague: true,
    isLastWordVague: true,
    bracket: true,
    isBracketCertain: true,
    daysOverdue: true,
  })
  .extend({ isDateUnknown: z.boolean() })
  .openapi('Standing', { description: 'Where the correspondence leaves a follow-up. Independent of today.' })

export const changed = z
  .strictObject({
    communication: z.string().nullable().openapi({ description: 'What was recorded', example: 'PRK-TC/7' }),
    followUps: z.array(standing),
  })
  .openapi('Changed', { description: 'What was done, and how every follow-up that it touched stands now.' })

export function changedBy(communication: string | null, standings: ReadonlyMap<string, KeptStanding>) {
  return { communication, followUps: [...standings].map(([reference, kept]) => ({ reference, ...kept })) }
}
