import { tableOf, xlsxFile } from '../documents/sheets/xlsx-file.ts'
import { followUpFields } from '../domain/standings/follow-up.ts'
import type { PendingQuery, Sort } from '../domain/pending-query.ts'
import type { Moment } from '../use-cases/context.ts'
import { recordList } from '../use-cases/issued/give-list.ts'
import { inOneSnapshot } from '../use-cases/one-snapshot.ts'
import { pendingInPages } from '../use-cases/pending/pending-in-pages.ts'
import { contextOf, type WebContext } from './web.ts'

/** All that is pending as a workbook. That it was given is kept, unless only its headers are asked for. */
export function pendingXlsx(
  c: WebContext,
  wanted: { query: PendingQuery; sort: Sort },
  moment: Moment | undefined,
): Promise<Uint8Array> {
  const context = contextOf(c)
  return inOneSnapshot(context, async (db) => {
    const pages = await Array.fromAsync(pendingInPages({ ...context, db }, wanted, moment))
    const workbook = await xlsxFile(tableOf('Pending', pages.flat().map(followUpFields)))
    if (c.req.method !== 'HEAD') await recordList({ ...context, db }, { query: wanted.query, format: 'xlsx' }, moment)
    return workbook
  })
}
