import { sortedBy, type PendingQuery, type Place, type Sort } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import { listPendingPage as listPage } from '../../store/pending/pending-pages.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { asShown, type IdentifiedFollowUp } from './list-pending.ts'

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

/** One page of what is pending, today or at a moment. Rows that come and go in between neither double nor hide others. */
export async function listPendingPage(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort, after, limit }: PageWanted,
  moment?: Moment,
): Promise<Page> {
  const place = after === null ? null : parseCursor(after, sort)
  const seen = seenAt(context, moment)
  const found = await listPage(seen, { query, sort, after: place, limit: limit + 1, today: seen.today })
  const followUps = found.slice(0, limit).map((row) => asShown(row, row, seen.today))
  const last = followUps.at(-1)
  return { followUps, next: found.length > limit && last ? formatCursor(placeOf(sort, last), sort) : null }
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
