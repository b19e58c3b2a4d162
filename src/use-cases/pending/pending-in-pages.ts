import type { PendingQuery, Sort } from '../../domain/pending-query.ts'
import type { Context, Moment } from '../context.ts'
import { listPendingPage } from './list-pending-page.ts'
import type { IdentifiedFollowUp } from './list-pending.ts'

const ROWS = 1_000

/** All that is pending, a page at a time: as much as its reader has room for, and no more once they are gone. */
export async function* pendingInPages(
  context: Pick<Context, 'db' | 'today' | 'sight'>,
  { query, sort }: { query: PendingQuery; sort: Sort },
  moment?: Moment,
): AsyncGenerator<IdentifiedFollowUp[], void, void> {
  for (let after: string | null | undefined; after !== null;) {
    const page = await listPendingPage(context, { query, sort, after: after ?? null, limit: ROWS }, moment)
    yield page.followUps
    after = page.next
  }
}
