import { userInfo } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { pino } from 'pino'
import packageJson from '../package.json' with { type: 'json' }
import type { House } from './cli/house.ts'
import { runCommand } from './cli/program.ts'
import { neglectInWords } from './cli/neglect.ts'
import { parseConfig, redact, type Config } from './config.ts'
import { placeOf } from './connection-url.ts'
import { once } from './domain/once.ts'
import { armCrashPoint } from './domain/crash-points.ts'
import { Problem } from './domain/problem.ts'
import { readEnvFile } from './env-file.ts'
import { EXIT_INTERNAL, tellFailure } from './failure.ts'
import { describeFault } from './fault.ts'
import { instanceOf, migrateLedger, officerOf, openLedger, type Ledger } from './ledger.ts'
import { composeForTerminal, postOf, transportOf } from './post.ts'
import { readSecretFile } from './secret-file.ts'
import type { Database } from './store/connection/database.ts'
import { readClock } from './store/connection/clock.ts'
import { explainUnreachable } from './store/connection/unreachable.ts'
import { passingTrouble } from './use-cases/passing-trouble.ts'
import { terminalOf } from './terminal.ts'
import { findNeglect } from './use-cases/operation/check-ledger.ts'
import type { Context, Surroundings } from './use-cases/context.ts'
import { withReturnAddress } from './use-cases/delivery/return-address.ts'

const clock = () => Temporal.Now.instant()
const userName = once(() => userInfo().username) // each time, a file would be opened for it
const terminal = terminalOf(process, process.env, clock)
let log = pino({ level: 'info' }, pino.destination({ dest: 2, sync: true }))

// A reader of our output that has seen enough is no failure.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => {
  if (code === 'EPIPE') process.exit(0)
  terminal.note(`error[output] standard output: what was to be written could not be (${code})`)
  process.exit(74)
})
// After either, nobody knows what state the process is in: a new one starts from what the database holds.
process.on('uncaughtException', (error) => {
  log.fatal(describeFault(error), 'crashed')
  process.exit(EXIT_INTERNAL)
})

process.exitCode = await run(process.argv.slice(2))

async function run(words: readonly string[]): Promise<number> {
  using ends = new DisposableStack()
  try {
    refuseBrokenText(words)
    await runCommand(words, packageJson.version, houseOf(ends))
    return 0
  } catch (error) {
    return tellFailure(error, terminal, log)
  }
}

/** Reads the configuration only when a command needs it, so that help never fails for it. */
function houseOf(ends: DisposableStack): House {
  const config = once(loadConfig)
  const post = once(() => postOf(config(), (row) => log.warn(row, 'a row of a digest could not be shown')))
  const transport = once(() => ends.adopt(transportOf(config()), (open) => open.close()))
  const open = () => openLedger(config(), userName())
  const reach = <T>(work: () => Promise<T>) => reachable(config(), work)
  const withLedger: House['withLedger'] = (work) =>
    reach(async () => {
      await using ledger = await open()
      for (const notice of ledger.notices) terminal.note(notice)
      const context = await contextOf(ledger, config())
      const neglect = await findNeglect(context)
      if (neglect) terminal.note(neglectInWords(neglect, context))
      return await work(context)
    })
  return {
    terminal,
    post,
    sendFrom: (context) =>
      withReturnAddress((mail, within) => transport().send(mail, within), context, config().bounceAddress),
    mailGoesTo: () => transport().describe(),
    printPdf: async (page) => (await import('./documents/print-pdf.ts')).printPdf(page, config().chromium),
    baseUrl: () => config().baseUrl,
    composeDigest: composeForTerminal,
    config: () => redact(config()),
    migrate: () => reach(() => migrateLedger(config())),
    withLedger,
    backUp: async (file) => {
      const { backUp } = await import('./backup.ts')
      return withLedger(({ db }) => backUp(db as Database, file))
    },
    writeLedgerLines: (file) =>
      withLedger(async (context) => {
        const db = context.db as Database
        const { backUp, writeLedgerLines } = await import('./backup.ts')
        const { recordLines } = await import('./use-cases/issued/give-export.ts')
        if (file !== null) await backUp(db, file, 'lines')
        await recordLines(context)
        if (file === null) await writeLedgerLines(db, process.stdout)
      }),
    restore: (file) => reach(async () => (await import('./backup.ts')).restore(config(), file)),
    restoreLines: (lines, name) => reach(async () => (await import('./backup.ts')).restoreLines(config(), lines, name)),
    refuseElsewhere: (command) => refuseElsewhere(config(), command),
    withVerbs: async (work) => {
      const { service } = config()
      if (service) {
        const { verbsElsewhere } = await import('./remote/verbs-elsewhere.ts')
        return work(await verbsElsewhere({ ...service, pause }))
      }
      const { verbsOf } = await import('./use-cases/verbs.ts')
      return withLedger((context) => work(verbsOf(context)))
    },
    takeBounce: async (to) => {
      const { LONGEST_BOUNCE, takeMail } = await import('./bounce.ts')
      const mail = await terminal.readBytes(LONGEST_BOUNCE)
      const withSurroundings = <T>(work: (around: Surroundings) => Promise<T>) =>
        reach(async () => {
          await using ledger = await open()
          return await work(await surroundingsOf(ledger.db, config()))
        })
      await takeMail(config(), { mail, to }, { open: withSurroundings, log })
    },
    doctor: async () => {
      const { examine } = await import('./doctor.ts')
      return examine(config(), clock, { open: () => reach(open), transport: transport() })
    },
    run: (service) =>
      reach(async () =>
        (await import('./start.ts')).serveUntilStopped(service, {
          config: config(),
          transport: transport(),
          post: post(),
          open,
          contextOf,
          surroundingsOf,
          terminal,
          log,
          version: packageJson.version,
        }),
      ),
  }
}

function refuseElsewhere({ service }: Config, command: string): void {
  if (!service) return
  const expected = `none for relance ${command}, which works only on the ledger's own machine`
  throw new Problem('configuration', `RELANCE_URL: got ${service.origin} — expected ${expected}`)
}

/** Everything is recorded by the database's clock, which all processes share. */
async function surroundingsOf(db: Database, config: Config): Promise<Surroundings> {
  const { officeTimeZone: timeZone } = config
  const now = await readClock(db)
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate()
  return { db, now, today, timeZone, instance: await instanceOf(config) }
}

/** Whoever can open the database sees everything that is in it. */
async function contextOf(ledger: Ledger, config: Config): Promise<Context> {
  const officer = await officerOf(ledger.db, config.officer, userName())
  return { ...(await surroundingsOf(ledger.db, config)), officer, sight: 'everything' }
}

function loadConfig(): Config {
  for (const [name, value] of Object.entries(readEnvFile('.env'))) process.env[name] ??= value
  const config = parseConfig(process.env, readSecretFile, process.cwd())
  log = pino({ level: config.logLevel }, pino.destination({ dest: 2, sync: true }))
  armForFaultTest(process.env['CRASH_AT']?.trim())
  return config
}

function armForFaultTest(crashAt: string | undefined): void {
  if (!crashAt) return
  armCrashPoint(crashAt, () => process.kill(process.pid, 'SIGKILL'))
  log.warn({ crashAt }, 'will kill itself, as CRASH_AT tells it to')
}

/** Names the database's trouble where that is what went wrong. */
async function reachable<T>(config: Config, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) throw error
    throw explainUnreachable(error, placeOf(config)) ?? passingTrouble(error) ?? error
  }
}

/** Node puts U+FFFD where an argument's bytes were no UTF-8. */
function refuseBrokenText(words: readonly string[]): void {
  const place = words.findIndex((word) => word.includes('\uFFFD'))
  if (place >= 0)
    throw new Problem('usage', `argument ${place + 1}: got bytes that are not valid UTF-8 — expected text in UTF-8`)
}
