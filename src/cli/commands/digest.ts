import type { Command } from 'commander'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { Context } from '../../use-cases/context.ts'
import { deliverDigests } from '../../use-cases/delivery/deliver-digests.ts'
import { listDigests, tellDigest } from '../../use-cases/digests/list-digests.ts'
import { resendDigest } from '../../use-cases/delivery/send-again.ts'
import { planExtraDigest } from '../../use-cases/digests/plan-extra-digest.ts'
import { momentOf } from '../../use-cases/context.ts'
import { tryAtOnce } from '../../use-cases/delivery/mail-queue.ts'
import { previewDigest } from '../../use-cases/digests/preview-digest.ts'
import type { House } from '../house.ts'
import { wholeNumber, withMoment, withRows, type MomentOptions } from '../options.ts'
import { withOut, writeOut } from '../output.ts'
import { printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'
import { addDigestShow, parseIssue, type Issue } from './digest-show.ts'

type Listed = Awaited<ReturnType<typeof listDigests>>[number]

const words = catalogueOf('en')
const subscriptionNumber = (value: string) => wholeNumber(value, 'subscription')

export function addDigest(program: Command, house: House): void {
  const digest = program
    .command('digest')
    .summary('preview, send and list digests')
    .description('Previews, sends and lists digests, the numbered issues of a subscription.')
  digest.addHelpText(
    'after',
    '\nExamples:\n  relance digest preview\n  relance digest preview 1 --html --out digest.html\n  relance digest send 1\n  relance digest list',
  )
  addPreview(digest, house)
  addSend(digest, house)
  addList(digest, house)
  addDigestShow(digest, house)
}

function addPreview(digest: Command, house: House): void {
  const command = digest.command('preview').summary('show the digest that would go out now')
  withOut(withMoment(command))
    .argument('[subscription]', 'its number, where there are several', subscriptionNumber)
    .option('--html', 'as HTML')
    .option('--json', 'print JSON')
    .description('Puts a digest together and shows it. Nothing is planned, numbered or sent.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance digest preview\n  relance digest preview 1 --as-of 2004-12-22\n  relance digest preview 1 --html --out digest.html',
    )
    .action(
      async (number: number | undefined, options: MomentOptions & { html?: boolean; json?: boolean; out?: string }) => {
        const preview = await house.withLedger((context) =>
          previewDigest(context, { number: number ?? null, tell: house.post().tell }, momentOf(options, context)),
        )
        const { subject, html, text } = house.composeDigest(preview)
        const shown = options.json
          ? `${JSON.stringify(preview, null, 2)}\n`
          : options.html
            ? html
            : `Subject: ${subject}\n\n${text}`
        await writeOut(house, options.out, shown)
      },
    )
}

function addSend(digest: Command, house: House): void {
  digest
    .command('send')
    .summary('send an extra issue now, or one again that was given up')
    .argument('[which]', 'a subscription, or an issue that was given up, such as 1/41, to send that again', String)
    .description('Plans an issue out of turn and sends it, or puts one that could not be delivered back in line.')
    .addHelpText('after', '\nExamples:\n  relance digest send\n  relance digest send 1\n  relance digest send 1/41')
    .action(async (which: string | undefined) => {
      const { name, state, why } = await house.withLedger(async (context) => {
        const issue = await lineUp(house, context, which)
        const { refused } = await deliverDigests(context, house.sendFrom(context))
        const { digest: told } = await tellDigest(context, issue)
        return { name: nameOf(issue), state: told.state, why: told.said ?? refused[0]?.said ?? 'it was not tried yet' }
      })
      switch (state) {
        case 'sent':
          return house.terminal.write(`Sent digest ${name} to ${house.mailGoesTo()}.\n`)
        case 'sending':
          return house.terminal.write(
            `Another process is sending digest ${name}; relance digest show ${name} says what became of it.\n`,
          )
        case 'undeliverable':
          throw new Problem('retry_later', `digest ${name} is given up: ${why}`)
        default:
          throw new Problem('retry_later', `digest ${name} is planned, but was not sent: ${why}`)
      }
    })
}

async function lineUp(house: House, context: Context, which: string | undefined): Promise<Issue> {
  if (which?.includes('/')) {
    const issue = parseIssue(which)
    await resendDigest(context, issue)
    return issue
  }
  const subscription = which === undefined ? null : subscriptionNumber(which)
  const { subscriptionId, number } = await planExtraDigest(context, house.post(), subscription)
  await tryAtOnce(context)
  return { subscription: subscriptionId, number: number! }
}

function addList(digest: Command, house: House): void {
  withRows(withMoment(digest.command('list').summary('list what was planned and what happened to it')))
    .argument('[subscription]', 'only those of this one', subscriptionNumber)
    .description('Lists digests, newest first, with what the mail server said.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance digest list\n  relance digest list 1 --json\n  relance digest list --known-at 2026-11-24T12:00:00Z',
    )
    .action(async (number: number | undefined, options: RowOptions & MomentOptions) => {
      const rows = await house.withLedger((context) =>
        listDigests(context, { subscription: number }, momentOf(options, context)),
      )
      const empty =
        options.asOf || options.knownAt
          ? 'No digest had been planned by then.'
          : 'No digests yet. relance digest preview shows the next one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => pick(row, FIELDS), empty })
    })
}

function nameOf({ subscription, number }: Issue): string {
  return `${subscription}/${number}`
}

const COLUMNS: readonly Column<Listed>[] = [
  {
    heading: 'Issue',
    cell: ({ subscription, number }) => (number === null ? `${subscription}/—` : `${subscription}/${number}`),
  },
  { heading: 'For', cell: ({ slotAt, timeZone }) => words.formatInstant(slotAt.toZonedDateTimeISO(timeZone)) },
  { heading: 'To', cell: ({ recipient }) => recipient ?? '—', shrinks: true },
  { heading: 'State', cell: ({ state, attempts }) => (attempts > 1 ? `${state}, ${attempts} attempts` : state) },
  { heading: 'Said', cell: ({ said }) => said ?? '', shrinks: true },
]

const FIELDS = [
  'subscription',
  'number',
  'name',
  'slotAt',
  'asOf',
  'recipient',
  'subject',
  'messageId',
  'state',
  'attempts',
  'nextAttemptAt',
  'said',
  'plannedAt',
  'sentAt',
  'collapsedSlots',
] as const
