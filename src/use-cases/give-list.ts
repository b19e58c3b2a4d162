import { csvOf } from '../domain/csv.ts'
import { followUpFields } from '../domain/follow-up.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { listPending, type IdentifiedFollowUp } from './list-pending.ts'
import { inOneSnapshot } from './one-snapshot.ts'

export const LIST_FORMATS = ['csv', 'json', 'xlsx'] as const
export type ListFormat = (typeof LIST_FORMATS)[number]

/** What is pending, as a file that leaves the house. */
export function giveList(
  context: Context,
  { query, format }: { query: PendingQuery; format: ListFormat },
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const rows = await listPending(within, query, moment)
    const fields = rows.map(followUpFields)
    await recordDocument(
      within,
      { shows: { kind: 'list', query }, title: LIST_TITLE, format, content: contentOf(fields, format) },
      moment,
    )
    return rows
  })
}

/** Keeps that a list is given which whoever asks makes of its rows as they come. */
export function recordList(
  context: Context,
  { query, format }: { query: PendingQuery; format: ListFormat },
  moment?: Moment,
): Promise<void> {
  return recordDocument(context, { shows: { kind: 'list', query }, title: LIST_TITLE, format, content: null }, moment)
}

/** A workbook is written by whoever asked. */
function contentOf(fields: readonly object[], format: ListFormat): string | null {
  if (format === 'xlsx') return null
  return format === 'csv' ? csvOf(fields) : `${JSON.stringify(fields, null, 2)}\n`
}

const LIST_TITLE = 'What is pending'
