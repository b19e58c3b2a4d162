import type { Command } from 'commander'
import { CHANGES, countOf, type Balance, type Change } from '../../domain/balance.ts'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { Context } from '../../use-cases/context.ts'
import { deliverDigests } from '../../use-cases/deliver-digests.ts'
import { listDigests, resendDigest, showDigest } from '../../use-cases/list-digests.ts'
import { planExtraDigest } from '../../use-cases/plan-extra-digest.ts'
import { momentOf } from '../../use-cases/context.ts'
import { tryAtOnce } from '../../use-cases/mail-queue.ts'
import { previewDigest } from '../../use-cases/preview-digest.ts'
import type { House } from '../house.ts'
import { choice, one, wholeNumber, withMoment, withRows, type MomentOptions } from '../options.ts'
import { withOut, writeOut } from '../output.ts'
import { printJson, printRows, type RowOptions } from '../print.ts'
import type { Column } from '../table.ts'

type Listed = Awaited<ReturnType<typeof listDigests>>[number]
interface Issue {
  subscription: number
  number: number
}

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
  addShow(digest, house)
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
    .argument('[which]', 'a subscription, or an issue such as 1/41 to send that again', String)
    .description('Plans an issue out of turn and sends it, or puts one that could not be delivered back in line.')
    .addHelpText('after', '\nExamples:\n  relance digest send\n  relance digest send 1\n  relance digest send 1/41')
    .action(async (which: string | undefined) => {
      const { issue, delivered } = await house.withLedger(async (context) => {
        const planned = await lineUp(house, context, which)
        return { issue: planned, delivered: await deliverDigests(context, house.sendFrom(context)) }
      })
      const refused = delivered.refused.find((other) => nameOf(other) === nameOf(issue))
      if (refused) {
        const become = refused.isGivenUp ? 'is given up' : 'is planned, but was not accepted'
        throw new Problem('retry_later', `digest ${nameOf(issue)} ${become}: ${refused.said}`)
      }
      house.terminal.write(`Sent digest ${nameOf(issue)} to ${house.mailGoesTo()}.\n`)
    })
}

async function lineUp(house: House, context: Context, which: string | undefined): Promise<Issue> {
  if (which?.includes('/')) {
    const issue = parseIssue(which)
    await resendDigest(context, issue)
    return issue
  }
  await tryAtOnce(context)
  const { subscriptionId, number } = await planExtraDigest(
    context,
    house.post(),
    which === undefined ? null : subscriptionNumber(which),
  )
  return { subscription: subscriptionId, number: number! }
}

function addList(digest: Command, house: House): void {
  withRows(digest.command('list').summary('list what was planned and what happened to it'))
    .argument('[subscription]', 'only those of this one', subscriptionNumber)
    .description('Lists digests, newest first, with what the mail server said.')
    .addHelpText('after', '\nExamples:\n  relance digest list\n  relance digest list 1 --json')
    .action(async (number: number | undefined, options: RowOptions) => {
      const rows = await house.withLedger((context) => listDigests(context, { subscription: number }))
      const empty = 'No digests yet. relance digest preview shows the next one.'
      printRows(house, options, { rows, columns: COLUMNS, fields: (row) => pick(row, FIELDS), empty })
    })
}

function addShow(digest: Command, house: House): void {
  digest
    .command('show')
    .summary('show one issue, or what a number in it counts')
    .argument('<issue>', 'subscription and number, such as 1/41', parseIssue)
    .addOption(one('--change <change>', `what came or went: ${CHANGES.join(', ')}`, choice(CHANGES)))
    .option('--json', 'print JSON')
    .option('--raw', 'print the mail as it was sent, byte for byte')
    .description('Shows one issue as it was frozen, with its balance; each number of it can be opened.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance digest show 1/41\n  relance digest show 1/41 --change newly_asked\n  relance digest show 1/41 --raw > issue.eml',
    )
    .action(async (issue: Issue, { change, json, raw }: { change?: Change; json?: boolean; raw?: boolean }) => {
      const shown = await house.withLedger((context) => showDigest(context, issue))
      if (raw) return house.terminal.write(Buffer.from(shown.message!).toString('utf8'))
      if (json) return printJson(house.terminal, { ...issue, ...pick(shown, ISSUE_FIELDS) })
      const { balance, subject, recipient, state, said } = shown
      if (change) return house.terminal.write(balance.changes[change].map((reference) => `${reference}\n`).join(''))
      house.terminal.write(
        `${subject}\nTo ${recipient}, ${state}${said ? `: ${said}` : ''}\n\n${balanceInWords(balance)}`,
      )
    })
}

function balanceInWords(balance: Balance): string {
  const { opening, changes, closing } = balance
  const lines = CHANGES.filter((change) => countOf(balance, change) > 0).map(
    (change) => `  ${words.changes[change]}: ${countOf(balance, change)} (${changes[change].join(', ')})`,
  )
  return [`Pending at the last delivered digest: ${opening}`, ...lines, `Pending now: ${closing}`, ''].join('\n')
}

function parseIssue(value: string): Issue {
  const [, subscription, number] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(value) ?? []
  if (subscription && number) return { subscription: Number(subscription), number: Number(number) }
  throw new Problem(
    'invalid',
    `issue: got "${value.slice(0, 40)}" — expected a subscription and a number, such as 1/41`,
  )
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

const ISSUE_FIELDS = ['subject', 'recipient', 'asOf', 'state', 'said', 'sentAt', 'messageId', 'balance'] as const
