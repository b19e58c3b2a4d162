import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { CHANNELS, type Channel } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { PointOnDay } from '../../use-cases/silence/list-receiving-points.ts'
import type { AttestedFields } from '../../use-cases/silence/point-fields.ts'
import type { House } from '../house.ts'
import { choice, one, several, withMoment, withRows, wholeNumber, type MomentOptions } from '../options.ts'
import { POINT_COLUMNS } from '../point-columns.ts'
import { printRows, type RowOptions } from '../print.ts'
import { addPointStory } from './point-story.ts'

const point = (value: unknown) => parseReference(value, 'point')

export function addPoints(program: Command, house: House): void {
  const points = program
    .command('points')
    .summary('where letters come in, and until when each was read')
    .description('Receiving points of the desks: a mailbox, the registry, the pouch.')
    .addHelpText('after', examples('points', 'points attest TC-REGISTRY --through 2026-11-24'))
  addList(points, house)
  addDeclare(points, house)
  addAttest(points, house)
  addPointStory(points, house)
  addWithdraw(points, house)
  addRetire(points, house)
}

function addList(points: Command, house: House): void {
  withRows(withMoment(points.command('list', { isDefault: true }).summary('list them; what points alone does')))
    .addOption(one('--desk <ref>', 'only those of this desk', parseReference))
    .description('Lists receiving points with until when each was read, and what was left out.')
    .addHelpText('after', examples('points list --desk TC', 'points list --as-of 2004-12-22'))
    .action(async ({ desk, ...options }: RowOptions & MomentOptions & { desk?: string }) => {
      const rows = await house.withVerbs((verbs) => verbs.listReceivingPoints(desk, momentOf(options, verbs)))
      const empty = 'No receiving points yet. relance points declare says where what is sent to a desk comes in.'
      printRows(house, options, {
        rows,
        columns: POINT_COLUMNS,
        fields: (row) => (options.csv ? flat(row) : row),
        empty,
      })
    })
}

/** In a spreadsheet, days on end are an interval of ISO 8601. */
function flat({ unread, ...row }: PointOnDay): object {
  return { ...row, unread: unread.map(({ from, through }) => `${from.toString()}/${through.toString()}`) }
}

interface DeclareOptions {
  desk?: string
  channel?: Channel[]
  since?: Temporal.PlainDate
}

function addDeclare(points: Command, house: House): void {
  points
    .command('declare')
    .summary('say where what is sent to a desk comes in')
    .argument('<reference>', 'short and lasting, such as TC-REGISTRY', (value) => parseReference(value, 'reference'))
    .argument('<name>', 'such as Registry', (value) => parseLine(value, 'name'))
    .addOption(one('--desk <ref>', 'whose it is; yours unless told', parseReference))
    .addOption(several('--channel <channel>', `what comes in by it: ${CHANNELS.join(', ')}`, choice(CHANNELS)))
    .addOption(one('--since <day>', 'since when; today unless told', parseDay))
    .description('Declares a receiving point. It is retired one day, never edited.')
    .addHelpText(
      'after',
      examples('points declare TC-REGISTRY Registry --desk TC --channel letter --channel fax --since 2003-08-08'),
    )
    .action(async (reference: string, name: string, { desk, channel, since }: DeclareOptions) => {
      if (!channel)
        throw new Problem('usage', `--channel: got nothing — expected one or more of ${CHANNELS.join(', ')}`)
      await house.withVerbs(async (verbs) => {
        const of = desk ?? (await verbs.ownDesk())
        if (!of) throw new Problem('usage', '--desk: got nothing, and you belong to none — expected a desk such as TC')
        const sinceOn = since ?? verbs.today
        await verbs.declareReceivingPoint({ reference, name, desk: of, channels: channel, sinceOn })
      })
      house.terminal.write(`Declared ${reference}, ${name}.\n`)
    })
}

interface AttestOptions {
  from?: Temporal.PlainDate
  through?: Temporal.PlainDate
  remark?: string
}

function addAttest(points: Command, house: House): void {
  points
    .command('attest')
    .summary('attest that points were read through a day')
    .argument('<points...>', 'their references', (value, others: string[] | undefined) => [
      ...(others ?? []),
      point(value),
    ])
    .addOption(one('--through <day>', 'the last day that was read; today unless told', parseDay))
    .addOption(one('--from <day>', 'the first; the one after the last that is attested unless told', parseDay))
    .addOption(one('--remark <text>', 'for whoever asks, years later', parseText))
    .description(
      'Attests that all that came in has been read, and what bears on a follow-up\nrecorded. What is attested already changes nothing.',
    )
    .addHelpText(
      'after',
      examples('points attest TC-MAILBOX TC-REGISTRY', 'points attest TC-POUCH --through 2004-12-22'),
    )
    .action(async (references: string[], { from, through, remark }: AttestOptions) => {
      const attested = await house.withVerbs((verbs) =>
        verbs.attestReading({
          points: references,
          from: from ?? null,
          through: through ?? verbs.today,
          remark: remark ?? null,
        }),
      )
      house.terminal.write(attested.map((each) => `${attestedInWords(each)}\n`).join(''))
    })
}

function attestedInWords({ days, point: { reference, readThroughOn } }: AttestedFields): string {
  if (days) return `${reference}: attested as read from ${days.from.toString()} through ${days.through.toString()}.`
  return `${reference}: attested already, through ${readThroughOn!.toString()}; nothing added.`
}

function addWithdraw(points: Command, house: House): void {
  points
    .command('withdraw')
    .summary('take an attestation back that should not have been made')
    .argument('<point>', 'its reference', point)
    .argument('<number>', 'of the attestation; relance points show lists them', (value) => wholeNumber(value, 'number'))
    .addOption(one('--why <text>', 'the reason', parseText))
    .description('Takes an attestation back. Both stay on record.')
    .addHelpText('after', examples('points withdraw TC-POUCH 3 --why "One bag was overlooked"'))
    .action(async (reference: string, number: number, { why }: { why?: string }) => {
      if (!why) throw new Problem('usage', '--why: got nothing — expected why it is taken back')
      await house.withVerbs((verbs) => verbs.withdrawAttestation({ point: reference, number, why }))
      house.terminal.write(`Withdrew attestation ${number} of ${reference}.\n`)
    })
}

function addRetire(points: Command, house: House): void {
  points
    .command('retire')
    .summary('say that nothing comes in by a point any more')
    .argument('<point>', 'its reference', point)
    .addOption(one('--on <day>', 'from which day on; today unless told', parseDay))
    .addOption(one('--why <text>', 'the reason', parseText))
    .description('Retires a receiving point. What it received before must still have been read.')
    .addHelpText('after', examples('points retire TC-POUCH --on 2026-11-01 --why "The service ended"'))
    .action(async (reference: string, { on, why }: { on?: Temporal.PlainDate; why?: string }) => {
      if (!why) throw new Problem('usage', '--why: got nothing — expected why it is retired')
      await house.withVerbs((verbs) =>
        verbs.retireReceivingPoint({ point: reference, retiredOn: on ?? verbs.today, why }),
      )
      house.terminal.write(`Retired ${reference}.\n`)
    })
}

function examples(...commands: readonly string[]): string {
  return `\nExamples:\n${commands.map((command) => `  relance ${command}`).join('\n')}`
}
