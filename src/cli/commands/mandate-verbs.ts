import type { Command } from 'commander'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseText } from '../../domain/text.ts'
import { parseVagueDate, type VagueDate } from '../../domain/dates/vague-date.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { momentOf } from '../../use-cases/context.ts'
import type { MandateStoryFields } from '../../use-cases/stories/story-fields.ts'
import type { House } from '../house.ts'
import { one, wholeNumber, withMoment, type MomentOptions } from '../options.ts'
import { printJson } from '../print.ts'

const words = catalogueOf('en')

type Version = MandateStoryFields['versions'][number]

interface CorrectOptions {
  document?: string
  paragraph?: string
  requires?: string
  /** False where `--no-decided` is given. */
  decided?: VagueDate | false
  withdraw?: boolean
  why?: string
}

/** One mandate, and what is recorded of it after it was entered. */
export function addMandateVerbs(mandates: Command, house: House): void {
  withMoment(
    mandates
      .command('show')
      .summary('tell a mandate, and each version of it')
      .description('Tells a mandate with all that was recorded of it, by whom and why.')
      .addHelpText('after', '\nExamples:\n  relance mandates show 1\n  relance mandates show 1 --as-of 2004-12-22')
      .argument('<mandate>', 'its number', (value) => wholeNumber(value, 'mandate')),
  )
    .option('--json', 'print JSON')
    .action(async (number: number, { json, ...options }: MomentOptions & { json?: boolean }) => {
      const story = await house.withVerbs((verbs) => verbs.showMandate(number, momentOf(options, verbs)))
      if (json) return printJson(house.terminal, story)
      const lines = story.versions.map((version) => `${recorded(version)}\n  ${versionInWords(version)}`)
      const duties = story.reportDuties.map(words.story.duty)
      house.terminal.write(`${[`Mandate ${number} of ${story.dossier}`, ...lines, ...duties].join('\n')}\n`)
    })
  addCorrect(mandates, house)
}

function addCorrect(mandates: Command, house: House): void {
  mandates
    .command('correct')
    .summary('say what a decision is after all, or when it was taken')
    .description('Tells a mandate otherwise than it was entered. What was recorded before stays on record.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance mandates correct 1 --decided 2004-04-15 --why "The day stands in the report of the session"\n' +
        '  relance mandates correct 2 --withdraw --why "It is another subject"',
    )
    .argument('<mandate>', 'its number', (value) => wholeNumber(value, 'mandate'))
    .addOption(one('--decided <date>', 'when it was decided, such as 2004-04-15 or 2004', parseVagueDate))
    .option('--no-decided', 'nobody knows when any more')
    .addOption(one('--document <symbol>', 'the decision', parseLine))
    .addOption(one('--paragraph <number>', 'its paragraph', parseLine))
    .addOption(one('--requires <text>', 'what it requires', parseText))
    .option('--withdraw', 'it obliges to nothing here after all')
    .addOption(one('--why <text>', 'the reason', parseText))
    .action(async (mandate: number, { why, withdraw = false, decided, ...told }: CorrectOptions) => {
      if (why === undefined) throw new Problem('usage', '--why: got nothing — expected the reason')
      const decision = { ...told, ...(decided !== undefined && { decided: decided || null }) }
      const correction = { mandate, decision, isWithdrawn: withdraw, why }
      await house.withVerbs((verbs) => verbs.correctMandate(correction))
      house.terminal.write(withdraw ? `Mandate ${mandate} is taken back.\n` : `Corrected mandate ${mandate}.\n`)
    })
}

function recorded({ by, at, why }: Version): string {
  const author = by === null ? '' : ` by ${by}`
  return `Recorded${author} at ${at.toString({ smallestUnit: 'minute' })}${why === null ? '' : `: ${why}`}`
}

function versionInWords({ document, paragraph, requires, decided, isWithdrawn }: Version): string {
  if (isWithdrawn) return 'Taken back, nothing is owed under it'
  const when = decided ? words.story.vagueDate(parseVagueDate(decided, 'decided')) : 'day not told'
  return `${document}, para. ${paragraph} (${when}): ${requires}`
}
