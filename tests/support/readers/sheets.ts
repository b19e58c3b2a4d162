import { formatCsv } from '../../../src/domain/files/csv.ts'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import type { Sheet } from '../../../src/domain/files/sheet.ts'
import { HEADINGS } from '../../../src/use-cases/sheets/columns.ts'
import type { Fate, SheetReport } from '../../../src/use-cases/sheets/report.ts'
import type { Desk } from '../ledgers/desk.ts'

export type SheetLine = Readonly<Record<string, string>>

/** With the columns that stand in any of its rows, as a CSV file holds them. */
export function sheetOf(lines: readonly SheetLine[], headings = headingsOf(lines)): Sheet {
  return parseCsv(csvOfLines(lines, headings), 'letters.csv')
}

export function csvOfLines(lines: readonly SheetLine[], headings = headingsOf(lines)): string {
  return formatCsv(
    headings,
    lines.map((line) => headings.map((heading) => line[heading] ?? '')),
  )
}

function headingsOf(lines: readonly SheetLine[]): string[] {
  const used = new Set(lines.flatMap((line) => Object.keys(line)))
  return [
    ...HEADINGS.filter((heading) => used.has(heading)),
    ...[...used].filter((heading) => !HEADINGS.includes(heading)),
  ]
}

/** Of each row, in their order. */
export function fatesOf({ rows }: SheetReport): Fate[] {
  return rows.map(({ fate }) => fate)
}

/** All that is said of the rows, each with its place. */
export function saidOf({ rows }: SheetReport): string[] {
  return rows.flatMap(({ says }) => says.map(({ place, message }) => `${place}: ${message}`))
}

/** A letter that asks for a visit, its reminder and a reply to both. */
export const VISIT: readonly SheetLine[] = [
  {
    dossier: 'MLI-V',
    'dossier title': 'Visit to Mali',
    'follow-up': 'visit',
    ask: 'Invitation to visit',
    counterpart: 'MLI-GVA',
    'counterpart name': 'Permanent Mission of Mali',
    country: 'MLI',
    'external reference': 'G-1',
    channel: 'letter',
    dated: '2004-01-05',
    bearing: 'asks',
  },
  {
    dossier: 'MLI-V',
    'follow-up': 'visit',
    'external reference': 'G-2',
    channel: 'note verbale',
    dated: '2004-03-01',
    bearing: 'reminds',
  },
  {
    dossier: 'MLI-V',
    'follow-up': 'visit',
    'external reference': 'G-3',
    channel: 'letter',
    dated: '2004-02-27',
    received: '2004-03-04',
    summary: 'They will see.',
    bearing: 'replies',
    character: 'noted',
  },
]

/** The visit, but for what is changed in its lines. */
export function visitWith(change: (lines: SheetLine[]) => unknown): Sheet {
  const lines = VISIT.map((line) => ({ ...line }))
  change(lines)
  return sheetOf(lines)
}

/** How many rows the ledger has, by table: the same before and after what is to import nothing. */
export async function rowsIn({ db }: Pick<Desk, 'db'>): Promise<unknown> {
  const tables = ['counterparts', 'dossiers', 'follow_ups', 'communications', 'entries', 'audit']
  return (await db.execute(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join()}`))[0]
}
