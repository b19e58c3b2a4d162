import type { Command } from 'commander'
import { CHARACTER_NAMES, type Character } from '../../domain/correspondence/characters.ts'
import { parseDay } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseFollowUpReference, parseLine, parseText } from '../../domain/text.ts'
import type { Correction } from '../../use-cases/correspondence/correct-communication.ts'
import { textOf, withCommunication, type CommunicationOptions } from '../communication-options.ts'
import type { House } from '../house.ts'
import { choice, one } from '../options.ts'
import { tell } from '../told.ts'

type CorrectOptions = CommunicationOptions & {
  why?: string
  character?: Character
  until?: Temporal.PlainDate
  followUp?: string
  withdraw?: boolean
  reopen?: boolean
  json?: boolean
}

export function addCorrect(program: Command, house: House): void {
  const command = program.command('correct').summary('correct what was recorded; both versions stay')
  withCommunication(command)
    .argument('<reference>', 'a communication, such as PRK-TC/4, or with --reopen a follow-up', (value) =>
      parseLine(value, 'reference'),
    )
    .addOption(one('--why <reason>', 'why it is corrected', parseText))
    .addOption(one('--character <character>', 'what the reply says of the ask', choice(CHARACTER_NAMES)))
    .addOption(one('--until <day>', 'the day that was set, promised or granted', parseDay))
    .addOption(one('--follow-up <ref>', 'whose entry is meant, where it bears on several', parseFollowUpReference))
    .option('--withdraw', 'take the communication back altogether')
    .option('--reopen', 'take back the closure of a follow-up')
    .option('--json', 'print JSON')
    .description('Appends a version that stands instead of the one that was recorded. Nothing is overwritten.')
    .addHelpText('after', EXAMPLES)
    .action(async (typed: string, options: CorrectOptions) => {
      const { why } = options
      if (!why) throw new Problem('usage', '--why: got nothing — expected the reason for the correction')
      const reference = typed.toUpperCase()
      const standings = options.reopen
        ? await house.withVerbs((verbs) => verbs.withdrawClosure(parseFollowUpReference(typed, 'follow-up'), why))
        : await applyCorrection(house, { ...options, why }, reference)
      const did = options.withdraw ? 'Withdrew' : options.reopen ? 'Reopened' : 'Corrected'
      tell(house, options.json, { did: `${did} ${reference}`, reference: options.reopen ? null : reference, standings })
    })
}

async function applyCorrection(house: House, options: CorrectOptions & { why: string }, communication: string) {
  const { why, withdraw } = options
  const content = await changedContent(house, options)
  const entry = defined({ followUp: options.followUp, character: options.character, untilOn: options.until })
  const changes = [...Object.keys(content), ...Object.keys(entry)].filter((field) => field !== 'followUp')
  if (!withdraw && changes.length === 0) {
    throw new Problem(
      'usage',
      'correct: got nothing to change — expected an option such as --dated or --character, or --withdraw',
    )
  }
  if (withdraw && changes.length > 0) throw new Problem('usage', '--withdraw: cannot be combined with a change')
  return house.withVerbs((verbs) =>
    verbs.correctCommunication({ communication, why, content, entries: [entry], isWithdrawn: withdraw ?? false }),
  )
}

async function changedContent(house: House, options: CommunicationOptions): Promise<Correction['content']> {
  const { channel, direction, dated, sentOn, receivedOn, orderOnDay, from, to, quote, source } = options
  const unsaid = options.undated ? { dated: null, sentOn: null, receivedOn: null } : {}
  const summary = (await textOf(house, options)) ?? undefined
  const said = {
    channel,
    direction,
    dated,
    sentOn,
    receivedOn,
    orderOnDay,
    sender: from,
    recipient: to,
    summary,
    quotation: quote,
    source,
  }
  return { ...unsaid, ...defined(said) }
}

function defined<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never
}

const EXAMPLES = `
Examples:
  relance correct PRK-TC/5 --received-on 2003-12-31 --why "The registry's stamp says so"
  relance correct PRK-TC/7 --character noted --why "It was read"
  relance correct PRK-TC/7 --withdraw --why "It belongs to another dossier"
  relance correct PRK-TC-2 --reopen --why "Closed by mistake"`
