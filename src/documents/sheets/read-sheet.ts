import { decodeText } from '../../domain/files/decode-text.ts'
import { Problem } from '../../domain/problem.ts'
import { parseCsv } from '../../domain/files/read-csv.ts'
import type { Sheet } from '../../domain/files/sheet.ts'
import { readXlsx } from './read-xlsx.ts'

/** How a file is read where it does not say so itself. */
export interface SheetReading {
  /** Of a CSV file that is not UTF-8. */
  encoding?: string | undefined
  /** Of an XLSX file, the sheet that is not its first. */
  sheet?: string | undefined
}

/** A table in a CSV or XLSX file, which its name tells apart. */
export async function readSheet(bytes: Buffer, file: string, { encoding, sheet }: SheetReading): Promise<Sheet> {
  const isXlsx = /\.xlsx$/iu.test(file)
  if (!isXlsx && sheet !== undefined) throw new Problem('usage', '--sheet: only for an XLSX file; CSV has one sheet')
  if (isXlsx && encoding !== undefined) throw new Problem('usage', '--encoding: only for a CSV file; XLSX says its own')
  return isXlsx ? readXlsx(bytes, file, sheet) : parseCsv(decodeText(bytes, file, encoding), file)
}
