import type { Bracket } from '../standings/brackets.ts'
import { isPending } from '../correspondence/characters.ts'
import type { FollowUpOnDay } from '../standings/follow-up.ts'

/** What moved a follow-up onto or off a reader's list since the last digest that reached them. */
export const CHANGES = [
  'newly_asked',
  'reopened',
  'entered_view',
  'answered',
  'declined',
  'closed',
  'left_view',
] as const
export type Change = (typeof CHANGES)[number]

/** Opening + newly asked + reopened + entered view - answered - declined - closed - left view = closing. */
export interface Balance {
  opening: number
  changes: Record<Change, readonly string[]>
  /** How many more left the view because its reader may see them no longer: they are counted, never named. */
  unnamed?: number
  closing: number
  byBracket: Record<Bracket, number>
}

/** What is known of a follow-up that came onto or went off the list. */
export interface Crossing {
  followUp: Pick<FollowUpOnDay, 'reference' | 'state'>
  /** It was opened after the last digest. */
  isNew: boolean
  /** It was pending when the last digest was put together, whether or not it was on that reader's list. */
  wasPending: boolean
  /** The reader may not see it, and so not learn what became of it. */
  isHidden?: boolean
}

/** Came onto the list: `isNew` else `reopened` unless it was pending elsewhere. Went off it: by its state, unless pending elsewhere. */
export function deriveBalance(
  opening: number,
  byBracket: Balance['byBracket'],
  came: readonly Crossing[],
  went: readonly Crossing[],
): Balance {
  const changes = Object.fromEntries(CHANGES.map((change) => [change, [] as string[]])) as Record<Change, string[]>
  for (const crossing of came) changes[arrivalOf(crossing)].push(crossing.followUp.reference)
  const [hidden, named] = [went.filter(({ isHidden }) => isHidden), went.filter(({ isHidden }) => !isHidden)]
  for (const { followUp } of named) changes[departureOf(followUp)].push(followUp.reference)
  const unnamed = hidden.length > 0 ? { unnamed: hidden.length } : {}
  return { opening, changes, ...unnamed, closing: opening + came.length - went.length, byBracket }
}

/** How many, named or not. */
export function countOf({ changes, unnamed = 0 }: Balance, change: Change): number {
  return changes[change].length + (change === 'left_view' ? unnamed : 0)
}

function arrivalOf({ isNew, wasPending }: Crossing): Change {
  if (isNew) return 'newly_asked'
  return wasPending ? 'entered_view' : 'reopened'
}

function departureOf({ state }: Crossing['followUp']): Change {
  if (isPending(state)) return 'left_view'
  return state === 'answered' || state === 'declined' ? state : 'closed'
}
