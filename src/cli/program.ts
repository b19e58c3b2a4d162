import { Command, CommanderError, type Option } from 'commander'
import { Problem } from '../domain/problem.ts'
import { addAdopt } from './commands/adopt.ts'
import { addAssess } from './commands/assess.ts'
import { addBackup } from './commands/backup.ts'
import { addBounce } from './commands/bounce.ts'
import { addCalendar } from './commands/calendar.ts'
import { addClose } from './commands/close.ts'
import { addCorrect } from './commands/correct.ts'
import { addCorrigendum } from './commands/corrigendum.ts'
import { addCounterparts } from './commands/counterparts.ts'
import { addDigest } from './commands/digest.ts'
import { addDocuments } from './commands/documents.ts'
import { addDuties } from './commands/duties.ts'
import { addDue } from './commands/due.ts'
import { addExport } from './commands/export.ts'
import { addHolidays } from './commands/holidays.ts'
import { addImport } from './commands/import.ts'
import { addPolicies } from './commands/policies.ts'
import { addMeetings } from './commands/meetings.ts'
import { addMandates } from './commands/mandates.ts'
import { addNote } from './commands/note.ts'
import { addOpen } from './commands/open.ts'
import { addOperation } from './commands/operation.ts'
import { addPending } from './commands/pending.ts'
import { addPlan } from './commands/plan.ts'
import { addPoints } from './commands/points.ts'
import { addRecord } from './commands/record.ts'
import { addRemind } from './commands/remind.ts'
import { addRetitle } from './commands/retitle.ts'
import { addRoles } from './commands/roles.ts'
import { addShow } from './commands/show.ts'
import { addSignIn } from './commands/sign-in.ts'
import { addSilence } from './commands/silence.ts'
import { addSubscribe } from './commands/subscribe.ts'
import { addSubscriptions } from './commands/subscriptions.ts'
import type { House } from './house.ts'

type Add = (program: Command, house: House) => void

/** In order of use. What works through a service elsewhere comes first. */
const EVERYWHERE: readonly Add[] = [
  addPending,
  addShow,
  addDue,
  addRecord,
  addRemind,
  addOpen,
  addClose,
  addCorrect,
  addAssess,
  addRetitle,
  addPlan,
  addMeetings,
  addNote,
  addSilence,
  addPoints,
  addDuties,
  addMandates,
  addCalendar,
  addCounterparts,
  addPolicies,
  addHolidays,
  addDocuments,
  addCorrigendum,
]

const ON_THE_LEDGER: readonly Add[] = [
  addSubscribe,
  addSubscriptions,
  addDigest,
  addImport,
  addExport,
  addSignIn,
  addBackup,
  addOperation,
  addBounce,
  addAdopt,
  addRoles,
]

/** Runs one command. What the caller can put right rises as a Problem. */
export async function runCommand(words: readonly string[], version: string, house: House): Promise<void> {
  const program = new Command('relance')
  const write = (text: string) => house.terminal.write(text)
  program
    .version(version)
    .description('Keeps track of what was asked of whom, what came back, and what is still pending.')
    .addHelpText(
      'after',
      '\nrelance <command> --help shows examples of each. Where RELANCE_URL and\nRELANCE_TOKEN are set, pending to corrigendum work through the service there.',
    )
    .configureHelp({ subcommandTerm: (command) => command.name(), minWidthToWrap: 12 })
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {} })
    .exitOverride()
  for (const add of EVERYWHERE) add(program, house)
  const everywhere = program.commands.length
  for (const add of ON_THE_LEDGER) add(program, house)
  for (const command of program.commands.slice(everywhere))
    command.hook('preAction', () => house.refuseElsewhere(command.name()))
  for (const command of everyCommand(program)) {
    command.exitOverride().copyInheritedSettings(program)
    for (const option of command.options) refuseTwice(command, option)
  }
  try {
    await program.parseAsync(withoutVainHelp(program, words), { from: 'user' })
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return
    throw new Problem('usage', saidBy(error))
  }
}

/** Asked for the help of what is no command, commander would give that of everything, as if nothing were wrong. */
function withoutVainHelp(program: Command, words: readonly string[]): string[] {
  let reached = program
  for (const [i, word] of words.entries()) {
    const inner = reached.commands.find((command) => command.name() === word)
    if (inner) reached = inner
    else if (reached === program && word === 'help' && i === 0) continue
    else if (word.startsWith('-') || reached.commands.length === 0 || reached.registeredArguments.length > 0) break
    else return words.filter((one) => one !== 'help' && one !== '--help' && one !== '-h')
  }
  return [...words]
}

function everyCommand(command: Command): Command[] {
  return command.commands.flatMap((inner) => [inner, ...everyCommand(inner)])
}

/** Those with a parser of their own count for themselves: see `one` and `several`. */
function refuseTwice(command: Command, option: Option): void {
  if (option.parseArg) return
  let isGiven = false
  command.on(`option:${option.name()}`, () => {
    if (isGiven) throw new Problem('usage', `${option.long}: given twice — expected once`)
    isGiven = true
  })
}

function saidBy({ code, message }: CommanderError): string {
  return code === 'commander.help' ? 'expected one of the commands above' : message.replace(/^error: /, '')
}
