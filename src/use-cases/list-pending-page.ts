import {
  isMeantBy,
  comparePlaces,
  sortedBy,
  type PendingQuery,
  type Place,
  type Sort,
} from '../domain/pending-query.ts'
import { Problem } from '../domain/problem.ts'
import { listPendingPage as listPage } from '../store/pending-pages.ts'
import type { Context, Moment } from './context.ts'
import { asShown, listPending, type IdentifiedFollowUp } from './list-pending.ts'

export const LARGEST_PAGE = 200

export interface PageWanted {
  query: PendingQuery
  sort: Sort
  /** As an earlier page gave it. */
  after: string | null
  limit: number
}

export interface Page {
  followUps: IdentifiedFollowUp[]
  /** What the next page is asked for with; null where this is the last. */
  next: string | null
}

/** One page of what is pending. Rows that come and go in between neither double nor hide others. */
export async function listPendingPage(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort, after, limit }: PageWanted,
  moment?: Moment,
): Promise<Page> {
  const place = after === null ? null : parseCursor(after, sort)
  const wanted = { query, sort, after: place, limit: limit + 1 }
  const found = moment ? await listAt(context, wanted, moment) : await listToday(context, wanted)
  const followUps = found.slice(0, limit)
  const last = followUps.at(-1)
  return { followUps, next: found.length > limit && last ? formatCursor(placeOf(sort, last), sort) : null }
}

type Wanted = Omit<PageWanted, 'after'> & { after: Place | null }

async function listToday(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  wanted: Wanted,
): Promise<IdentifiedFollowUp[]> {
  const { today } = context
  return (await listPage(context, { ...wanted, today })).map((row) => asShown(row, row, today))
}

async function listAt(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort, after, limit }: Wanted,
  moment: Moment,
): Promise<IdentifiedFollowUp[]> {
  return (await listPending(context, query, moment))
    .filter((followUp) => isMeantBy(query, followUp))
    .map((followUp) => ({ followUp, place: placeOf(sort, followUp) }))
    .filter(({ place }) => after === null || comparePlaces(sort, place, after) > 0)
    .toSorted((a, b) => comparePlaces(sort, a.place, b.place))
    .slice(0, limit)
    .map(({ followUp }) => followUp)
}

function placeOf(sort: Sort, followUp: IdentifiedFollowUp): Place {
  return { on: sortedBy(sort, followUp), id: followUp.id }
}

function formatCursor({ on, id }: Place, sort: Sort): string {
  return Buffer.from(`${sort} ${on?.toString() ?? '-'} ${id}`).toString('base64url')
}

function parseCursor(cursor: string, sort: Sort): Place {
  const text = Buffer.from(cursor, 'base64url').toString()
  const [, of, on = '', id = ''] = /^([a-z]+) (-|\d{4}-\d{2}-\d{2}) (\d{1,15})$/.exec(text) ?? []
  try {
    if (of !== sort || Buffer.from(text).toString('base64url') !== cursor) throw new RangeError('no cursor of ours')
    return { on: on === '-' ? null : Temporal.PlainDate.from(on, { overflow: 'reject' }), id: Number(id) }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new Problem('invalid', 'after: got what no page of this list gave — expected the next of a page, unchanged')
  }
}
