import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { OfficeNameVersion } from '../../use-cases/counterparts/list-office-names.ts'
import type { House } from '../house.ts'
import { one, withMoment, withRows, type MomentOptions } from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

interface SinceOptions {
  since?: Temporal.PlainDate
  why?: string
}

/** What an office is called, and whose place it took, from which day on. */
export function addCounterpartNames(counterparts: Command, house: House): void {
  addList(counterparts, house)
  changing(office(counterparts.command('rename')))
    .summary('say that an office is called otherwise, and from when')
    .description(
      'Renames an office from a day on, or, without --since, corrects the name that holds. ' +
        'What is told as of earlier days keeps the name of that day.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance counterparts rename PRK-GVA "Mission in Geneva" --since 2005-01-01\n' +
        '  relance counterparts rename PRK-GVA "Mission at Geneva" --why "A word was wrong"',
    )
    .argument('<name>', 'what it is called', (value) => parseLine(value, 'name', 500))
    .action(async (counterpart: string, name: string, { since, why }: SinceOptions) => {
      const wanted = { counterpart, name, sinceOn: since ?? null, why: why ?? null }
      await house.withVerbs((verbs) => verbs.renameOffice(wanted))
      house.terminal.write(`${counterpart} is called ${name}${sinceInWords(since)}.\n`)
    })
  changing(office(counterparts.command('succeed')))
    .summary('say that an office took the place of another, and from when')
    .description('Records which office another one succeeds, from a day on. What is pending with either stays.')
    .addHelpText('after', '\nExample:\n  relance counterparts succeed UZB-MFA UZB-GVA --since 2005-01-01')
    .argument('<other>', 'the office whose place it took', (value) => parseReference(value, 'other'))
    .action(async (counterpart: string, succeeds: string, { since, why }: SinceOptions) => {
      const wanted = { counterpart, succeeds, sinceOn: since ?? null, why: why ?? null }
      await house.withVerbs((verbs) => verbs.renameOffice(wanted))
      house.terminal.write(`${counterpart} succeeds ${succeeds}${sinceInWords(since)}.\n`)
    })
  addTakeBack(counterparts, house)
}

function addList(counterparts: Command, house: House): void {
  withRows(withMoment(office(counterparts.command('names'))))
    .summary('list what an office was called, and from when')
    .description('Lists every version of the name of an office and of what it succeeds, as they were recorded.')
    .addHelpText('after', '\nExample:\n  relance counterparts names PRK-GVA')
    .action(async (reference: string, options: RowOptions & MomentOptions) => {
      const { versions: rows } = await house.withVerbs((verbs) =>
        verbs.listOfficeNames(reference, momentOf(options, verbs)),
      )
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => row, empty: 'Only its present name.' })
    })
}

function addTakeBack(counterparts: Command, house: House): void {
  changing(office(counterparts.command('unrename')))
    .summary('take back that an office is called otherwise from a day on')
    .description('Takes back what was recorded of an office from a day on, with the reason; both stay on record.')
    .addHelpText(
      'after',
      '\nExample:\n  relance counterparts unrename PRK-GVA --since 2005-01-01 --why "Another mission"',
    )
    .action(async (counterpart: string, { since: sinceOn, why }: SinceOptions) => {
      if (!sinceOn || why === undefined)
        throw new Problem('usage', '--since: expected the day from which it was recorded, and --why the reason')
      await house.withVerbs((verbs) => verbs.withdrawOfficeName({ counterpart, sinceOn, why }))
      house.terminal.write(`Taken back what ${counterpart} was called${sinceInWords(sinceOn)}.\n`)
    })
}

function office(command: Command): Command {
  return command.argument('<reference>', 'of the office, such as PRK-GVA', (value) =>
    parseReference(value, 'reference'),
  )
}

function changing(command: Command): Command {
  return command
    .addOption(one('--since <day>', 'from this day on; without it, what holds is corrected', parseDay))
    .addOption(one('--why <text>', 'the reason, wanted of a correction', parseText))
}

function sinceInWords(since: Temporal.PlainDate | undefined): string {
  return since ? ` since ${since.toString()}` : ''
}

const COLUMNS: readonly Column<OfficeNameVersion>[] = [
  { heading: 'Since', cell: ({ sinceOn }) => sinceOn?.toString() ?? 'ever' },
  { heading: 'Name', cell: ({ name }) => name, shrinks: true },
  { heading: 'Succeeds', cell: ({ succeeds }) => succeeds ?? '—' },
  { heading: 'Recorded', cell: ({ at }) => at?.toString({ smallestUnit: 'minute' }) ?? '—' },
  { heading: 'By', cell: ({ by }) => by ?? '—' },
  { heading: 'Why', cell: ({ why }) => why ?? '—', shrinks: true },
  { heading: 'Holds', cell: ({ isSuperseded, isWithdrawn }) => (isSuperseded || isWithdrawn ? 'no' : 'yes') },
]
