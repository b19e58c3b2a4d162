import type { Command } from 'commander'
import { parseDay } from '../domain/dates/day.ts'
import { CHANNELS, DIRECTIONS, type Channel, type Direction } from '../domain/correspondence/facts.ts'
import { Problem } from '../domain/problem.ts'
import { parseLine, parseText } from '../domain/text.ts'
import { parseVagueDate, type VagueDate } from '../domain/dates/vague-date.ts'
import type { CommunicationContent } from '../use-cases/correspondence/record-communication.ts'
import type { House } from './house.ts'
import { choice, one } from './options.ts'

const MOST_TEXT_BYTES = 1_000_000

export interface CommunicationOptions {
  channel?: Channel
  direction?: Direction
  dated?: VagueDate
  sentOn?: Temporal.PlainDate
  receivedOn?: Temporal.PlainDate
  undated?: boolean
  orderOnDay?: number
  from?: string
  to?: string
  text?: string
  quote?: string
  source?: string
}

export function withCommunication(command: Command): Command {
  return command
    .addOption(
      one(
        '--dated <date>',
        'the date on it: 2004-08-24, or vague as EDTF has it: 2004-08, ../2004-08-24',
        parseVagueDate,
      ),
    )
    .addOption(one('--received-on <day>', 'the day it reached us', parseDay))
    .addOption(one('--sent-on <day>', 'the day it was sent', parseDay))
    .option('--undated', 'nobody knows when')
    .addOption(one('--channel <channel>', `${CHANNELS.join(', ')} (letter)`, choice(CHANNELS)))
    .addOption(
      one(
        '--direction <direction>',
        `${DIRECTIONS.join(', ')} (what the channel and the entry suggest)`,
        choice(DIRECTIONS),
      ),
    )
    .addOption(one('--from <whom>', 'who wrote or spoke', (value, field) => parseLine(value, field, 500)))
    .addOption(one('--to <whom>', 'who was addressed', (value, field) => parseLine(value, field, 500)))
    .addOption(one('--text <text>', 'what it said, in a few words; - reads it from standard input', String))
    .addOption(one('--quote <text>', 'its own words', parseText))
    .addOption(
      one('--source <citation>', 'where it is known from: "E/CN.4/2005/32, para. 4"', (value, field) =>
        parseLine(value, field, 500),
      ),
    )
    .addOption(one('--order-on-day <n>', 'its place among things of one day, where that matters', order))
}

/** What is not said is defaulted: a letter, ours or theirs by what it does, of today. */
export async function contentOf(
  house: House,
  options: CommunicationOptions,
  { isTheirs, today }: { isTheirs: boolean; today: Temporal.PlainDate },
): Promise<CommunicationContent> {
  const channel = options.channel ?? 'letter'
  const direction = options.direction ?? (isSpoken(channel) ? 'exchange' : isTheirs ? 'received' : 'sent')
  return {
    channel,
    direction,
    ...datesOf(options, direction, today),
    orderOnDay: options.orderOnDay ?? 0,
    sender: options.from ?? null,
    recipient: options.to ?? null,
    summary: await textOf(house, options),
    quotation: options.quote ?? null,
    source: options.source ?? null,
  }
}

export async function textOf({ terminal }: House, { text }: CommunicationOptions): Promise<string | null> {
  if (text === undefined) return null
  return parseText(text === '-' ? await terminal.readText('-', MOST_TEXT_BYTES) : text, '--text')
}

function datesOf(
  { dated, sentOn, receivedOn, undated }: CommunicationOptions,
  direction: Direction,
  today: Temporal.PlainDate,
) {
  const isDated = Boolean(dated ?? sentOn ?? receivedOn)
  if (undated && isDated)
    throw new Problem('usage', '--undated: cannot be combined with --dated, --sent-on or --received-on')
  const given = { dated: dated ?? null, sentOn: sentOn ?? null, receivedOn: receivedOn ?? null }
  if (isDated || undated) return given
  if (direction === 'exchange') return { ...given, dated: parseVagueDate(today.toString(), '--dated') }
  return direction === 'sent' ? { ...given, sentOn: today } : { ...given, receivedOn: today }
}

function isSpoken(channel: Channel): boolean {
  return channel === 'meeting' || channel === 'telephone' || channel === 'working_contact'
}

function order(value: unknown, field: string): number {
  if (typeof value === 'string' && /^-?\d{1,3}$/.test(value)) return Number(value)
  throw new Problem('invalid', `${field}: got "${String(value)}" — expected a whole number from -999 to 999`)
}
