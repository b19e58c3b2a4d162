import type { Channel } from '../correspondence/facts.ts'

/** Who signs or speaks for us, from the lowest. */
export const RANKS = ['desk_officer', 'section_chief', 'director', 'head'] as const
export type Rank = (typeof RANKS)[number]

/** How an office can be approached, from the least formal. */
export const APPROACH_CHANNELS = [
  'email',
  'telephone',
  'fax',
  'letter',
  'note_verbale',
  'meeting',
] as const satisfies readonly Channel[]
export type ApproachChannel = (typeof APPROACH_CHANNELS)[number]

/** What the next approach is once so many reminders have gone out. */
export interface Step {
  afterReminders: number
  channel: ApproachChannel
  rank: Rank
  /** As whom, in words: "High Commissioner for Human Rights". */
  signatory: string | null
}

/** A desk's steps, lowest first; the first is for the first reminder. */
export interface Ladder {
  steps: readonly Step[]
  /** False where the policy names no steps and the usual ones are taken. */
  isDeclared: boolean
}

const USUAL_REMINDERS_A_STEP = 2

export function ladderOf(steps: readonly Step[], escalateAfterReminders: number | null): Ladder {
  if (steps.length > 0)
    return { steps: steps.toSorted((a, b) => a.afterReminders - b.afterReminders), isDeclared: true }
  const each = escalateAfterReminders ?? USUAL_REMINDERS_A_STEP
  const usual = USUAL.map((way, i) => ({ ...way, afterReminders: i * each, signatory: null }))
  return { steps: usual, isDeclared: false }
}

const USUAL = [
  { channel: 'email', rank: 'desk_officer' },
  { channel: 'letter', rank: 'section_chief' },
  { channel: 'meeting', rank: 'head' },
] as const

/** The step that so many reminders lead to; below the first step, the first. */
export function stepAfter(reminders: number, { steps }: Ladder): Step {
  return steps.findLast(({ afterReminders }) => afterReminders <= reminders) ?? steps[0]!
}

/** By rank, then by form. */
export function compareSteps(a: Step, b: Step): number {
  return heightOf(a.rank) - heightOf(b.rank) || formalityOf(a.channel) - formalityOf(b.channel)
}

export function heightOf(rank: Rank): number {
  return RANKS.indexOf(rank)
}

function formalityOf(channel: ApproachChannel): number {
  return APPROACH_CHANNELS.indexOf(channel)
}
