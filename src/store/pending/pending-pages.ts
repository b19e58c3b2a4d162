import { and, asc, inArray, notInArray, sql, type Placeholder, type SQL } from 'drizzle-orm'
import { DUE_SOON_WITHIN_DAYS, type Bracket } from '../../domain/standings/brackets.ts'
import { ENDED_STATES, type Move, type State } from '../../domain/correspondence/characters.ts'
import type { Grouping, PendingQuery, Place, Sort } from '../../domain/pending-query.ts'
import { arrayOf } from '../connection/by-hand.ts'
import { isMeant, selectNamed, type NamedFollowUp } from '../correspondence/follow-ups.ts'
import { dossiers } from '../schema/dossiers.ts'
import { askForPage, type ListedFollowUp, type PageWanted } from './first-pages.ts'
import { askForPastPage } from './past-pages.ts'
import { followUps } from '../schema/follow-ups.ts'
import { counterparts, desks, officers } from '../schema/parties.ts'
import { dossierTitleAt, officeNameAt } from '../correspondence/names.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'
import { reading } from '../standings/standings.ts'

export const SILENT_SINCE = sql<Temporal.PlainDate | null>`coalesce(${followUps.lastWordOn}, ${followUps.askedOn})`

const SORTS = {
  silence: { by: SILENT_SINCE, nulls: 'first' },
  asked: { by: sql`${followUps.askedOn}`, nulls: 'first' },
  due: { by: sql`${followUps.answerDueOn}`, nulls: 'last' },
} as const

/** All that is pending, longest silence first. Today, rides the partial index follow_ups_pending_by_silence. */
export function listPending(seen: Seen, query: PendingQuery, today: Temporal.PlainDate): Promise<NamedFollowUp[]> {
  return selectNamed(seen)
    .where(isPendingAndMeant(seen, query, today))
    .orderBy(sql`${SILENT_SINCE} nulls first`, asc(followUps.id))
}

/** The same of some offices, without those that are at hand already. */
export function listPendingOf(
  seen: Seen,
  { offices, besides }: { offices: readonly string[]; besides: readonly number[] },
  today: Temporal.PlainDate,
): Promise<NamedFollowUp[]> {
  const ofOffices = sql`${followUps.counterpartId} in (select ${counterparts.id} from ${counterparts}
    where ${inArray(counterparts.reference, [...offices])})`
  const isAtHand = sql`exists (select from unnest(${arrayOf(besides)}::bigint[]) as at_hand (id) where at_hand.id = ${followUps.id})`
  return selectNamed(seen).where(and(isPendingAndMeant(seen, {}, today), ofOffices, sql`not ${isAtHand}`))
}

/** One page of it, in any of its orders. */
export function listPendingPage(
  seen: Seen,
  wanted: PageWanted & { today: Temporal.PlainDate },
): Promise<ListedFollowUp[]> {
  const { query, today, sort, after, limit } = wanted
  const page = askForPage(seen, wanted) ?? askForPastPage(seen, wanted)
  if (page) return page
  const { by, nulls } = SORTS[sort]
  return selectNamed(seen)
    .where(and(isPendingAndMeant(seen, query, today), after ? isAfter(after, sort) : undefined))
    .orderBy(nulls === 'first' ? sql`${by} nulls first` : sql`${by} nulls last`, asc(followUps.id))
    .limit(unforeseen(limit))
}

/** Whoever plans does not see how few, and reads in order even where an average office has no more than that pending. */
function unforeseen(limit: number): Placeholder {
  return sql`(select ${limit}::int)` as unknown as Placeholder
}

export interface Counted {
  state: State
  move: Move
  bracket: Bracket
  isUnread: boolean
  count: number
}

/** How many are pending, for each combination of what a query narrows by. */
export function countPending(seen: Seen, query: PendingQuery, today: Temporal.PlainDate): Promise<Counted[]> {
  return reading(seen)
    .select({
      state: followUps.state,
      move: followUps.move,
      bracket: bracketOn(today),
      isUnread: sql<boolean>`${followUps.unreadReplies} > 0`,
      count: sql<number>`count(*)::int`,
    })
    .from(followUps)
    .where(isPendingAndMeant(seen, query, today))
    .groupBy(sql`1, 2, 3, 4`)
}

const groups = (moment: Seen['moment']) => ({
  counterpart: { key: sql<string>`${counterparts.reference}`, name: officeNameAt(moment), of: counterparts.id },
  dossier: { key: sql<string>`${dossiers.reference}`, name: dossierTitleAt(moment), of: dossiers.id },
  owner: { key: sql<string | null>`${officers.email}`, name: sql<string | null>`${officers.name}`, of: officers.id },
  desk: { key: sql<string>`${desks.reference}`, name: sql<string>`${desks.name}`, of: desks.id },
  state: { key: sql<string>`${followUps.state}`, name: sql<null>`null`, of: sql`()` },
  move: { key: sql<string>`${followUps.move}`, name: sql<null>`null`, of: sql`()` },
})

export interface Grouped {
  /** Null where there is none, as no owner. */
  key: string | null
  name: string | null
  pending: number
  overdue: number
  silentSince: Temporal.PlainDate | null
}

/** What is pending, by office, subject, person or standing. */
export async function groupPending(
  seen: Seen,
  { query, by, today }: { query: PendingQuery; by: Grouping; today: Temporal.PlainDate },
): Promise<Grouped[]> {
  const { key, name, of } =
    by === 'bracket' ? { key: bracketOn(today), name: sql<null>`null`, of: sql`()` } : groups(seen.moment)[by]
  const rows = await reading(seen)
    .select({
      key,
      name,
      pending: sql<number>`count(*)::int`,
      overdue: sql<number>`count(*) filter (where ${bracketOn(today)} in ('overdue', 'long_overdue'))::int`,
      silentSince: sql<string | null>`min(coalesce(${followUps.lastWordLatestOn}, ${followUps.askedLatestOn}))::text`,
    })
    .from(followUps)
    .innerJoin(dossiers, sql`${dossiers.id} = ${followUps.dossierId}`)
    .innerJoin(counterparts, sql`${counterparts.id} = ${followUps.counterpartId}`)
    .innerJoin(desks, sql`${desks.id} = ${followUps.deskId}`)
    .leftJoin(officers, sql`${officers.id} = ${followUps.ownerId}`)
    .where(isPendingAndMeant(seen, query, today))
    .groupBy(sql`1, ${of}`) // so that names are looked up once for each
  return rows.map(({ silentSince, ...row }) => ({
    ...row,
    silentSince: silentSince === null ? null : Temporal.PlainDate.from(silentSince),
  }))
}

export function isPendingAndMeant(seen: Seen, query: PendingQuery, today: Temporal.PlainDate): SQL | undefined {
  return and(notInArray(followUps.state, ENDED_STATES), isSeenAndMeant(seen, query, today))
}

/** Whatever its state, as far as the query leaves that open. */
export function isSeenAndMeant(
  { sight, moment }: Seen,
  query: PendingQuery,
  today: Temporal.PlainDate,
): SQL | undefined {
  const { state, move, bracket, isUnread } = query
  return and(
    isFollowUpSeen(sight),
    isMeant(query, moment),
    state === undefined ? undefined : sql`${followUps.state} = ${state}`,
    move === undefined ? undefined : sql`${followUps.move} = ${move}`,
    isUnread ? sql`${followUps.unreadReplies} > 0` : undefined,
    bracket === undefined ? undefined : sql`${bracketOn(today)} = ${bracket}`,
  )
}

/** The same as `bracketOn` of domain/standings/brackets.ts: a test holds the two to each other. */
export function bracketOn(today: Temporal.PlainDate): SQL<Bracket> {
  const on = clockDayOn(today)
  return sql<Bracket>`case
    when ${followUps.answerDueOn} is null then case when ${followUps.isDateUnknown} then 'date_unknown' else 'no_deadline' end
    when ${on} > ${followUps.longOverdueAfterOn} then 'long_overdue'
    when ${on} > ${followUps.answerDueOn} then 'overdue'
    when ${followUps.answerDueOn} - ${on} <= ${DUE_SOON_WITHIN_DAYS} then 'due_soon'
    else 'on_time' end`
}

/** `today`, or the day on which the clock stopped. */
export function clockDayOn(today: Temporal.PlainDate): SQL {
  return sql`least(${today.toString()}::date, ${followUps.pausedOn})`
}

function isAfter({ on, id }: Place, sort: Sort): SQL {
  const { by, nulls } = SORTS[sort]
  if (on === null) {
    const isAmongNulls = sql`(${by} is null and ${followUps.id} > ${id})`
    return nulls === 'first' ? sql`(${isAmongNulls} or ${by} is not null)` : isAmongNulls
  }
  const isBeyond = sql`(${by}, ${followUps.id}) > (${on.toString()}::date, ${id}::bigint)`
  return nulls === 'first' ? isBeyond : sql`(${isBeyond} or ${by} is null)`
}
