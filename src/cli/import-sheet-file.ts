import { readSheet } from '../documents/sheets/read-sheet.ts'
import { Problem } from '../domain/problem.ts'
import type { DateFormat } from '../domain/files/sheet-dates.ts'
import { importSheet } from '../use-cases/sheets/import-sheet.ts'
import { NO_MAPPING, parseMapping, type Mapping } from '../use-cases/sheets/mapping.ts'
import { FATES, type Fate, type SheetReport } from '../use-cases/sheets/report.ts'
import { addedInWords } from '../language/added-in-words.ts'
import type { House } from './house.ts'
import { printJson } from './print.ts'

export interface SheetOptions {
  json?: boolean
  dryRun?: boolean
  mapping?: string
  dateFormat?: DateFormat
  encoding?: string
  sheet?: string
  correct?: string
}

const MOST_BYTES = 32 * 1024 * 1024
const MOST_MAPPING_BYTES = 1024 * 1024
const LINES_SHOWN = 100

export async function importSheetFile(house: House, file: string, options: SheetOptions): Promise<void> {
  const { terminal } = house
  const { dryRun = false, correct = null, json = false } = options
  const mapping = await mappingOf(house, options)
  const sheet = await readSheet(Buffer.from(await terminal.readFile(file, MOST_BYTES)), file, options)
  for (const notice of sheet.notices) terminal.note(notice)
  const report = await house.withLedger((context) =>
    importSheet(context, sheet, { mapping, isDryRun: dryRun, why: correct }),
  )
  if (json) printJson(terminal, report)
  else if (dryRun) terminal.write(`${reportInWords(report)}\n`)
  if (report.totals.error + report.totals.changed > 0) throw refusalOf(report, { isTold: json || dryRun })
  if (!json && !dryRun) terminal.write(`${importedInWords(report)}\n`)
}

async function mappingOf({ terminal }: House, { mapping: file, dateFormat }: SheetOptions): Promise<Mapping> {
  const mapping =
    file === undefined ? NO_MAPPING : parseMapping(await terminal.readText(file, MOST_MAPPING_BYTES), file)
  return { ...mapping, dateFormat: dateFormat ?? mapping.dateFormat }
}

function importedInWords({ name, totals, added }: SheetReport): string {
  const parts = addedInWords(added)
  const rest = (['unchanged', 'corrected'] as const).flatMap((fate) =>
    totals[fate] > 0 ? [`${totals[fate]} rows ${fate}`] : [],
  )
  if (parts === '') return `${name}: nothing new; ${rest.join(', ') || 'no rows'}.`
  return `${name}: imported ${[parts, ...rest].join('; ')}.`
}

function reportInWords({ rows, ...report }: SheetReport): string {
  const lines = rows.flatMap(({ line, fate, communication, bears, says }) => [
    [String(line).padStart(5), fate.padEnd(9), communication ?? '', bears ?? ''].join('  ').trimEnd(),
    ...says.map(({ place, message }) => `       ${place}: ${message}`),
  ])
  return [...lines, `${report.name}: ${totalsInWords(report)}. A dry run: nothing was imported.`].join('\n')
}

function totalsInWords({ totals }: Pick<SheetReport, 'totals'>): string {
  const told = FATES.filter((fate) => totals[fate] > 0).map((fate) => `${totals[fate]} ${wordOf(fate, totals[fate])}`)
  return told.join(', ') || 'no rows'
}

function wordOf(fate: Fate, count: number): string {
  return fate === 'error' && count > 1 ? 'errors' : fate
}

/** All or nothing: what is wrong, and what is recorded otherwise. */
function refusalOf({ name, totals, rows }: SheetReport, { isTold }: { isTold: boolean }): Problem {
  const isWrong = totals.error > 0
  const advice = isWrong
    ? ''
    : '; relance import --correct "why" records what the sheet has as corrections, where it can'
  const message = `${name}: ${totalsInWords({ totals })}, nothing imported${advice}`
  const lines = rows
    .filter(({ fate }) => fate === 'error' || fate === 'changed')
    .flatMap(({ says }) => says.map(({ place, message: said }) => `${place}: ${said}`))
  const shown = lines.slice(0, LINES_SHOWN)
  if (lines.length > shown.length) shown.push(`… and ${lines.length - shown.length} more`)
  return new Problem(isWrong ? 'invalid' : 'conflict', message, isTold ? [] : shown)
}
