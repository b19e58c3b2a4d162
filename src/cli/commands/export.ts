import { Option, type Command } from 'commander'
import { refuseLargeTable, xlsxFile } from '../../documents/sheets/xlsx-file.ts'
import { formatCsv, formatRows } from '../../domain/files/csv.ts'
import { Problem } from '../../domain/problem.ts'
import { momentOf } from '../../use-cases/context.ts'
import { giveExport, giveSheet, giveSheetAsWorkbook, type GivenSheet } from '../../use-cases/issued/give-export.ts'
import type { Content, House } from '../house.ts'
import { withMoment, type MomentOptions } from '../options.ts'
import { formatOf, withOut, type OutputOptions } from '../output.ts'

const FORMATS = ['json', 'jsonl', 'csv', 'xlsx'] as const

type Format = (typeof FORMATS)[number]
type ExportOptions = MomentOptions & OutputOptions<Format>

export function addExport(program: Command, house: House): void {
  withOut(withMoment(program.command('export').summary('write the ledger as a file that import reads')))
    .addOption(
      new Option('--format <format>', `${FORMATS.join(', ')}; json unless told, or as the file is called`).choices(
        FORMATS,
      ),
    )
    .description(
      'Writes the ledger. json is what holds now, or held at a moment: what was corrected or withdrawn, and digests, are ' +
        'not in it; offices, desks, officers, policies and subscriptions are always those of today. csv and xlsx are its ' +
        'correspondence, in the columns of a sheet to import. jsonl is all of it, with every version, attachment and ' +
        'digest, for an empty ledger.',
    )
    .addHelpText('after', EXAMPLES)
    .action((options: ExportOptions) => {
      const format = formatOf(FORMATS, options)
      return format === 'jsonl' ? exportLines(house, options) : exportContent(house, { ...options, format })
    })
}

async function exportContent(
  house: House,
  { format, out, ...options }: ExportOptions & { format: Format },
): Promise<void> {
  if (format === 'xlsx' && out === undefined)
    throw new Problem('usage', '--out: got nothing — expected a file for the XLSX')
  const { terminal, withLedger } = house
  const write = (content: Content) =>
    out === undefined ? terminal.writeAll(content) : terminal.writeFile(out, content)
  await withLedger(async (context) => {
    const moment = momentOf(options, context)
    if (format === 'csv') return giveSheet(context, (sheet) => write(csvPieces(sheet)), moment)
    if (format === 'xlsx') return write(await giveSheetAsWorkbook(context, workbookOf, moment))
    return giveExport(context, write, moment)
  })
  if (out !== undefined) terminal.note(`Written to ${out}.`)
}

async function* csvPieces({ headings, rows }: GivenSheet): AsyncGenerator<string> {
  yield formatCsv(headings, [])
  for await (const some of rows)
    yield formatRows(
      some.map((row) => row.map((cell) => (cell === null || typeof cell === 'number' ? cell : String(cell)))),
    )
}

/** A workbook is put together as a whole: what is too large for one is refused before all of it is read. */
async function workbookOf({ headings, rows }: GivenSheet): Promise<Uint8Array> {
  const all = []
  for await (const some of rows) {
    all.push(...some)
    refuseLargeTable(all.length, headings.length)
  }
  return xlsxFile({ name: 'Correspondence', headings, rows: all })
}

async function exportLines(
  { terminal, writeLedgerLines }: House,
  { out, asOf, knownAt }: ExportOptions,
): Promise<void> {
  if (asOf ?? knownAt)
    throw new Problem(
      'usage',
      '--format jsonl: cannot be combined with --as-of or --known-at, for it has every version',
    )
  await writeLedgerLines(out ?? null)
  if (out !== undefined) terminal.note(`Written to ${out}.`)
}

const EXAMPLES = `
Examples:
  relance export --out ledger.json
  relance export --as-of 2004-12-22 --out then.json
  relance export --out letters.xlsx
  relance export --out ledger.jsonl
  RELANCE_DIR=another relance import ledger.jsonl`
