import type { Command } from 'commander'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { parseTimeZone } from '../../domain/dates/time-zone.ts'
import { parseCountry, parseLine, parseReference } from '../../domain/text.ts'
import { parseWeekend } from '../../domain/dates/weekend.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import { counterpartRow, type CounterpartShown } from '../../use-cases/counterparts/list-counterparts.ts'
import type { House } from '../house.ts'
import { addCounterpartChange } from './counterpart-change.ts'
import { one, several, withMoment, withRows, type MomentOptions } from '../options.ts'
import { addCounterpartNames } from './counterpart-names.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

interface EnterOptions {
  country?: string
  timeZone?: string
  calendar?: string
  weekend?: number[]
  email?: string[]
  succeeds?: string
}

export function addCounterparts(program: Command, house: House): void {
  const counterparts = program.command('counterparts').summary('list the offices that are asked, and what each owes us')
  withRows(withMoment(counterparts))
    .description(
      'Lists counterparts with what each owes us, or owed us at a moment; relance counterparts enter adds one,\nrelance counterparts change tells that it is reached otherwise.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance counterparts\n  relance counterparts --as-of 2004-12-22\n  relance counterparts enter UZB-GVA "Permanent Mission of Uzbekistan" --country UZB',
    )
    .action(async (options: RowOptions & MomentOptions) => {
      const rows = await house.withVerbs((verbs) =>
        verbs.listCounterparts(momentOf(options, verbs), options.csv ? 'csv' : undefined),
      )
      const empty = 'No counterparts yet. relance counterparts enter adds one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: counterpartRow, empty })
    })
  counterparts
    .command('enter')
    .summary('enter an office')
    .description('Enters an office that can then be asked: a mission, a ministry, an agency.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance counterparts enter UZB-GVA "Permanent Mission of Uzbekistan" --country UZB\n' +
        '  relance counterparts enter UZB-MFA "Ministry of Foreign Affairs" --time-zone Asia/Tashkent',
    )
    .argument('<reference>', 'short and lasting, such as UZB-GVA', (value) => parseReference(value, 'reference'))
    .argument('<name>', 'of the office, never of a person', (value) => parseLine(value, 'name', 500))
    .addOption(one('--country <code>', 'ISO 3166-1 alpha-3, such as UZB', upperCaseCountry))
    .addOption(one('--time-zone <zone>', 'IANA, such as Asia/Tashkent', parseTimeZone))
    .addOption(one('--calendar <code>', 'whose holidays it keeps, such as UZ or CH-GE', parseReference))
    .addOption(one('--weekend <days>', 'when it is closed, such as fri,sat; ours unless told', parseWeekend))
    .addOption(several('--email <address>', 'where it is written to', parseMailAddress))
    .addOption(one('--succeeds <ref>', 'the office that it succeeds', parseReference))
    .action(async (reference: string, name: string, options: EnterOptions) => {
      const { country = null, timeZone = null, calendar = null, weekend = null, email = [], succeeds = null } = options
      const counterpart = { reference, name, country, timeZone, holidayCalendar: calendar, weekend, emails: email }
      await house.withVerbs((verbs) => verbs.enterCounterpart({ ...counterpart, succeeds }))
      house.terminal.write(`Entered ${reference}, ${name}.\n`)
    })
  addCounterpartNames(counterparts, house)
  addCounterpartChange(counterparts, house)
}

const words = catalogueOf('en')

const COLUMNS: readonly Column<CounterpartShown>[] = [
  { heading: 'Counterpart', cell: ({ reference }) => reference },
  { heading: 'Name', cell: ({ name }) => name, shrinks: true },
  { heading: 'Country', cell: ({ country }) => country ?? '—' },
  { heading: 'Pending', cell: ({ pending }) => words.formatNumber(pending), align: 'right' },
  { heading: 'Overdue', cell: ({ overdue }) => words.formatNumber(overdue), align: 'right' },
  {
    heading: 'Longest silence',
    cell: ({ longestSilence }) => (longestSilence === null ? '—' : `${words.formatNumber(longestSilence)} d`),
    align: 'right',
  },
]

/** Officers type lower case. */
function upperCaseCountry(value: unknown, field: string): string {
  return parseCountry(String(value).toUpperCase(), field)
}
