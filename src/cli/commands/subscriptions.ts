import type { Command } from 'commander'
import { parseCron } from '../../domain/digests/cron.ts'
import { pick } from '../../domain/pick.ts'
import { nextSlots } from '../../domain/digests/slots.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { cancelSubscription, listActiveSubscriptions } from '../../use-cases/digests/subscribe.ts'
import type { House } from '../house.ts'
import { wholeNumber, withRows } from '../options.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

type Listed = Awaited<ReturnType<typeof listActiveSubscriptions>>[number] & { next: Temporal.ZonedDateTime }

export function addSubscriptions(program: Command, house: House): void {
  const subscriptions = program.command('subscriptions').summary('list who gets which digest, and when the next comes')
  withRows(subscriptions)
    .description('Lists subscriptions; relance subscriptions cancel ends one.')
    .addHelpText('after', '\nExamples:\n  relance subscriptions\n  relance subscriptions cancel 2')
    .action(async (options: RowOptions) => {
      const rows = await house.withLedger(async (context) =>
        (await listActiveSubscriptions(context)).map((subscription) => ({
          ...subscription,
          next: nextOf(subscription, context.now),
        })),
      )
      const empty = 'No subscriptions. relance subscribe makes one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: fieldsOf, empty })
    })
  subscriptions
    .command('cancel')
    .summary('end a subscription')
    .description('Ends a subscription. What it sent stays in relance digest list.')
    .addHelpText('after', '\nExample:\n  relance subscriptions cancel 2')
    .argument('<number>', 'its number', (value) => wholeNumber(value, 'number'))
    .action(async (number: number) => {
      const { email, name } = await house.withLedger((context) => cancelSubscription(context, number))
      house.terminal.write(`Cancelled subscription ${number}: ${email} gets "${name}" no more.\n`)
    })
}

function nextOf({ cron, timeZone }: { cron: string; timeZone: string }, now: Temporal.Instant): Temporal.ZonedDateTime {
  return nextSlots({ cron: parseCron(cron, 'cron'), timeZone }, now, 1)[0]!.at.toZonedDateTimeISO(timeZone)
}

const words = catalogueOf('en')

const COLUMNS: readonly Column<Listed>[] = [
  { heading: 'No.', cell: ({ id }) => String(id), align: 'right' },
  { heading: 'Reader', cell: ({ email }) => email },
  { heading: 'Digest', cell: ({ name }) => name, shrinks: true },
  { heading: 'When', cell: ({ cron }) => cron, isSpare: true },
  { heading: 'Next', cell: nextInBrief },
  { heading: 'Issues', cell: ({ issues }) => words.formatNumber(issues), align: 'right', isSpare: true },
]

/** Shorter than in words, so that a line of it fits 80 columns. */
function nextInBrief({ next }: Listed): string {
  return `${next.toPlainDate().toString()} ${next.toPlainTime().toString({ smallestUnit: 'minute' })} ${next.timeZoneId}`
}

function fieldsOf(listed: Listed) {
  return { number: listed.id, ...pick(listed, FIELDS) }
}

const FIELDS = [
  'email',
  'name',
  'query',
  'cron',
  'timeZone',
  'language',
  'onlyIfChanged',
  'suppressIfEmpty',
  'issues',
  'next',
] as const
