import { z } from '@hono/zod-openapi'
import { XLSX } from '../../../documents/sheets/xlsx-file.ts'
import { csvOf } from '../../../domain/files/csv.ts'
import { Problem } from '../../../domain/problem.ts'
import { asked, choiceOf } from '../schemas/fields.ts'
import type { WebContext } from '../../web.ts'

const MOST_RANGES = 50
const CSV = 'text/csv'

/** A list that is given as JSON or, where Accept prefers it, as CSV: all rows at once, under the names of their fields. */
export function listOrCsv<S extends z.ZodType>(page: S, description: string) {
  return {
    description: `${description} As text/csv all rows, under the same names, safe to open in a spreadsheet.`,
    content: { 'application/json': { schema: page }, [CSV]: { schema: z.string() } },
  }
}

/** The same list as a workbook. */
export const OR_XLSX = {
  [XLSX]: { schema: z.string().openapi({ format: 'binary' }) },
}

/** Of a program that makes the file itself. */
export const AS_CSV = asked(
  choiceOf(['csv']),
  'What a program makes of the rows, where that is a file that leaves the house: the ledger keeps that it was given out.',
)

/** Whether a file goes out, of which the ledger keeps that it was given. */
export function isGiven(c: WebContext, isFile: unknown): boolean {
  return Boolean(isFile) && c.req.method !== 'HEAD'
}

export function isCsvWanted(c: WebContext): boolean {
  return typeWanted(c, ['application/json', CSV]) === CSV
}

/** How a list is wanted that is also given as a workbook. */
export function formatWanted(c: WebContext): 'json' | 'csv' | 'xlsx' {
  return FORMATS[typeWanted(c, ['application/json', CSV, XLSX])]
}

const FORMATS = { 'application/json': 'json', [CSV]: 'csv', [XLSX]: 'xlsx' } as const

export function xlsxAnswer(c: WebContext, workbook: Uint8Array) {
  return c.body(new Uint8Array(workbook), 200, { 'Content-Type': XLSX }) as unknown as ReturnType<typeof csvAnswer>
}

export function csvAnswer(c: WebContext, rows: readonly object[]) {
  return c.text(csvOf(rows), 200, CSV_HEADERS)
}

/** The same of a list of any length. */
export function csvPages(c: WebContext, stream: ReadableStream<Uint8Array>) {
  return c.body(stream, 200, CSV_HEADERS) as unknown as ReturnType<typeof csvAnswer>
}

const CSV_HEADERS = { 'Content-Type': `${CSV}; charset=utf-8; header=present` }

/** Which of the types there are is wanted most, by Accept; the first where it names none. Refuses what it rules out. */
function typeWanted<T extends string>(c: WebContext, types: readonly [T, ...T[]]): T {
  const ranges = rangesOf(c.req.header('accept') ?? '')
  if (ranges.length === 0) return types[0]
  const weighed = types.map((type) => ({ type, weight: weightOf(type, ranges) }))
  const best = weighed.reduce((most, one) => (one.weight > most.weight ? one : most))
  if (best.weight > 0) return best.type
  throw new Problem('not_acceptable', `Accept: got none of what there is — expected ${types.join(' or ')}`)
}

interface Range {
  of: string
  weight: number
}

function rangesOf(accept: string): Range[] {
  const named = accept.split(',', MOST_RANGES).map((range) => range.trim().toLowerCase())
  return named.filter(Boolean).map((range) => {
    const [of = '', ...parameters] = range.split(';').map((part) => part.trim())
    const [, weight = '1'] = /^q=(\d(?:\.\d{0,3})?)$/.exec(parameters.at(-1) ?? '') ?? []
    return { of, weight: Number(weight) }
  })
}

/** What names the type most exactly decides, as RFC 9110 has it. */
function weightOf(type: string, ranges: readonly Range[]): number {
  const names = [type, type.replace(/\/.*/, '/*'), '*/*']
  const name = names.find((one) => ranges.some(({ of }) => of === one))
  return ranges.find(({ of }) => of === name)?.weight ?? 0
}
