import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { importLedger, type Imported } from '../../use-cases/import-ledger.ts'
import { parseLedgerDocument } from '../../use-cases/ledger-document.ts'
import type { House } from '../house.ts'
import { printJson } from '../print.ts'

const MOST_BYTES = 64 * 1024 * 1024

export function addImport(program: Command, house: House): void {
  program
    .command('import')
    .summary('import a ledger file, all of it or nothing')
    .argument('<file>', 'JSON as relance export writes it; - is standard input')
    .option('--json', 'print JSON')
    .description('Adds what the file holds and the ledger does not. A second import of the same file changes nothing.')
    .addHelpText('after', '\nExamples:\n  relance import data/e-cn4-2005-32.json\n  relance export | relance import -')
    .action(async (file: string, { json }: { json?: boolean }) => {
      const document = parseLedgerDocument(parseJson(await house.terminal.readText(file, MOST_BYTES), file))
      const imported = await house.withLedger((context) => importLedger(context, document))
      if (json) return printJson(house.terminal, imported)
      house.terminal.write(`${importedInWords(imported)}\n`)
    })
}

function importedInWords({ added, unchanged }: Imported): string {
  const parts = Object.entries(added).flatMap(([kind, count]) =>
    count > 0 ? [`${count} ${count === 1 ? singular(kind) : kind}`] : [],
  )
  if (parts.length === 0) return `Nothing new: all ${unchanged} are recorded already.`
  return `Imported ${parts.join(', ')}${unchanged > 0 ? `; ${unchanged} were recorded already` : ''}.`
}

function singular(kind: string): string {
  return kind === 'policies' ? 'policy' : kind.slice(0, -1)
}

function parseJson(text: string, file: string): unknown {
  const name = file === '-' ? 'standard input' : file
  if (text.trim() === '')
    throw new Problem('invalid', `${name}: got an empty file — expected JSON as relance export writes it`)
  try {
    return JSON.parse(text)
  } catch (error) {
    const said = error instanceof Error ? error.message : ''
    const [, at] = /position (\d+)/.exec(said) ?? []
    throw new Problem(
      'invalid',
      `${name}${at ? placeOf(text, Number(at)) : ''}: ${looksLike(text) ?? 'this is not JSON'}; expected JSON as relance export writes it`,
    )
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n')
  return `:${before.length}:${before.at(-1)!.length + 1}`
}

/** What people try instead, by how it begins. */
function looksLike(text: string): string | null {
  if (text.startsWith('PK')) return 'this looks like a spreadsheet or a zip file'
  if (text.startsWith('%PDF')) return 'this looks like a PDF'
  if (/^\s*</.test(text)) return 'this looks like HTML or XML'
  return /^[^\n{["]*[,;\t][^\n]*\n/.test(text) ? 'this looks like CSV' : null
}
