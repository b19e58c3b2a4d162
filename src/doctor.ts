import type { Config } from './config.ts'
import type { Finding } from './cli/house.ts'
import { Problem } from './domain/problem.ts'
import { describeFault } from './fault.ts'
import { instanceOf, type Ledger } from './ledger.ts'
import type { Transport } from './mail/transport.ts'
import { checkLedger, type LedgerHealth, type WorkerHealth } from './use-cases/operation/check-ledger.ts'
import type { Suppression } from './use-cases/delivery/suppressions.ts'

type Mailing = LedgerHealth['mailing']

const SKEW_NOTED_MS = 30_000

/** Checks what the service stands on. One thing that is ill does not keep the others from being looked at. */
export async function examine(
  config: Config,
  clock: () => Temporal.Instant,
  { open, transport }: { open: () => Promise<Ledger>; transport: Transport },
): Promise<Finding[]> {
  return [...(await examineLedger(config, clock, { open, transport })), await examineMail(config, transport)]
}

async function examineLedger(
  config: Config,
  clock: () => Temporal.Instant,
  { open, transport }: { open: () => Promise<Ledger>; transport: Transport },
): Promise<Finding[]> {
  try {
    await using ledger = await open()
    const health = await checkLedger({
      db: ledger.db,
      now: clock(),
      instance: await instanceOf(config),
      timeZone: config.officeTimeZone,
    })
    const { skewMs, troubled } = health
    return [
      databaseFinding(health, ledger),
      { what: 'migrations', state: 'well', says: 'up to date' },
      instanceFinding(health.away),
      clockFinding(skewMs),
      workerFinding(health),
      troubled.length === 0
        ? { what: 'digests', state: 'well', says: 'none undelivered' }
        : {
            what: 'digests',
            state: 'ill',
            says: troubled
              .map(
                ({ subscription, number, recipient, state, said }) =>
                  `${subscription}/${number} to ${recipient} is ${state}: ${said ?? 'not tried yet'}`,
              )
              .join('; '),
          },
      ...slotFindings(health),
      queueFinding(health.mailing, transport),
      addressesFinding(health.suppressions),
      untoldFinding(health.untold),
      pointsFinding(health.stalePoints),
    ]
  } catch (error) {
    return [{ what: 'database', state: 'ill', says: saidBy(error) }]
  }
}

function databaseFinding({ isReadOnly, unsafeSettings }: LedgerHealth, { where }: Ledger): Finding {
  const what = 'database'
  if (isReadOnly) {
    const says = `${where} only reads, as a replica does: nothing can be recorded, and no digest goes out`
    return { what, state: 'ill', says }
  }
  if (unsafeSettings.length === 0) return { what, state: 'well', says: where }
  const says = `${where}: a crash of the server may lose what was accepted; try ${unsafeSettings.join(' = on, ')} = on there`
  return { what, state: 'warning', says }
}

function instanceFinding(away: string | null): Finding {
  if (away === null) return { what: 'instance', state: 'well', says: 'ours' }
  return { what: 'instance', state: 'ill', says: `nothing is mailed: ${away}` }
}

function clockFinding(skewMs: number): Finding {
  const seconds = Math.round(skewMs / 1000)
  if (Math.abs(skewMs) < SKEW_NOTED_MS) return { what: 'clock', state: 'well', says: 'agrees with the database' }
  const side = seconds > 0 ? 'ahead of' : 'behind'
  return { what: 'clock', state: 'warning', says: `${Math.abs(seconds)} s ${side} the database; set both by NTP` }
}

function workerFinding({ lastPassAt, minutesSince, isStalled }: WorkerHealth): Finding {
  if (!lastPassAt)
    return { what: 'worker', state: 'warning', says: 'none has run yet; npm start, or relance worker, runs one' }
  const at = lastPassAt.toString({ smallestUnit: 'second' })
  if (!isStalled) return { what: 'worker', state: 'well', says: `last looked at ${at}` }
  if (minutesSince! < 0)
    return { what: 'worker', state: 'warning', says: `last looked at ${at}, which is still to come: ${SET_BACK}` }
  return {
    what: 'worker',
    state: 'warning',
    says: `last looked at ${at}, ${minutesSince} minutes ago; npm start, or relance worker, runs one`,
  }
}

/** While no worker runs, that is what keeps a slot waiting, and is told already. */
function slotFindings({ unplanned, isStalled }: LedgerHealth): Finding[] {
  if (unplanned.length === 0 || isStalled) return []
  const says = unplanned.map(
    ({ subscription, slotAt }) => `subscription ${subscription} since ${slotAt.toString({ smallestUnit: 'second' })}`,
  )
  const remedy = 'its digest cannot be put together, and the log of the worker says why'
  return [{ what: 'slots', state: 'ill', says: `${says.join(', ')}: ${remedy}` }]
}

function queueFinding({ troubledSince, said, pausedUntil }: Mailing, transport: Transport): Finding {
  if (!troubledSince) return { what: 'queue', state: 'well', says: 'open' }
  const [since, until] = [troubledSince, pausedUntil!].map((at) => at.toString({ smallestUnit: 'second' }))
  const where = transport.describe()
  return { what: 'queue', state: 'ill', says: `paused since ${since}, tried again from ${until}: ${where}: ${said}` }
}

function addressesFinding(suppressions: readonly Suppression[]): Finding {
  if (suppressions.length === 0) return { what: 'addresses', state: 'well', says: 'none takes no mail' }
  const says = suppressions.map(
    ({ address, suppressedAt, subscription, number, said }) =>
      `${address} since ${suppressedAt.toString({ smallestUnit: 'second' })}, by ${subscription}/${number}: ${said}`,
  )
  const remedy = 'put the address right, or lift it on the page of the officer'
  return { what: 'addresses', state: 'ill', says: `${says.join('; ')}; ${remedy}` }
}

const SET_BACK = "the database's clock was set back, and no worker has run since"

function untoldFinding({ count, references }: LedgerHealth['untold']): Finding {
  if (count === 0) return { what: 'readers', state: 'well', says: 'whatever was subscribed to has one' }
  const more = count > references.length ? ` and ${count - references.length} more` : ''
  const why = 'their subscriptions ended, or their readers get no mail'
  return { what: 'readers', state: 'warning', says: `nobody is told of ${references.join(', ')}${more}: ${why}` }
}

function pointsFinding(stale: LedgerHealth['stalePoints']): Finding {
  if (stale.length === 0)
    return { what: 'receiving points', state: 'well', says: 'none that nobody has attested for more than a week' }
  const says = stale.map(
    ({ reference, readThroughOn }) => `${reference}, read through ${readThroughOn?.toString() ?? 'no day yet'}`,
  )
  const remedy = 'no silence of their desks can be stated since; relance points attest says until when they were read'
  return { what: 'receiving points', state: 'warning', says: `${says.join('; ')}: ${remedy}` }
}

async function examineMail({ smtpUrl }: Config, transport: Transport): Promise<Finding> {
  try {
    await transport.verify()
    const state = smtpUrl === undefined ? 'warning' : 'well'
    return {
      what: 'mail',
      state,
      says: smtpUrl === undefined ? `no SMTP_URL: ${transport.describe()}` : transport.describe(),
    }
  } catch (error) {
    return { what: 'mail', state: 'ill', says: `${transport.describe()}: ${saidBy(error)}` }
  }
}

function saidBy(error: unknown): string {
  if (error instanceof Problem) return [error.message, ...error.details].join('; ')
  const { name, code, message } = describeFault(error)
  return message ?? `${name} ${code}`
}
