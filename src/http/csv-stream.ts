import { csvRowsOf } from '../domain/files/csv.ts'
import { followUpFields } from '../domain/standings/follow-up.ts'
import type { PendingQuery, Sort } from '../domain/pending-query.ts'
import type { Moment } from '../use-cases/context.ts'
import { recordList } from '../use-cases/issued/give-list.ts'
import { pendingInPages } from '../use-cases/pending/pending-in-pages.ts'
import { contextOf, type WebContext } from './web.ts'

/** All that is pending, however much that is. That it was given is kept before the first row goes. */
export async function pendingCsv(
  c: WebContext,
  wanted: { query: PendingQuery; sort: Sort },
  moment: Moment | undefined,
): Promise<ReadableStream<Uint8Array>> {
  if (c.req.method !== 'HEAD') await recordList(contextOf(c), { query: wanted.query, format: 'csv' }, moment)
  return csvStream(fieldsOf(pendingInPages(contextOf(c), wanted, moment)))
}

async function* fieldsOf(pages: ReturnType<typeof pendingInPages>): AsyncGenerator<object[]> {
  for await (const page of pages) yield page.map(followUpFields)
}

/** Asks for a page when the reader has taken the one before, and for no more once they are gone. Fails before it answers, if it can. */
export async function csvStream(pages: AsyncGenerator<readonly object[]>): Promise<ReadableStream<Uint8Array>> {
  const encoder = new TextEncoder()
  let page = await pages.next()
  let isFirst = true
  return new ReadableStream({
    async pull(controller) {
      if (!isFirst) page = await pages.next()
      if (page.done) return controller.close()
      controller.enqueue(encoder.encode(csvRowsOf(page.value, { isFirst })))
      isFirst = false
    },
    cancel: async () => void (await pages.return(undefined)),
  })
}
