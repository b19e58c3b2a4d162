import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { parseDateFormat } from '../../domain/files/sheet-dates.ts'
import { parseLine } from '../../domain/text.ts'
import { importLedger, type Imported } from '../../use-cases/ledger-files/import-ledger.ts'
import { sheetColumns, sheetTemplate } from '../../use-cases/sheets/template.ts'
import type { House } from '../house.ts'
import { addedInWords } from '../../language/added-in-words.ts'
import { importSheetFile, type SheetOptions } from '../import-sheet-file.ts'
import { one } from '../options.ts'
import { nameOf, readLedgerFile } from '../read-ledger-file.ts'
import { printJson } from '../print.ts'
import { wrap } from '../wrap.ts'

type ImportOptions = SheetOptions & { template?: boolean }

export function addImport(program: Command, house: House): void {
  program
    .command('import')
    .summary('import a sheet or a ledger file, all of it or nothing')
    .argument(
      '[file]',
      'CSV or XLSX with a row for each communication, or JSON as export writes it; - is standard input',
    )
    .option('--dry-run', 'say what would become of each row of a sheet, and import nothing')
    .addOption(one('--mapping <file>', 'JSON that says what foreign headings and words mean', parseLine))
    .addOption(one('--date-format <order>', 'how the sheet writes days: dmy, mdy or ymd', parseDateFormat))
    .addOption(one('--encoding <name>', 'of a CSV file that is not UTF-8, such as windows-1252', parseLine))
    .addOption(one('--sheet <name>', 'which sheet of an XLSX file; its first', parseLine))
    .addOption(one('--correct <why>', 'record what the sheet has otherwise as corrections, for this reason', parseLine))
    .option('--template', 'print an empty sheet with all headings')
    .option('--json', 'print JSON')
    .description(
      'Adds what the file holds and the ledger does not. A second import of the same file changes nothing: ' +
        'a sheet finds its rows again by their external reference.',
    )
    .addHelpText('after', () => `${COLUMNS}${sheetColumns().map(columnInWords).join('')}${EXAMPLES}`)
    .action((file: string | undefined, options: ImportOptions) => {
      if (options.template) return house.terminal.write(sheetTemplate())
      if (file === undefined) throw new Problem('usage', "missing required argument 'file'")
      return isSheet(file) ? importSheetFile(house, file, options) : importLedgerFile(house, file, options)
    })
}

function isSheet(file: string): boolean {
  return /\.(?:csv|tsv|txt|xlsx)$/iu.test(file)
}

async function importLedgerFile(house: House, file: string, options: ImportOptions): Promise<void> {
  for (const [name, given] of Object.entries({ '--dry-run': options.dryRun, '--mapping': options.mapping })) {
    if (given !== undefined) throw new Problem('usage', `${name}: only for a sheet, a file that ends in .csv or .xlsx`)
  }
  const opened = await readLedgerFile(house.terminal, file)
  if ('everyVersion' in opened) return importEveryVersion(house, opened.everyVersion, nameOf(file))
  const imported = await house.withLedger((context) => importLedger(context, opened.document, opened.more()))
  if (options.json) return printJson(house.terminal, imported)
  house.terminal.write([importedInWords(imported), ...imported.notices.map((of) => `Notice: ${of}.`)].join('\n') + '\n')
}

/** All of a ledger with every version of it, into one that is still empty. */
async function importEveryVersion(
  { terminal, restoreLines }: House,
  lines: AsyncIterable<string>,
  name: string,
): Promise<void> {
  const { rows, tables, takenAt, where } = await restoreLines(lines, name)
  terminal.write(
    `Imported ${rows} rows of ${tables} tables into ${where}, as of ${takenAt}.\n` +
      'relance verify --audit checks it; relance adopt lets it mail.\n',
  )
}

function importedInWords({ added, unchanged }: Imported): string {
  const parts = addedInWords(added)
  if (parts === '') return `Nothing new: all ${unchanged} are recorded already.`
  return `Imported ${parts}${unchanged > 0 ? `; ${unchanged} were recorded already` : ''}.`
}

function columnInWords({ heading, about }: { heading: string; about: string }): string {
  return `\n  ${wrap(`${heading}: ${about}`, 80, '    ').trimStart()}`
}

const COLUMNS = `
The columns of a sheet, in any order; it needs dossier, channel and external
reference, and a row for each ask that a communication bears on:`
const EXAMPLES = `

Examples:
  relance import --template > letters.csv
  relance import letters.csv --dry-run
  relance import lettres.xlsx --mapping lettres.json --date-format dmy
  relance import letters.csv --correct "The registry had the wrong day."
  relance import data/e-cn4-2005-32.json
  relance export | relance import -

Where a row tells of several communications, what was asked, reminded and
replied side by side, a mapping names the columns of each under
"communications", as data/requests-example.json does.

A ledger file may be of any length where each dossier stands in a line of its
own, as export writes it, or as JSON Lines: first a line with everything but
the dossiers, then one dossier a line.`
