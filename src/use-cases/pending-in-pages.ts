import { comparePlaces, sortedBy, type PendingQuery, type Sort } from '../domain/pending-query.ts'
import type { Context, Moment } from './context.ts'
import { listPendingPage } from './list-pending-page.ts'
import { listPending, type IdentifiedFollowUp } from './list-pending.ts'

const ROWS = 1_000

/** All that is pending, a page at a time: as much as its reader has room for, and no more once they are gone. */
export async function* pendingInPages(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort }: { query: PendingQuery; sort: Sort },
  moment?: Moment,
): AsyncGenerator<IdentifiedFollowUp[], void, void> {
  if (moment) return void (yield await replayed(context, { query, sort }, moment))
  for (let after: string | null | undefined; after !== null;) {
    const page = await listPendingPage(context, { query, sort, after: after ?? null, limit: ROWS })
    yield page.followUps
    after = page.next
  }
}

/** Folded from everything that held then, which is done once. */
async function replayed(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort }: { query: PendingQuery; sort: Sort },
  moment: Moment,
): Promise<IdentifiedFollowUp[]> {
  const placed = (await listPending(context, query, moment)).map((row) => ({
    row,
    place: { on: sortedBy(sort, row), id: row.id },
  }))
  return placed.toSorted((a, b) => comparePlaces(sort, a.place, b.place)).map(({ row }) => row)
}
