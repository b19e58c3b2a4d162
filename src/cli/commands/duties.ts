import type { Command } from 'commander'
import { dutyFields, dutyRow, type ProjectedDuty } from '../../domain/duty.ts'
import { parseReference } from '../../domain/text.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import { dutyInWords } from '../duty.ts'
import type { House } from '../house.ts'
import { one, wholeNumber, withMoment, withRows, type MomentOptions } from '../options.ts'
import { printJson, printRows, type RowOptions } from '../print.ts'
import type { Column, Style } from '../table.ts'
import { addDutyVerbs } from './duty-verbs.ts'

const words = catalogueOf('en')

interface ListOptions extends MomentOptions, RowOptions {
  dossier?: string
  all?: boolean
}

export function addDuties(program: Command, house: House): void {
  const duties = program.command('duties').summary('list what must be reported to whom by when')
  withRows(withMoment(duties))
    .addOption(one('--dossier <ref>', 'only those of this dossier', parseReference))
    .option('--all', 'also those that were met')
    .description(
      'Lists report duties, the nearest day first; those without a day come last, and are not done. ' +
        'relance duties show tells how each ask will stand on the day.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async ({ dossier, all, ...options }: ListOptions) => {
      const rows = await house.withVerbs(async (verbs) => {
        const moment = momentOf(options, verbs)
        const found = await verbs.listDuties({ dossier, isOpen: !all }, moment, options.csv ? 'csv' : undefined)
        return found.map((duty) => ({ duty, asOf: moment?.asOf ?? verbs.today }))
      })
      const empty = all ? 'No report duties yet. relance duties enter adds one.' : 'Nothing is to be reported.'
      printRows(house, options, {
        rows,
        columns: COLUMNS,
        fields: ({ duty }) => (options.csv ? dutyRow(duty) : dutyFields(duty)),
        empty,
      })
    })
  addShow(duties, house)
  addDutyVerbs(duties, house)
}

function addShow(duties: Command, house: House): void {
  withMoment(duties.command('show').summary('tell how each ask will stand on the day of a report'))
    .argument('<duty>', 'its number', (value) => wholeNumber(value, 'duty'))
    .option('--json', 'print JSON')
    .description('Tells what is owed, and how each ask of its dossier will stand on the day if nothing more happens.')
    .addHelpText('after', '\nExamples:\n  relance duties show 1\n  relance duties show 1 --as-of 2004-12-01')
    .action(async (number: number, options: MomentOptions & { json?: boolean }) => {
      const told = await house.withVerbs(async (verbs) => {
        const moment = momentOf(options, verbs)
        const story = await verbs.showDuty(number, moment)
        return { story, asOf: moment?.asOf ?? verbs.today, timeZone: verbs.timeZone }
      })
      if (options.json) return printJson(house.terminal, dutyFields(told.story.duty))
      house.terminal.write(dutyInWords(told, house.terminal))
    })
}

const COLUMNS: readonly Column<{ duty: ProjectedDuty; asOf: Temporal.PlainDate }>[] = [
  { heading: 'Duty', cell: ({ duty }) => String(duty.number), align: 'right' },
  { heading: 'Dossier', cell: ({ duty }) => duty.dossier },
  { heading: 'Report to', cell: ({ duty }) => `${duty.body}, ${duty.session}`, shrinks: true },
  { heading: 'Under', cell: ({ duty }) => `${duty.document}, para. ${duty.paragraph}`, isSpare: true },
  { heading: 'Due', cell: ({ duty, asOf }) => words.duties.due(duty, asOf), style: ({ duty }) => colourOf(duty) },
  {
    heading: 'Then pending',
    cell: ({ duty }) => `${duty.asks.filter(({ bracket }) => bracket !== null).length} of ${duty.asks.length}`,
    align: 'right',
    isSpare: true,
  },
  { heading: 'Met', cell: ({ duty }) => words.duties.met(duty) || 'not yet' },
]

function colourOf({ standing }: ProjectedDuty): Style | undefined {
  if (standing === 'overdue') return 'red'
  return standing === 'due_soon' || standing === 'no_day' ? 'yellow' : undefined
}

const EXAMPLES = `
Examples:
  relance duties
  relance duties --as-of 2004-12-01
  relance duties --all --json
  relance duties show 1
  relance duties enter PRK-TC "Commission on Human Rights" "sixty-second session" --due 2006-03-13
  relance duties met 2 --by E/CN.4/2006/35 --on 2005-12-20`
