import { listDocuments, type ListedDocument } from '../../store/documents.ts'
import type { Seen } from '../context.ts'

/** How many are in memory at a time. */
const BATCH = 200

/** All that are wanted, latest first, read as far as whoever asks goes on. */
export async function* documentsIn(
  seen: Seen,
  wanted: Omit<Parameters<typeof listDocuments>[1], 'limit'>,
): AsyncGenerator<ListedDocument, void, void> {
  let { before } = wanted
  for (let isMore = true; isMore;) {
    const batch: ListedDocument[] = await listDocuments(seen, { ...wanted, before, limit: BATCH })
    yield* batch
    before = batch.at(-1)?.document.id
    isMore = batch.length === BATCH
  }
}
