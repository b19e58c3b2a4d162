import { Option, type Command } from 'commander'
import { BRACKETS } from '../domain/standings/brackets.ts'
import { PENDING_STATES } from '../domain/correspondence/characters.ts'
import { parseChoice } from '../domain/choice.ts'
import { parseDay, parseInstant } from '../domain/dates/day.ts'
import { parseMailAddress } from '../domain/mail-address.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { Problem } from '../domain/problem.ts'
import { parseReference } from '../domain/text.ts'

/** An option that may be given once, read by one of the domain's parsers. */
export function one<T>(flags: string, about: string, parse: (value: unknown, field: string) => T): Option {
  const option = new Option(flags, about)
  return option.argParser((value, previous) => {
    if (previous !== undefined) throw new Problem('usage', `${option.long}: given twice — expected once`)
    return parse(value, option.long!)
  })
}

/** An option that may be given several times. */
export function several<T>(flags: string, about: string, parse: (value: unknown, field: string) => T): Option {
  const option = new Option(flags, about)
  return option.argParser((value, previous: T[] | undefined) => [...(previous ?? []), parse(value, option.long!)])
}

export const choice =
  <T extends string>(choices: readonly T[]) =>
  (value: unknown, field: string) =>
    parseChoice(value, field, choices)

export const wholeNumber = (value: unknown, field: string): number => {
  if (typeof value === 'string' && /^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw new Problem('invalid', `${field}: got "${String(value).slice(0, 40)}" — expected a whole number from 1`)
}

export const upTo = (most: number) => (value: unknown, field: string) => {
  const number = wholeNumber(value, field)
  if (number <= most) return number
  throw new Problem('invalid', `${field}: got ${number} — expected a whole number from 1 to ${most}`)
}

export function withQuery(command: Command): Command {
  return command
    .addOption(one('--counterpart <ref>', 'only those of this counterpart', parseReference))
    .addOption(one('--dossier <ref>', 'only those of this dossier', parseReference))
    .addOption(one('--owner <email>', 'only those that this officer owns', parseMailAddress))
    .addOption(one('--desk <ref>', 'only those of this desk', parseReference))
    .addOption(one('--state <state>', `only those in this state: ${PENDING_STATES.join(', ')}`, choice(PENDING_STATES)))
    .addOption(one('--move <whose>', 'only those whose move is ours, theirs or nobody', choice(MOVES)))
    .addOption(one('--bracket <bracket>', `only those in this bracket: ${BRACKETS.join(', ')}`, choice(BRACKETS)))
    .option('--unread', 'only those with a reply that nobody has read')
}

const MOVES = ['ours', 'theirs', 'nobody'] as const

export type QueryOptions = Omit<PendingQuery, 'isUnread'> & { unread?: boolean }

export function queryOf({
  counterpart,
  dossier,
  owner,
  desk,
  state,
  move,
  bracket,
  unread,
}: QueryOptions): PendingQuery {
  const given = { counterpart, dossier, owner, desk, state, move, bracket, isUnread: unread }
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
}

export function withMoment(command: Command): Command {
  return withKnownAt(command.addOption(one('--as-of <day>', 'as it stood on this day, such as 2004-12-22', parseDay)))
}

/** Of what does not differ from one day to the next. */
export function withKnownAt(command: Command): Command {
  return command.addOption(
    one('--known-at <instant>', 'as it was known then, such as 2004-12-22T12:00:00Z', parseInstant),
  )
}

export interface MomentOptions {
  asOf?: Temporal.PlainDate
  knownAt?: Temporal.Instant
}

export function withRows(command: Command): Command {
  return command
    .addOption(new Option('--json', 'print JSON').conflicts('csv'))
    .addOption(new Option('--csv', 'print CSV, safe to open in a spreadsheet'))
}
