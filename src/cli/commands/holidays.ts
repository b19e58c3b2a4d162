import { basename } from 'node:path'
import type { Command } from 'commander'
import { parseReference } from '../../domain/text.ts'
import { parseYears, yearsAsWritten } from '../../domain/dates/years.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { HolidaysChanged } from '../../use-cases/rules/change-holidays.ts'
import type { CalendarYears, Holiday } from '../../use-cases/rules/list-holidays.ts'
import type { House } from '../house.ts'
import { one, withKnownAt, withRows, type MomentOptions } from '../options.ts'
import { printJson, printRows, type RowOptions } from '../print.ts'
import { redatedInWords } from '../redated.ts'
import type { Column } from '../table.ts'

type KnownAt = Pick<MomentOptions, 'knownAt'>

const MOST_BYTES = 4 * 1024 * 1024
const words = catalogueOf('en')

export function addHolidays(program: Command, house: House): void {
  const holidays = program.command('holidays').summary('list what is known of holidays, and from where')
  withRows(withKnownAt(holidays))
    .description(
      'Lists the calendars and years whose holidays are known, each with its source. Years that a due day wants are ' +
        'looked up by themselves; a calendar file goes before what was looked up.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance holidays\n  relance holidays import CH-GE geneva.ics --years 2026-2027',
    )
    .action(async (options: RowOptions & KnownAt) => {
      const rows = await house.withVerbs((verbs) => verbs.listCalendars(options.knownAt))
      const empty = 'No holidays are known yet. relance holidays cover CH-GE --years 2026 looks some up.'
      printRows(house, options, { rows, columns: CALENDARS, fields: (row) => row, empty })
    })
  addShow(holidays, house)
  addCover(holidays, house)
  addImport(holidays, house)
}

function addShow(holidays: Command, house: House): void {
  withRows(withKnownAt(holidays.command('show').summary('list the holidays of a calendar')))
    .argument('<calendar>', 'such as CH-GE', (value) => parseReference(value, 'calendar'))
    .addOption(one('--years <years>', 'only of these, such as 2026 or 2024-2026', parseYears))
    .description('Lists the holidays that are known of a calendar, each with its source.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance holidays show CH-GE --years 2026\n  relance holidays show CH-GE --known-at 2026-11-24T12:00:00Z',
    )
    .action(async (calendar: string, { years: asked, ...options }: RowOptions & KnownAt & { years?: number[] }) => {
      const years = asked ?? null
      const rows = await house.withVerbs((verbs) => verbs.listHolidaysOf({ calendar, years }, options.knownAt))
      const empty = `No holidays are known of ${calendar}${years ? ` in ${yearsAsWritten(years)}` : ''}, which is not to say that it has none.`
      printRows(house, options, { rows, columns: HOLIDAYS, fields: (row) => row, empty })
    })
}

function addCover(holidays: Command, house: House): void {
  holidays
    .command('cover')
    .summary('look up the holidays of a country or a part of it')
    .argument('<calendar>', 'such as CH or CH-GE', (value) => parseReference(value, 'calendar'))
    .addOption(one('--years <years>', 'such as 2026 or 2024-2026', parseYears).makeOptionMandatory())
    .description('Looks up the holidays of some years that are not known yet. What is known already stays as it is.')
    .addHelpText('after', '\nExamples:\n  relance holidays cover CH-GE --years 2026-2030')
    .action(async (calendar: string, { years }: { years: number[] }) => {
      const { covered, known, beyond } = await house.withVerbs((verbs) => verbs.coverYears({ calendar, years }))
      const parts = [
        ...(covered.length > 0 ? [`looked up ${yearsAsWritten(covered)}`] : []),
        ...(known.length > 0 ? [`${yearsAsWritten(known)} known already`] : []),
        ...(beyond.length > 0 ? [`${yearsAsWritten(beyond)} not to be had, and so unknown`] : []),
      ]
      house.terminal.write(`${calendar}: ${parts.join('; ')}.\n`)
    })
}

function addImport(holidays: Command, house: House): void {
  holidays
    .command('import')
    .summary('let a calendar file (ICS) go before what was looked up')
    .argument('<calendar>', 'the calendar whose holidays it holds, such as CH-GE', (value) =>
      parseReference(value, 'calendar'),
    )
    .argument('<file>', 'iCalendar, RFC 5545; - is standard input')
    .addOption(
      one('--years <years>', 'that it covers, such as 2026-2027; unless told, those of its events', parseYears),
    )
    .option('--json', 'print JSON')
    .description(
      'Takes the holidays of some years from a calendar file, with those that recur, and moves the due days that are ' +
        'counted by them. What was known before stays known for whoever asks what was known then.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance holidays import CH-GE geneva.ics\n  relance holidays import UNOG unog.ics --years 2026-2027',
    )
    .action(async (calendar: string, file: string, { years: told, json }: { years?: number[]; json?: boolean }) => {
      const years = told ?? null
      const text = await house.terminal.readText(file, MOST_BYTES)
      const name = file === '-' ? 'standard input' : basename(file)
      const changed = await house.withVerbs((verbs) => verbs.importHolidays({ calendar, name, text, years }))
      if (json) return printJson(house.terminal, changed)
      house.terminal.write(changedInWords(house, changed))
    })
}

function changedInWords({ terminal }: House, { calendar, source, years, leftOut, redated }: HolidaysChanged): string {
  const left = leftOut.map((line) => `Left out: ${line}\n`).join('')
  if (years.length === 0) return `Nothing new: ${calendar} is known from ${source} already.\n${left}`
  const covered = yearsAsWritten(years.map(({ year }) => year))
  const count = years.reduce((sum, { holidays }) => sum + holidays, 0)
  const days = words.formatCount(count, { one: '# holiday', other: '# holidays' })
  return `${calendar} ${covered}: ${days}, from ${source}.\n${left}${redatedInWords(redated, terminal)}`
}

const CALENDARS: readonly Column<CalendarYears>[] = [
  { heading: 'Calendar', cell: ({ calendar }) => calendar },
  { heading: 'Years', cell: ({ years }) => yearsAsWritten(years) },
  {
    heading: 'From',
    cell: ({ source, sha256 }) => (sha256 ? `${source}, sha256 ${sha256.slice(0, 12)}` : source),
    shrinks: true,
  },
]

const HOLIDAYS: readonly Column<Holiday>[] = [
  { heading: 'Day', cell: ({ on }) => on.toString() },
  { heading: 'Name', cell: ({ name }) => name, shrinks: true },
  { heading: 'From', cell: ({ source }) => source },
]
