import { BRACKETS, type Bracket } from '../../domain/standings/brackets.ts'
import { PENDING_STATES, type Move, type State } from '../../domain/correspondence/characters.ts'
import type { Grouping, PendingQuery } from '../../domain/pending-query.ts'
import { countPending as count, groupPending as group, type Counted } from '../../store/pending/pending-pages.ts'
import { seenAt, type Context, type Moment } from '../context.ts'

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
  const seen = seenAt(context, moment)
  const counted = await count(seen, query, seen.today)
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
  const seen = seenAt(context, moment)
  const groups = (await group(seen, { query, by, today: seen.today })).map(({ silentSince, ...row }) => ({
    ...row,
    longestSilence: silentSince && Math.max(0, silentSince.until(seen.today, { largestUnit: 'days' }).days),
  }))
  return groups.toSorted(
    (a, b) => b.overdue - a.overdue || b.pending - a.pending || (a.key ?? '').localeCompare(b.key ?? ''),
  )
}
