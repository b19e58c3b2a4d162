import type { Command } from 'commander'
import { CHANGES, countOf, type Balance, type Change } from '../../domain/digests/balance.ts'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import { showDigest } from '../../use-cases/digests/list-digests.ts'
import type { House } from '../house.ts'
import { choice, one, withMoment, type MomentOptions } from '../options.ts'
import { printJson } from '../print.ts'

const words = catalogueOf('en')

export interface Issue {
  subscription: number
  number: number
}

export function addDigestShow(digest: Command, house: House): void {
  withMoment(digest.command('show').summary('show one issue, or what a number in it counts'))
    .argument('<issue>', 'subscription and number, such as 1/41', parseIssue)
    .addOption(one('--change <change>', `what came or went: ${CHANGES.join(', ')}`, choice(CHANGES)))
    .option('--json', 'print JSON')
    .option('--raw', 'print the mail as it was sent, byte for byte')
    .description(
      'Shows one issue as it was frozen, with its balance, each number of which can be opened, and what became of it.',
    )
    .addHelpText(
      'after',
      '\nExamples:\n  relance digest show 1/41\n  relance digest show 1/41 --change newly_asked\n  relance digest show 1/41 --raw > issue.eml',
    )
    .action(async (issue: Issue, { change, json, raw, ...when }: ShowOptions) => {
      const { shown, timeZone } = await house.withLedger(async (context) => ({
        shown: await showDigest(context, issue, momentOf(when, context)),
        timeZone: context.timeZone,
      }))
      if (raw) return house.terminal.write(Buffer.from(shown.message!).toString('utf8'))
      if (json) return printJson(house.terminal, { ...issue, ...pick(shown, ISSUE_FIELDS) })
      const { balance, subject, recipient, deliveries } = shown
      if (change) return house.terminal.write(balance.changes[change].map((reference) => `${reference}\n`).join(''))
      const became = deliveries.map(({ at, ...fate }) => {
        const on = words.formatInstant(at.toZonedDateTimeISO(timeZone))
        return `  ${on}  ${fateInWords(fate)}\n`
      })
      house.terminal.write(
        `${subject}\nTo ${recipient}, ${fateInWords(shown)}\n${became.length > 1 ? became.join('') : ''}\n${balanceInWords(balance)}`,
      )
    })
}

interface ShowOptions extends MomentOptions {
  change?: Change
  json?: boolean
  raw?: boolean
}

function fateInWords({ state, said }: { state: string; said: string | null }): string {
  return said ? `${state}: ${said}` : state
}

function balanceInWords(balance: Balance): string {
  const { opening, changes, closing } = balance
  const lines = CHANGES.filter((change) => countOf(balance, change) > 0).map(
    (change) => `  ${words.changes[change]}: ${countOf(balance, change)} (${changes[change].join(', ')})`,
  )
  return [`Pending at the last delivered digest: ${opening}`, ...lines, `Pending now: ${closing}`, ''].join('\n')
}

export function parseIssue(value: string): Issue {
  const [, subscription, number] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(value) ?? []
  if (subscription && number) return { subscription: Number(subscription), number: Number(number) }
  throw new Problem(
    'invalid',
    `issue: got "${value.slice(0, 40)}" — expected a subscription and a number, such as 1/41`,
  )
}

const ISSUE_FIELDS = [
  'subject',
  'recipient',
  'asOf',
  'state',
  'said',
  'sentAt',
  'deliveries',
  'messageId',
  'balance',
] as const
