import type { Command } from 'commander'
import { CHARACTER_NAMES, type Character } from '../../domain/correspondence/characters.ts'
import { parseChoice } from '../../domain/choice.ts'
import { parseDay } from '../../domain/dates/day.ts'
import type { Bearing } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseFollowUpReference } from '../../domain/text.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import type { NewBearing } from '../../use-cases/correspondence/record-communication.ts'
import { contentOf, withCommunication, type CommunicationOptions } from '../communication-options.ts'
import type { House } from '../house.ts'
import { one, several } from '../options.ts'
import { tell } from '../told.ts'

type RecordOptions = CommunicationOptions & {
  until?: Temporal.PlainDate
  also?: NewBearing[]
  again?: boolean
  json?: boolean
}

const OTHER_BEARINGS = ['asks', 'supplies', 'grants'] as const
const SENT: Record<(typeof OTHER_BEARINGS)[number], string> = {
  asks: 'asks again; --until sets a day for the answer',
  supplies: 'gives them what they needed',
  grants: 'gives them more time, --until a day',
}
const KINDS = [...CHARACTER_NAMES, ...OTHER_BEARINGS]

export function addRecord(program: Command, house: House): void {
  const command = program.command('record').summary('record a reply, or what else came or went')
  withCommunication(command)
    .argument('<follow-up>', 'the ask it bears on, such as PRK-TC-2', (value) =>
      parseFollowUpReference(value, 'follow-up'),
    )
    .argument('<character>', 'what it says of that ask', (value) => parseChoice(value, 'character', KINDS))
    .addOption(one('--until <day>', 'the day that they promise or ask for, or that we set or grant', parseDay))
    .addOption(
      several('--also <ref=character>', 'how it bears on another ask of the dossier, as in the examples', parseAlso),
    )
    .option('--again', 'record it though the same is recorded already')
    .option('--json', 'print JSON')
    .description('Records one communication and how it bears on follow-ups, and says what it changed.')
    .addHelpText('after', () => helpText())
    .action(async (followUp: string, kind: string, options: RecordOptions) => {
      const entries = [entryOf(followUp, kind, options.until), ...(options.also ?? [])]
      const recorded = await house.withVerbs(async (verbs) => {
        const isTheirs = entries.some(({ bearing }) => bearing === 'replies')
        const content = await contentOf(house, options, { isTheirs, today: verbs.today })
        return verbs.recordCommunication({ ...content, entries }, { isAgain: options.again ?? false })
      })
      const { reference, standings } = recorded
      tell(house, options.json, { did: `Recorded ${reference}`, reference, standings })
    })
}

function entryOf(followUp: string, kind: string, untilOn?: Temporal.PlainDate): NewBearing {
  const isBearing = (OTHER_BEARINGS as readonly string[]).includes(kind)
  const bearing = isBearing ? (kind as Bearing) : 'replies'
  return { followUp, bearing, character: isBearing ? null : (kind as Character), untilOn: untilOn ?? null }
}

function parseAlso(value: unknown, field: string): NewBearing {
  const [, followUp, kind, until] = /^([^=]+)=([^@]+)(?:@(.+))?$/.exec(String(value)) ?? []
  if (!followUp || !kind) {
    throw new Problem(
      'invalid',
      `${field}: got "${String(value)}" — expected PRK-TC-1=noted, or PRK-TC-1=promised@2004-12-01`,
    )
  }
  const untilOn = until === undefined ? undefined : parseDay(until, field)
  return entryOf(parseFollowUpReference(followUp, field), parseChoice(kind, field, KINDS), untilOn)
}

function helpText(): string {
  const words = catalogueOf('en')
  const width = Math.max(...KINDS.map((kind) => kind.length))
  const characters = CHARACTER_NAMES.map((name) => `  ${name.padEnd(width)}  ${words.characters[name]}`)
  const bearings = OTHER_BEARINGS.map((name) => `  ${name.padEnd(width)}  ${SENT[name]}`)
  return `
Characters, what a reply says of the ask:
${characters.join('\n')}

Or, of what we sent:
${bearings.join('\n')}

Examples:
  relance record PRK-TC-2 noted --dated 2004-08-24 --channel meeting \\
    --from "Permanent Representative" --source "E/CN.4/2005/32, para. 4"
  relance record PRK-TC-1 promised --until 2026-12-15 --also PRK-TC-2=acknowledged
  relance record PRK-TC-1 grants --until 2027-01-31 --dated 2026-11-20`
}
