import type { Logger } from 'pino'
import { FOLLOW_UP_COLUMNS } from './cli/follow-up-columns.ts'
import type { Terminal } from './cli/house.ts'
import { formatTable } from './cli/table.ts'
import type { Config } from './config.ts'
import { describeFault } from './fault.ts'
import { catalogueOf } from './language/catalogue.ts'
import type { Web } from './http/web.ts'
import { migrateLedger, refuseSuperuser, type Ledger } from './ledger.ts'
import type { Transport } from './mail/transport.ts'
import { reportDelivered, runOnce, startWorking, type Service } from './service.ts'
import { awaitDatabase } from './await-database.ts'
import { linkForNewcomer } from './newcomer.ts'
import type { Database } from './store/connection/database.ts'
import { isAwayForNow } from './store/connection/unreachable.ts'
import type { Context, Surroundings } from './use-cases/context.ts'
import { countPending } from './use-cases/pending/count-pending.ts'
import type { Ending } from './use-cases/ending.ts'
import { refuseUnlessOurs } from './use-cases/operation/instance.ts'
import { listPendingPage } from './use-cases/pending/list-pending-page.ts'
import type { Post } from './use-cases/delivery/post.ts'
import { withReturnAddress } from './use-cases/delivery/return-address.ts'
import type { AlarmClock } from './worker/alarm-clock.ts'

const words = catalogueOf('en')

export interface Around {
  config: Config
  transport: Transport
  post: Post
  open: () => Promise<Ledger>
  contextOf: (ledger: Ledger, config: Config) => Promise<Context>
  surroundingsOf: (db: Database, config: Config) => Promise<Surroundings>
  terminal: Terminal
  log: Logger
  version: string
}

/** The service, or a worker alone: one pass, or passes until a signal ends it; a second signal ends it at once. */
export async function serveUntilStopped(
  { isWorkerOnly, isOnce }: { isWorkerOnly: boolean; isOnce: boolean },
  around: Around,
): Promise<void> {
  const { config, transport, post, open, contextOf, log, terminal } = around
  const enter = async () => {
    await refuseSuperuser(config)
    if (config.databaseUrl !== undefined) await migrateLedger(config)
    return open()
  }
  await using ledger = await (isOnce ? enter() : awaitDatabase(enter, around))
  const service: Service = {
    log,
    contextNow: () => contextOf(ledger, config),
    mail: {
      post,
      send: withReturnAddress((mail, within) => transport.send(mail, within), ledger, config.bounceAddress),
    },
    revive: ledger.revive,
  }
  for (const notice of ledger.notices) terminal.note(notice)
  if (isOnce) await tellOnce(service, around)
  else await work(service, { isWorkerOnly, ledger, around, goesTo: mailGoesTo(config, transport) })
}

function mailGoesTo({ smtpUrl }: Config, transport: Transport): string {
  return smtpUrl === undefined
    ? `${transport.describe()}, as .eml files, because SMTP_URL is not set`
    : transport.describe()
}

async function tellOnce(service: Service, { terminal }: Around): Promise<void> {
  const { flagged, planned, delivered } = await runOnce(service, endingAtSignal())
  const flags = words.formatCount(flagged, { one: '# flag', other: '# flags' })
  const digests = words.formatCount(planned, { one: '# digest', other: '# digests' })
  terminal.write(`One pass: ${flags} raised, ${digests} planned, ${delivered.sent} sent.\n`)
  for (const { subscription, number, said } of delivered.refused)
    terminal.note(`Digest ${subscription}/${number} was not accepted: ${said}`)
  reportDelivered(service.log, { ...delivered, refused: [], sent: 0 })
  await refuseUnlessOurs(await service.contextNow())
}

async function work(
  service: Service,
  { isWorkerOnly, ledger, around, goesTo }: { isWorkerOnly: boolean; ledger: Ledger; around: Around; goesTo: string },
): Promise<void> {
  const stopped = untilSignal()
  const { terminal, config, version } = around
  await using listening = new AsyncDisposableStack() // nor goes on where a later step fails
  let working: ReturnType<typeof startWorking> | undefined
  const onAway = (error: unknown) => void working?.explains(error)
  if (!isWorkerOnly) listening.use(await openDesk(service, { ledger, around, onAway }))
  terminal.write(
    [
      `Relance ${version}${isWorkerOnly ? ', worker' : ''}`,
      ...(isWorkerOnly ? [] : [`  Desk      ${config.baseUrl}`]),
      `  Database  ${ledger.where}`,
      `  Mail      ${goesTo}`,
      '',
      '',
    ].join('\n'),
  )
  if (!isWorkerOnly) await greet(service, around)
  working = startWorking(service)
  await stopped
  service.log.info('stopping')
  await listening.disposeAsync()
  await endPass(working, service.log)
}

/** Loaded only here: a worker alone has no pages. */
async function openDesk(
  service: Service,
  { ledger, around, onAway }: { ledger: Ledger; around: Around; onAway: NonNullable<Web['onAway']> },
): Promise<AsyncDisposable> {
  const [{ startWeb }, { webOf }] = await Promise.all([import('./web-server.ts'), import('./web-desk.ts')])
  return startWeb(around.config, { ...webOf(ledger.webDb, service, around), onAway })
}

/** A database that goes away just now keeps nobody from working once it is back. */
async function greet(service: Service, { terminal, config }: Around): Promise<void> {
  try {
    terminal.write(`${await pendingList(service, terminal)}\n\n`)
    terminal.write(await linkForNewcomer(await service.contextNow(), config.baseUrl))
  } catch (error) {
    if (!isAwayForNow(error)) throw error
  }
  terminal.write('Working each minute. Ctrl-C stops it.\n')
}

/** Of a pass, from the signal that ends it. */
const FINISH_WITHIN_MS = 5_000

/** Waits for the running pass, then cuts it short and waits once more, so that what it was sending goes back in line. */
async function endPass(clock: Pick<AlarmClock, 'stop'>, log: Logger): Promise<void> {
  try {
    await clock.stop(FINISH_WITHIN_MS).catch(() => clock.stop(2_000))
  } catch (error) {
    log.warn(describeFault(error), 'a pass was cut short')
  }
}

const SHOWN_AT_START = 20

/** Longest silence first, and how many more there are. */
async function pendingList({ contextNow }: Service, terminal: Terminal): Promise<string> {
  const context = await contextNow()
  const wanted = { query: {}, sort: 'silence', after: null, limit: SHOWN_AT_START } as const
  const { followUps, next } = await listPendingPage(context, wanted)
  if (followUps.length === 0) return 'Nothing is pending.'
  const list = formatTable(FOLLOW_UP_COLUMNS, followUps, terminal)
  if (next === null) return list
  const { pending } = await countPending(context, {})
  return `${list}\n… of ${words.formatNumber(pending)} pending`
}

/** A signal lets one pass finish what it has begun, as it does where many are made. */
function endingAtSignal(): Ending {
  const [soon, now] = [new AbortController(), new AbortController()]
  void untilSignal().then(() => {
    soon.abort()
    setTimeout(() => now.abort(new Error('one pass was cut short by a signal')), FINISH_WITHIN_MS).unref()
  })
  return { soon: soon.signal, now: now.signal }
}

/** npm passes on the Ctrl-C that the terminal has sent to us already: two signals so close are one wish. */
const ONE_WISH_MS = 600

/** Resolves at the first signal; a second one ends the process at once. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    let firstAt: number | undefined
    const hear = (signal: 'SIGINT' | 'SIGTERM') => {
      firstAt ??= performance.now()
      if (performance.now() - firstAt > ONE_WISH_MS) process.exit(signal === 'SIGINT' ? 130 : 143)
      resolve()
    }
    process.on('SIGINT', hear)
    process.on('SIGTERM', hear)
  })
}
