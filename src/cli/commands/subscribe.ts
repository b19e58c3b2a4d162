import type { Command } from 'commander'
import { parseCron } from '../../domain/digests/cron.ts'
import { parseMailAddress } from '../../domain/mail-address.ts'
import { parseTimeZone } from '../../domain/dates/time-zone.ts'
import { parseLine } from '../../domain/text.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { subscribe } from '../../use-cases/digests/subscribe.ts'
import type { House } from '../house.ts'
import { one, queryOf, withQuery, type QueryOptions } from '../options.ts'
import { printJson } from '../print.ts'

type SubscribeOptions = QueryOptions & {
  cron?: string
  zone?: string
  name?: string
  onlyIfChanged?: boolean
  skipEmpty?: boolean
  json?: boolean
}

const MONDAYS_AT_NINE = '0 9 * * 1'

export function addSubscribe(program: Command, house: House): void {
  const command = program.command('subscribe').summary('mail a digest of a query, at set times')
  withQuery(command)
    .argument('<email>', 'who reads it', (value) => parseMailAddress(value, 'email'))
    .addOption(one('--cron <expression>', `minute hour day month weekday ("${MONDAYS_AT_NINE}")`, cron))
    .addOption(one('--zone <zone>', "whose wall clock, such as Asia/Seoul (the office's)", parseTimeZone))
    .addOption(one('--name <name>', 'what the digest is called', parseLine))
    .option('--only-if-changed', 'nothing is mailed where nothing changed since the last')
    .option('--skip-empty', 'nothing is mailed where nothing is pending')
    .option('--json', 'print JSON')
    .description('Subscribes a reader to a digest of what is pending and shows the next three times it comes.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance subscribe you@example.org\n  relance subscribe you@example.org --bracket overdue --cron "30 8 1 * *" --zone America/New_York',
    )
    .action(async (email: string, options: SubscribeOptions) => {
      const words = catalogueOf('en')
      const query = queryOf(options)
      const { subscribed, timeZone } = await house.withLedger(async (context) => {
        const zone = options.zone ?? context.timeZone
        const name = options.name ?? titled(words.queryInWords(query))
        const flags = { onlyIfChanged: options.onlyIfChanged ?? false, suppressIfEmpty: options.skipEmpty ?? false }
        const wanted = {
          officer: email,
          name,
          query,
          cron: options.cron ?? MONDAYS_AT_NINE,
          timeZone: zone,
          language: 'en',
          ...flags,
        }
        return { subscribed: await subscribe(context, wanted), timeZone: zone }
      })
      const slots = subscribed.nextSlots.map(({ at }) => at.toZonedDateTimeISO(timeZone))
      if (options.json) return printJson(house.terminal, { number: subscribed.number, nextSlots: slots })
      house.terminal.write(`Subscription ${subscribed.number}: ${email} gets a digest\n`)
      for (const slot of slots) house.terminal.write(`  ${words.formatInstant(slot)}\n`)
    })
}

function cron(value: unknown, field: string): string {
  return parseCron(value, field).expression
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
