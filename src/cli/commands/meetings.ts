import type { Command } from 'commander'
import { RANKS, type Rank } from '../../domain/approaches/ladder.ts'
import { parseDay } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { MeetingFields } from '../../use-cases/verbs/plan.ts'
import type { House } from '../house.ts'
import { choice, one, wholeNumber, withMoment, withRows, type MomentOptions } from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

const words = catalogueOf('en')

export function addMeetings(program: Command, house: House): void {
  const meetings = program.command('meetings').summary('list the meetings with counterparts that are planned')
  withRows(withMoment(meetings))
    .description(
      'Lists planned meetings, soonest first. What is due to be raised goes onto their agenda: relance plan.',
    )
    .addHelpText('after', `${LIST}\n  ${ADD}\n  ${CHANGE}\n  ${CANCEL}`)
    .action(async (options: MomentOptions & RowOptions) => {
      const rows = await house.withVerbs((verbs) => verbs.listMeetings(momentOf(options, verbs)))
      const empty = 'No meetings are planned. relance meetings add announces one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => row, empty })
    })
  addAdding(meetings, house)
  addChanging(meetings, house)
  addCancelling(meetings, house)
}

interface MeetingOptions {
  on?: Temporal.PlainDate
  rank?: Rank
  title?: string
  meets?: string
  why?: string
}

function addAdding(meetings: Command, house: House): void {
  withDetails(meetings.command('add').summary('announce a meeting'))
    .argument('<counterpart>', 'the office that is met', (value) => parseReference(value, 'counterpart'))
    .description('Announces a meeting with an office, for every desk to see.')
    .addHelpText('after', `\nExample:\n  ${ADD}`)
    .action(async (counterpart: string, { on, rank, title, meets }: MeetingOptions) => {
      if (!on || !rank || !title) throw missing({ on, rank, title })
      const meeting = { counterpart, heldOn: on, rank, title, meets: meets ?? null }
      const number = await house.withVerbs((verbs) => verbs.planMeeting(meeting))
      house.terminal.write(`Announced meeting ${number} with ${counterpart} on ${words.formatDay(on)}.\n`)
    })
}

function addChanging(meetings: Command, house: House): void {
  withDetails(meetings.command('change').summary('move a meeting, or change who meets whom'))
    .argument('<number>', 'as relance meetings lists it', (value) => wholeNumber(value, 'number'))
    .addOption(one('--why <text>', 'why it is changed', parseText))
    .description('Changes what was announced of a meeting. Both versions stay in the ledger.')
    .addHelpText('after', `\nExample:\n  ${CHANGE}`)
    .action(async (number: number, { on, rank, title, meets, why }: MeetingOptions) => {
      const given = Object.entries({ heldOn: on, rank, title, meets }).filter(([, value]) => value !== undefined)
      if (!why) throw missing({ why })
      await house.withVerbs((verbs) => verbs.changeMeeting(number, { change: Object.fromEntries(given), why }))
      house.terminal.write(`Changed meeting ${number}.\n`)
    })
}

function addCancelling(meetings: Command, house: House): void {
  meetings
    .command('cancel')
    .summary('cancel a meeting')
    .argument('<number>', 'as relance meetings lists it', (value) => wholeNumber(value, 'number'))
    .addOption(one('--why <text>', 'why it does not take place', parseText))
    .description('Cancels a meeting: what was to be raised there is planned for anew.')
    .addHelpText('after', `\nExample:\n  ${CANCEL}`)
    .action(async (number: number, { why }: MeetingOptions) => {
      if (!why) throw missing({ why })
      await house.withVerbs((verbs) => verbs.cancelMeeting(number, why))
      house.terminal.write(`Cancelled meeting ${number}.\n`)
    })
}

function withDetails(command: Command): Command {
  return command
    .addOption(one('--on <day>', 'the day it is held', parseDay))
    .addOption(one('--rank <rank>', `who speaks for us: ${RANKS.join(', ')}`, choice(RANKS)))
    .addOption(one('--title <text>', 'what it is called', parseLine))
    .addOption(one('--meets <whom>', 'whom we meet', parseLine))
}

function missing(options: Readonly<Record<string, unknown>>): Problem {
  const [name] = Object.entries(options).find(([, value]) => value === undefined)!
  return new Problem('usage', `--${name}: got nothing — expected ${EXPECTED[name]!}`)
}

const EXPECTED: Readonly<Record<string, string>> = {
  on: 'the day it is held, such as 2026-12-01',
  rank: `one of ${RANKS.join(', ')}`,
  title: 'what it is called, such as "Annual consultation"',
  why: 'the reason, in a few words',
}

const COLUMNS: readonly Column<MeetingFields>[] = [
  { heading: 'No.', cell: ({ number }) => String(number), align: 'right' },
  { heading: 'Held on', cell: ({ heldOn }) => words.formatShortDay(heldOn) },
  { heading: 'Counterpart', cell: ({ counterpart }) => counterpart },
  { heading: 'Title', cell: ({ title }) => title, shrinks: true },
  { heading: 'For us', cell: ({ rank }) => words.plan.ranks[rank] },
  { heading: 'With', cell: ({ meets }) => meets ?? '—', shrinks: true, isSpare: true },
]

const LIST = '\nExamples:\n  relance meetings'
const ADD = 'relance meetings add PRK-GVA --on 2026-12-01 --rank head --title "Courtesy call"'
const CHANGE = 'relance meetings change 1 --on 2026-12-08 --why "They asked for a later day"'
const CANCEL = 'relance meetings cancel 1 --why "Put off until the session"'
