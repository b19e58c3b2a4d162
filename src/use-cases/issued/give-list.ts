import { csvOf } from '../../domain/files/csv.ts'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Context, Moment } from '../context.ts'
import { recordDocument } from './documents.ts'
import { giveFile } from './give-file.ts'
import { listPending, type IdentifiedFollowUp } from '../pending/list-pending.ts'

/** What whoever has the rows makes of them. */
export const ROWS_FORMATS = ['csv', 'json'] as const
export type RowsFormat = (typeof ROWS_FORMATS)[number]
type ListFormat = RowsFormat | 'xlsx'

/** What is pending, as a file that leaves the house. */
export async function giveList(
  context: Context,
  { query, format }: { query: PendingQuery; format: RowsFormat },
  moment?: Moment,
): Promise<IdentifiedFollowUp[]> {
  const render = (rows: readonly object[]) => Promise.resolve(contentOf(rows, format))
  return (await given(context, { query, format, render }, moment)).rows
}

/** The same as a workbook. What is too large for one is refused, and not kept as given. */
export async function giveWorkbook(
  context: Context,
  { query, render }: { query: PendingQuery; render: Render<Uint8Array> },
  moment?: Moment,
): Promise<Uint8Array> {
  return (await given(context, { query, format: 'xlsx', render }, moment)).content
}

type Render<Content> = (rows: readonly object[]) => Promise<Content>

async function given<Content extends string | Uint8Array>(
  context: Context,
  { query, format, render }: { query: PendingQuery; format: ListFormat; render: Render<Content> },
  moment?: Moment,
): Promise<{ rows: IdentifiedFollowUp[]; content: Content }> {
  const { drawn: rows, content } = await giveFile(
    context,
    {
      shows: { kind: 'list', query },
      title: LIST_TITLE,
      format,
      draw: (within) => listPending(within, query, moment),
      render: (pending) => render(pending.map(followUpFields)),
    },
    moment,
  )
  return { rows, content }
}

/** Keeps that a list is given which whoever asks makes of its rows as they come. */
export function recordList(
  context: Context,
  { query, format }: { query: PendingQuery; format: ListFormat },
  moment?: Moment,
): Promise<void> {
  return recordDocument(context, { shows: { kind: 'list', query }, title: LIST_TITLE, format, content: null }, moment)
}

function contentOf(fields: readonly object[], format: RowsFormat): string {
  return format === 'csv' ? csvOf(fields) : `${JSON.stringify(fields, null, 2)}\n`
}

const LIST_TITLE = 'What is pending'
