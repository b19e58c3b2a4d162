import { Command, CommanderError, type Option } from 'commander'
import { Problem } from '../domain/problem.ts'
import type { House } from './house.ts'

type Add = (program: Command, house: House) => void

/** Each is loaded only where it may be meant: all of them with what they need take longer than most of them to run. */
type Chapters = Readonly<Record<string, () => Promise<Add>>>

/** By the names of their commands, in order of use. What works through a service elsewhere comes first. */
const EVERYWHERE: Chapters = {
  pending: async () => (await import('./commands/pending.ts')).addPending,
  show: async () => (await import('./commands/show.ts')).addShow,
  due: async () => (await import('./commands/due.ts')).addDue,
  record: async () => (await import('./commands/record.ts')).addRecord,
  remind: async () => (await import('./commands/remind.ts')).addRemind,
  open: async () => (await import('./commands/open.ts')).addOpen,
  close: async () => (await import('./commands/close.ts')).addClose,
  correct: async () => (await import('./commands/correct.ts')).addCorrect,
  assess: async () => (await import('./commands/assess.ts')).addAssess,
  retitle: async () => (await import('./commands/retitle.ts')).addRetitle,
  plan: async () => (await import('./commands/plan.ts')).addPlan,
  meetings: async () => (await import('./commands/meetings.ts')).addMeetings,
  note: async () => (await import('./commands/note.ts')).addNote,
  silence: async () => (await import('./commands/silence.ts')).addSilence,
  points: async () => (await import('./commands/points.ts')).addPoints,
  duties: async () => (await import('./commands/duties.ts')).addDuties,
  mandates: async () => (await import('./commands/mandates.ts')).addMandates,
  calendar: async () => (await import('./commands/calendar.ts')).addCalendar,
  counterparts: async () => (await import('./commands/counterparts.ts')).addCounterparts,
  policies: async () => (await import('./commands/policies.ts')).addPolicies,
  holidays: async () => (await import('./commands/holidays.ts')).addHolidays,
  documents: async () => (await import('./commands/documents.ts')).addDocuments,
  corrigendum: async () => (await import('./commands/corrigendum.ts')).addCorrigendum,
}

const ON_THE_LEDGER: Chapters = {
  subscribe: async () => (await import('./commands/subscribe.ts')).addSubscribe,
  subscriptions: async () => (await import('./commands/subscriptions.ts')).addSubscriptions,
  digest: async () => (await import('./commands/digest.ts')).addDigest,
  import: async () => (await import('./commands/import.ts')).addImport,
  export: async () => (await import('./commands/export.ts')).addExport,
  'sign-in': async () => (await import('./commands/sign-in.ts')).addSignIn,
  'backup restore': async () => (await import('./commands/backup.ts')).addBackup,
  'start worker migrate doctor verify': async () => (await import('./commands/operation.ts')).addOperation,
  bounce: async () => (await import('./commands/bounce.ts')).addBounce,
  adopt: async () => (await import('./commands/adopt.ts')).addAdopt,
  roles: async () => (await import('./commands/roles.ts')).addRoles,
}

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
    .enablePositionalOptions() // or a command takes from those within it what both have
    .exitOverride()
  for (const add of await chaptersOf(EVERYWHERE, words)) add(program, house)
  const everywhere = program.commands.length
  for (const add of await chaptersOf(ON_THE_LEDGER, words)) add(program, house)
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

/** All of them where it is none of their names that comes first, for then they are listed or searched for one alike. */
function chaptersOf(chapters: Chapters, [first = '']: readonly string[]): Promise<Add[]> {
  const named = (names: string) => names.split(' ').includes(first)
  const isNamed = [EVERYWHERE, ON_THE_LEDGER].some((part) => Object.keys(part).some(named))
  const meant = Object.entries(chapters).filter(([names]) => !isNamed || named(names))
  return Promise.all(meant.map(([, load]) => load()))
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
