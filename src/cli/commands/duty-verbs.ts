import type { Command } from 'commander'
import { parseDay } from '../../domain/dates/day.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import type { House } from '../house.ts'
import { one, wholeNumber } from '../options.ts'

interface EnterOptions {
  document?: string
  paragraph?: string
  due?: Temporal.PlainDate
}

interface MetOptions {
  by?: string
  on?: Temporal.PlainDate
  why?: string
}

interface CorrectOptions {
  due?: Temporal.PlainDate
  /** False where `--no-day` is given. */
  day?: boolean
  withdraw?: boolean
  why?: string
}

/** What is recorded of report duties. */
export function addDutyVerbs(duties: Command, house: House): void {
  duties
    .command('enter')
    .summary('enter a report that is owed')
    .description('Enters a report duty under a mandate of the dossier, the only one unless it is named.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance duties enter PRK-TC "Commission on Human Rights" "sixty-second session" --due 2006-03-13\n' +
        '  relance duties enter PRK-TC "General Assembly" "sixty-first session" --document A/RES/60/173 --paragraph 5',
    )
    .argument('<dossier>', 'whose asks it is to report on', (value) => parseReference(value, 'dossier'))
    .argument('<body>', 'to whom, such as "Commission on Human Rights"', (value) => parseLine(value, 'body'))
    .argument('<session>', 'such as "sixty-second session"', (value) => parseLine(value, 'session'))
    .addOption(one('--document <symbol>', 'of the mandate, where the dossier has several', parseLine))
    .addOption(one('--paragraph <number>', 'of the mandate', parseLine))
    .addOption(one('--due <day>', 'by when; left out where nobody knows yet', parseDay))
    .action(async (dossier: string, body: string, session: string, { document, paragraph, due }: EnterOptions) => {
      const mandate = { document: document ?? null, paragraph: paragraph ?? null }
      const duty = { dossier, ...mandate, body, session, dueOn: due ?? null }
      const number = await house.withVerbs((verbs) => verbs.enterReportDuty(duty))
      house.terminal.write(`Entered report duty ${number}.\n`)
    })
  addMet(duties, house)
  addCorrect(duties, house)
}

function addMet(duties: Command, house: House): void {
  duties
    .command('met')
    .summary('record that a report went out')
    .description('Records the report that met a duty, and its day. Both, and who recorded them, stay on record.')
    .addHelpText('after', '\nExample:\n  relance duties met 1 --by E/CN.4/2005/32 --on 2004-12-22')
    .argument('<duty>', 'its number', (value) => wholeNumber(value, 'duty'))
    .addOption(one('--by <document>', 'the report, such as E/CN.4/2005/32', parseLine))
    .addOption(one('--on <day>', 'the day on which it went out (today)', parseDay))
    .addOption(one('--why <text>', 'why it stands instead of what was recorded before', parseText))
    .action(async (duty: number, { by: document, on, why }: MetOptions) => {
      if (document === undefined)
        throw new Problem('usage', '--by: got nothing — expected the report that met it, such as E/CN.4/2005/32')
      await house.withVerbs((verbs) =>
        verbs.recordSubmission({ duty, document, submittedOn: on ?? verbs.today, why: why ?? null }),
      )
      house.terminal.write(`Report duty ${duty} is met by ${document}.\n`)
    })
  duties
    .command('unmet')
    .summary('take back that a report went out')
    .description('Takes back what met a duty, with the reason; both stay on record, and the duty is open again.')
    .addHelpText('after', '\nExample:\n  relance duties unmet 1 --why "That report was on another subject"')
    .argument('<duty>', 'its number', (value) => wholeNumber(value, 'duty'))
    .addOption(one('--why <text>', 'the reason', parseText))
    .action(async (duty: number, { why }: { why?: string }) => {
      await house.withVerbs((verbs) => verbs.withdrawSubmission({ duty, why: wantedReason(why) }))
      house.terminal.write(`Report duty ${duty} is open again.\n`)
    })
}

function addCorrect(duties: Command, house: House): void {
  duties
    .command('correct')
    .summary('say by which day it is due after all, or that it is not owed')
    .description('A day that became known or was moved, or a duty that is none. What was recorded before stays.')
    .addHelpText(
      'after',
      '\nExamples:\n  relance duties correct 1 --due 2005-03-14 --why "The calendar of conferences is out"\n' +
        '  relance duties correct 2 --withdraw --why "Entered twice"',
    )
    .argument('<duty>', 'its number', (value) => wholeNumber(value, 'duty'))
    .addOption(one('--due <day>', 'the day that holds from now on', parseDay))
    .option('--no-day', 'no day is known any more')
    .option('--withdraw', 'nothing is owed after all')
    .addOption(one('--why <text>', 'the reason', parseText))
    .action(async (duty: number, { due, day, withdraw, why }: CorrectOptions) => {
      const given = [due !== undefined, day === false, withdraw === true].filter(Boolean).length
      if (given !== 1) throw new Problem('usage', '--due: expected one of --due, --no-day and --withdraw')
      const correction = { duty, dueOn: due ?? null, isWithdrawn: withdraw ?? false, why: wantedReason(why) }
      await house.withVerbs((verbs) => verbs.correctReportDuty(correction))
      house.terminal.write(withdraw ? `Report duty ${duty} is owed no longer.\n` : `Corrected report duty ${duty}.\n`)
    })
}

function wantedReason(why: string | undefined): string {
  if (why !== undefined) return why
  throw new Problem('usage', '--why: got nothing — expected the reason')
}
