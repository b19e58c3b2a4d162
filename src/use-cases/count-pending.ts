import { BRACKETS, type Bracket } from '../domain/brackets.ts'
import { PENDING_STATES, type Move, type State } from '../domain/characters.ts'
import type { Grouping, PendingQuery } from '../domain/pending-query.ts'
import { countPending as count, groupPending as group, type Counted } from '../store/pending-pages.ts'
import type { Context, Moment } from './context.ts'
import { listPending, type IdentifiedFollowUp } from './list-pending.ts'

export interface Balance {
  pending: number
  byBracket: Record<Bracket, number>
  byState: Partial<Record<State, number>>
  byMove: Record<Move, number>
  /** With a reply that nobody here has read. */
  unread: number
}

type Reading = Pick<Context, 'db' | 'today' | 'sight'>

/** How many are pending, and how they are spread. Each number is the length of the list that it names. */
export async function countPending(context: Reading, query: PendingQuery, moment?: Moment): Promise<Balance> {
  const counted = moment
    ? (await listPending(context, query, moment)).map(asCounted)
    : await count(context, query, context.today)
  const sum = (isMeant: (one: Counted) => boolean) =>
    counted.reduce((total, one) => total + (isMeant(one) ? one.count : 0), 0)
  const spread = <Name extends string>(names: readonly Name[], nameOf: (one: Counted) => string) =>
    Object.fromEntries(names.map((name) => [name, sum((one) => nameOf(one) === name)])) as Record<Name, number>
  return {
    pending: sum(() => true),
    byBracket: spread(BRACKETS, ({ bracket }) => bracket),
    byState: spread(PENDING_STATES, ({ state }) => state),
    byMove: spread(['ours', 'theirs', 'nobody'], ({ move }) => move),
    unread: sum(({ isUnread }) => isUnread),
  }
}

export interface Group {
  /** What the query is narrowed by; null where there is none, as for those without an owner. */
  key: string | null
  name: string | null
  pending: number
  overdue: number
  /** Of the one that has been silent longest; null where no day is known. */
  longestSilence: number | null
}

/** What is pending by office, subject, person or standing; the most overdue first. */
export async function groupPending(
  context: Reading,
  { query, by }: { query: PendingQuery; by: Grouping },
  moment?: Moment,
): Promise<Group[]> {
  const groups =
    moment || by === 'bracket' || by === 'state' || by === 'move'
      ? groupRows(await listPending(context, query, moment), by)
      : (await group(context, { query, by, today: context.today })).map(({ silentSince, ...row }) => ({
          ...row,
          longestSilence: silentSince && Math.max(0, silentSince.until(context.today, { largestUnit: 'days' }).days),
        }))
  return groups.toSorted(
    (a, b) => b.overdue - a.overdue || b.pending - a.pending || (a.key ?? '').localeCompare(b.key ?? ''),
  )
}

function asCounted({ state, move, bracket, unreadReplies }: IdentifiedFollowUp): Counted {
  return { state, move, bracket: bracket!, isUnread: unreadReplies > 0, count: 1 }
}

function groupRows(rows: readonly IdentifiedFollowUp[], by: Grouping): Group[] {
  return [...Map.groupBy(rows, (row) => keyOf(row, by))].map(([key, of]) => {
    const silences = of.flatMap(({ daysSinceLastWord, daysSinceAsked }) => daysSinceLastWord ?? daysSinceAsked ?? [])
    return {
      key,
      name: by === 'counterpart' ? of[0]!.counterpart : null,
      pending: of.length,
      overdue: of.filter(({ daysOverdue }) => daysOverdue).length,
      longestSilence: silences.length > 0 ? Math.max(...silences) : null,
    }
  })
}

function keyOf(row: IdentifiedFollowUp, by: Grouping): string | null {
  return by === 'counterpart' ? row.counterpartReference : row[by]
}
