import { formatCsv } from '../../domain/files/csv.ts'
import { COLUMNS, FIELDS, HEADINGS } from './columns.ts'

/** The headings alone: what each is for stands in `sheetColumns`. */
export function sheetTemplate(): string {
  return formatCsv(HEADINGS, [])
}

export function sheetColumns(): { heading: string; about: string }[] {
  return FIELDS.map((field) => ({ heading: COLUMNS[field].heading, about: COLUMNS[field].about }))
}
