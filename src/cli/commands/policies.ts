import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { END_RULES, PERIOD_UNITS, type EndRule, type PeriodUnit } from '../../domain/standings/due-day.ts'
import { parseLine, parseReference } from '../../domain/text.ts'
import { parseWeekend } from '../../domain/dates/weekend.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { Policy } from '../../use-cases/rules/policies.ts'
import type { House } from '../house.ts'
import { choice, one, wholeNumber, withMoment, withRows, type MomentOptions } from '../options.ts'
import { printJson, printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

const words = catalogueOf('en')

export function addPolicies(program: Command, house: House): void {
  const policies = program.command('policies').summary('list the rules by which answers are expected')
  withRows(withMoment(policies))
    .description(
      'Lists the rules by which replies and answers are expected, or those that were known and held at a moment; ' +
        'relance policies add adds one.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance policies\n  relance policies --as-of 2004-12-22\n  relance policies add EU-2M "Two months" --unit calendar_months --answer-within 2',
    )
    .action(async (options: RowOptions & MomentOptions) => {
      const rows = await house.withVerbs((verbs) => verbs.listPolicies(momentOf(options, verbs)))
      const empty = 'No policies yet. relance policies add adds one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => row, empty })
    })
  policies
    .command('show')
    .summary('say one rule in full')
    .argument('<policy>', 'its reference, such as TC-60', (value) => parseReference(value, 'policy'))
    .option('--json', 'print JSON')
    .description('Says what a policy expects, how it counts, and whose days off it leaves out.')
    .addHelpText('after', '\nExamples:\n  relance policies show TC-60')
    .action(async (reference: string, { json }: { json?: boolean }) => {
      const policy = await house.withVerbs((verbs) => verbs.showPolicy(reference))
      if (json) return printJson(house.terminal, policy)
      house.terminal.write(`${words.policy.told(policy).join('\n')}\n`)
    })
  addAdd(policies, house)
}

interface AddOptions {
  desk?: string
  unit?: PeriodUnit
  firstReplyWithin?: number
  answerWithin?: number
  endRule?: EndRule
  calendar?: string
  calendarOf?: (typeof CALENDARS_OF)[number]
  weekend?: number[]
  remindEvery?: number
  quiet?: number
  escalateAfter?: number
  grace?: number
  since?: Temporal.PlainDate
  json?: boolean
}

const CALENDARS_OF = ['office', 'counterpart'] as const

function addAdd(policies: Command, house: House): void {
  policies
    .command('add')
    .summary('add a rule; one that is there is never changed')
    .argument('<reference>', 'short and lasting, such as EU-2M', (value) => parseReference(value, 'reference'))
    .argument('<name>', 'what it is called', (value) => parseLine(value, 'name'))
    .addOption(one('--desk <ref>', 'whose rule it is; your own unless told', parseReference))
    .addOption(one('--unit <unit>', `${PERIOD_UNITS.join(', ')}; calendar_days unless told`, choice(PERIOD_UNITS)))
    .addOption(one('--first-reply-within <count>', 'how many, for a first reply', wholeNumber))
    .addOption(one('--answer-within <count>', 'how many, for an answer', wholeNumber))
    .addOption(one('--end-rule <rule>', `on a day off: ${END_RULES.join(', ')}; as_is unless told`, choice(END_RULES)))
    .addOption(one('--calendar <code>', 'whose holidays are left out, such as CH-GE', parseReference))
    .addOption(one('--calendar-of <whose>', "office, or counterpart for each one's own", choice(CALENDARS_OF)))
    .addOption(one('--weekend <days>', 'when we are closed, such as fri,sat; sat,sun unless told', parseWeekend))
    .addOption(one('--remind-every <days>', 'how long to wait between reminders', wholeNumber))
    .addOption(one('--quiet <days>', 'how long to leave them alone after a reply or a reminder', wholeNumber))
    .addOption(one('--escalate-after <count>', 'after how many reminders to go higher', wholeNumber))
    .addOption(one('--grace <days>', 'how long to wait after a due day before reminding', wholeNumber))
    .addOption(one('--since <day>', 'since when the rule holds; today unless told', parseDay))
    .option('--json', 'print JSON')
    .description('Adds a rule. A rule that changes is a new policy, for the due days of the past rest on the old one.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance policies add EU-2M "Two months, as EU law counts" --unit calendar_months \\\n' +
        '    --answer-within 2 --end-rule next_working_day --calendar BE\n' +
        '  relance policies add FOI-20 "20 of their working days" --unit working_days \\\n' +
        '    --answer-within 20 --calendar-of counterpart',
    )
    .action(async (reference: string, name: string, { json, ...options }: AddOptions) => {
      const added = await house.withVerbs((verbs) =>
        verbs.addPolicy({ reference, name, ...fieldsOf(options), sinceOn: options.since ?? verbs.today }),
      )
      if (json) return printJson(house.terminal, added)
      house.terminal.write(`Added ${words.policy.told(added).join('\n')}\n`)
    })
}

function fieldsOf(options: AddOptions) {
  return {
    desk: options.desk ?? null,
    unit: options.unit ?? 'calendar_days',
    firstReplyWithin: options.firstReplyWithin ?? null,
    answerWithin: options.answerWithin ?? null,
    endRule: options.endRule ?? 'as_is',
    calendarOf: options.calendarOf ?? 'office',
    holidayCalendar: options.calendar ?? null,
    weekend: options.weekend ?? [6, 7],
    remindEveryDays: options.remindEvery ?? null,
    quietDays: options.quiet ?? 0,
    escalateAfterReminders: options.escalateAfter ?? null,
    graceDays: options.grace ?? 0,
  }
}

const COLUMNS: readonly Column<Policy>[] = [
  { heading: 'Policy', cell: ({ reference }) => reference },
  { heading: 'Name', cell: ({ name }) => name, shrinks: true },
  { heading: 'Desk', cell: ({ desk }) => desk },
  { heading: 'First reply', cell: (policy) => words.policy.within(policy, policy.firstReplyWithin) },
  { heading: 'Answer', cell: (policy) => words.policy.within(policy, policy.answerWithin) },
  { heading: 'Since', cell: ({ sinceOn }) => sinceOn?.toString() ?? '—' },
]
