import type { Command } from 'commander'
import { listPending } from '../../use-cases/list-pending.ts'
import { FOLLOW_UP_COLUMNS, followUpFields } from '../follow-up-columns.ts'
import type { House } from '../house.ts'
import {
  momentOf,
  queryOf,
  withMoment,
  withQuery,
  withRows,
  type MomentOptions,
  type QueryOptions,
} from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'

export function addPending(program: Command, house: House): void {
  const command = program.command('pending').summary('list what is pending, longest silence first')
  withRows(withMoment(withQuery(command)))
    .description('Lists pending follow-ups, longest silence first.')
    .addHelpText('after', EXAMPLES)
    .action(async (options: QueryOptions & MomentOptions & RowOptions) => {
      const query = queryOf(options)
      const rows = await house.withLedger((context) => listPending(context, query, momentOf(options, context)))
      const isNarrowed = Object.keys(query).length > 0
      const empty = isNarrowed
        ? 'Nothing pending answers to that.'
        : 'Nothing is pending. relance open begins a follow-up.'
      printRows(house, options, { rows, columns: FOLLOW_UP_COLUMNS, fields: followUpFields, empty })
    })
}

const EXAMPLES = `
Examples:
  relance pending
  relance pending --bracket overdue --counterpart PRK-GVA
  relance pending --as-of 2004-12-22 --json`
