import { createHash } from 'node:crypto'
import { readSheet } from '../../../documents/sheets/read-sheet.ts'
import { decodeUtf8 } from '../../../domain/files/decode-text.ts'
import { refuseEmptyFile, safeFileName } from '../../../domain/files/file-name.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseDateFormat } from '../../../domain/files/sheet-dates.ts'
import type { Sheet } from '../../../domain/files/sheet.ts'
import { parseLine, parseText } from '../../../domain/text.ts'
import type { SheetWishes } from '../../../use-cases/sheets/import-sheet.ts'
import { parseMapping, type Mapping } from '../../../use-cases/sheets/mapping.ts'
import { naming } from '../../naming.ts'
import type { WebContext } from '../../web.ts'
import { optional, readFields, type Values } from '../form.ts'
import { foreignOf, meaningsIn, type Foreign } from './meanings.ts'

interface GivenFile {
  name: string
  bytes: Buffer
}

export type FileField = 'file' | 'mapping'
export type Files = Readonly<Record<FileField, GivenFile | null>>

export const NO_FILES: Files = { file: null, mapping: null }

const MIB = 1024 * 1024
/** The sheet goes to and fro with the page, as base64. */
const MOST_BYTES: Readonly<Record<FileField, number>> = { file: 8 * MIB, mapping: MIB }

/** What is chosen now, else what the page carried on from before. */
export async function filesIn(c: WebContext): Promise<Files> {
  const body = await c.req.parseBody()
  const given = async (field: FileField): Promise<GivenFile | null> => {
    const chosen = body[field]
    if (chosen instanceof File && (chosen.name !== '' || chosen.size > 0)) {
      refuseLarge(field, chosen)
      return { name: safeFileName(chosen.name), bytes: Buffer.from(await chosen.arrayBuffer()) }
    }
    const [name, carried] = [body[`${field}-name`], body[`${field}-bytes`]]
    if (typeof name !== 'string' || typeof carried !== 'string') return null
    return { name: safeFileName(name), bytes: Buffer.from(carried, 'base64') }
  }
  return { file: await given('file'), mapping: await given('mapping') }
}

function refuseLarge(field: FileField, { size }: File): void {
  const most = MOST_BYTES[field]
  if (size <= most) return
  throw new Problem(
    'too_large',
    `${field}: got ${size} bytes — expected at most ${most / MIB} MiB; the command relance import takes larger ones`,
  )
}

/** Of all that decides what an import does, so that none goes through but of what was looked at. */
export function markOf(values: Values, { file, mapping }: Files): string {
  const told = Object.keys(PARSERS).map((field) => values[field]?.replaceAll('\r\n', '\n') ?? null)
  const meant = meaningsIn(values)
  const given = [file, mapping].map((one) => one && [one.name, one.bytes.toString('base64')])
  return createHash('sha256')
    .update(JSON.stringify([told, meant, given]))
    .digest('hex')
}

export async function readWanted(
  values: Values,
  files: Files,
): Promise<SheetWishes & { sheet: Sheet; mapping: Mapping }> {
  const { 'date-format': dateFormat, encoding, sheet, why } = readFields(values, PARSERS)
  const file = wantedFile(files)
  const mapping = mappingIn(values, files)
  return {
    sheet: await naming({ '--sheet': 'sheet', '--encoding': 'encoding' }, () =>
      readSheet(file.bytes, file.name, { encoding: encoding ?? undefined, sheet: sheet ?? undefined }),
    ),
    mapping: { ...mapping, dateFormat: dateFormat ?? mapping.dateFormat },
    why,
  }
}

/** What the sheet has of its own and no mapping file explains; null where it cannot be read, which is told elsewhere. */
export async function foreignIn(values: Values, files: Files): Promise<Foreign | null> {
  if (!files.file || files.mapping) return null
  try {
    const { sheet, mapping } = await readWanted(values, files)
    return foreignOf(sheet, mapping)
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

const PARSERS = {
  'date-format': optional(parseDateFormat),
  encoding: optional((value, field) => parseLine(value, field)),
  sheet: optional((value, field) => parseLine(value, field)),
  why: optional((value, field) => parseText(value, field)),
}

function wantedFile({ file }: Files): GivenFile {
  if (!file) throw new Problem('invalid', 'file: got none — expected a CSV or XLSX file')
  refuseEmptyFile('file', { name: file.name, size: file.bytes.length })
  if (/\.(?:jsonl?|ndjson)$/iu.test(file.name))
    throw new Problem(
      'invalid',
      'file: got JSON — expected CSV or XLSX; a ledger that was exported is brought in by relance import',
    )
  return file
}

function mappingIn(values: Values, { mapping }: Files): Mapping {
  if (!mapping) return parseMapping(JSON.stringify(meaningsIn(values)), 'what its columns are')
  try {
    return parseMapping(decodeUtf8(mapping.bytes, mapping.name), mapping.name)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    // What is wrong stands in the file: no field of the page is called so.
    throw error.reworded((says, number) => {
      if (number === 0) return `mapping: ${says}`
      return says.startsWith('… ') ? says : `at ${says}`
    })
  }
}
