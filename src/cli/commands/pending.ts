import { Option, type Command } from 'commander'
import { tableOf, xlsxFile } from '../../documents/sheets/xlsx-file.ts'
import { followUpFields } from '../../domain/standings/follow-up.ts'
import { momentOf } from '../../use-cases/context.ts'
import { FOLLOW_UP_COLUMNS } from '../follow-up-columns.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { House } from '../house.ts'
import { queryOf, withMoment, withQuery, withRows, type MomentOptions, type QueryOptions } from '../options.ts'
import { writeOut } from '../output.ts'
import { printRows, type RowOptions } from '../print.ts'

type PendingOptions = QueryOptions & MomentOptions & RowOptions & { xlsx?: string }

export function addPending(program: Command, house: House): void {
  const command = program.command('pending').summary('list what is pending, longest silence first')
  withRows(withMoment(withQuery(command)))
    .description('Lists pending follow-ups, longest silence first.')
    .addHelpText('after', EXAMPLES)
    .addOption(new Option('--xlsx <file>', 'write an XLSX workbook to this file').conflicts(['json', 'csv']))
    .action(async (options: PendingOptions) => {
      const query = queryOf(options)
      if (options.xlsx !== undefined) return writeWorkbook(house, options.xlsx, { ...options, query })
      const format = formatOf(house, options)
      const rows = await house.withVerbs((verbs) => verbs.listPending(query, momentOf(options, verbs), format))
      printRows(house, options, {
        rows,
        columns: FOLLOW_UP_COLUMNS,
        fields: followUpFields,
        empty: emptyFor(query, options),
      })
    })
}

async function writeWorkbook(
  house: House,
  file: string,
  { query, ...when }: MomentOptions & { query: PendingQuery },
): Promise<void> {
  const workbook = await house.withVerbs((verbs) =>
    verbs.giveWorkbook({ query, render: workbookOf }, momentOf(when, verbs)),
  )
  await writeOut(house, file, workbook)
}

function workbookOf(rows: readonly object[]): Promise<Uint8Array> {
  return xlsxFile(tableOf('Pending', rows))
}

/** A spreadsheet is made to be handed on; JSON goes to programs, unless it goes to a file. */
function formatOf({ terminal }: House, { csv, json }: PendingOptions): 'csv' | 'json' | undefined {
  if (csv) return 'csv'
  return json && terminal.isFile ? 'json' : undefined
}

function emptyFor(query: PendingQuery, { asOf, knownAt }: MomentOptions): string {
  if (Object.keys(query).length > 0) return 'Nothing pending answers to that.'
  if (knownAt) return 'Nothing pending was known then.'
  return asOf ? 'Nothing was pending then.' : 'Nothing is pending. relance open begins a follow-up.'
}

const EXAMPLES = `
Examples:
  relance pending
  relance pending --bracket overdue --counterpart PRK-GVA
  relance pending --as-of 2004-12-22 --json
  relance pending --xlsx pending.xlsx`
