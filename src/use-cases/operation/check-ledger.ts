import { listUnsafeSettings } from '../../store/connection/durability.ts'
import { listTroubled, type ListedDigest } from '../../store/digests/digests.ts'
import { findMailing, type Mailing } from '../../store/digests/mailing.ts'
import { listOverdueSlots, type OverdueSlot } from '../../store/digests/subscriptions.ts'
import { listSuppressions, type Suppression } from '../../store/digests/suppressions.ts'
import { isReadOnly } from '../../store/connection/read-only.ts'
import { readClock } from '../../store/connection/clock.ts'
import { findInstallation } from '../../store/operation/installation.ts'
import type { EverybodysMail } from '../../domain/digests/digest.ts'
import type { Context } from '../context.ts'
import { listReceivingPoints, type PointOnDay } from '../silence/list-receiving-points.ts'
import { listUntold } from '../digests/untold.ts'
import { findDifference } from './instance.ts'

/** A digest that has waited longer than this has trouble. */
const LATE_AFTER_HOURS = 1
/** A slot that is still not planned then has been tried as many times by a worker that looks each minute. */
const UNPLANNED_AFTER_MINUTES = 5
/** Whoever only asks the ledger is told then, too. */
const NEGLECTED_AFTER_HOURS = 24
/** Workers look each minute. */
const STALLED_AFTER_MINUTES = 3

export interface WorkerHealth {
  lastPassAt: Temporal.Instant | null
  /** Whole minutes since then, less than none where the clock was set back; null where no worker has run yet. */
  minutesSince: number | null
  isStalled: boolean
}

export interface LedgerHealth extends WorkerHealth {
  /** Nothing can be recorded, planned or sent. */
  isReadOnly: boolean
  /** Of the database's server: with one of them off, a crash may take away what it has confirmed. */
  unsafeSettings: string[]
  /** Of this machine's clock against the database's; positive where ours is ahead. */
  skewMs: number
  /** Planned long ago and not sent, or given up. */
  troubled: ListedDigest[]
  /** Why nothing may be mailed from this database; null where it is ours, or nobody's yet. */
  away: string | null
  /** Slots that came, and for which no digest could be put together since. */
  unplanned: OverdueSlot[]
  /** How it stands with the mail server, by the workers. */
  mailing: Mailing
  suppressions: Suppression[]
  /** Pending, and told to nobody any more. */
  untold: EverybodysMail['untold']
  /** Receiving points that nobody has attested for more than a week. */
  stalePoints: PointOnDay[]
}

export interface Neglect {
  /** When the first digest was due that is not planned. */
  since: Temporal.Instant
  /** When a worker last looked; null where none ever did. */
  lastPassAt: Temporal.Instant | null
}

/** By the database's clock. A pass that is still to come was before that clock was set back: it says nothing of now. */
export async function checkWorker({ db }: Pick<Context, 'db'>): Promise<WorkerHealth> {
  const { lastPassAt } = await findInstallation(db)
  const minutesSince = lastPassAt && Math.floor(lastPassAt.until(await readClock(db)).total('minutes'))
  return {
    lastPassAt,
    minutesSince,
    isStalled: minutesSince === null || Math.abs(minutesSince) >= STALLED_AFTER_MINUTES,
  }
}

/** Since when digests are due that nobody plans; null where none has been for a day. */
export async function findNeglect({ db, now }: Pick<Context, 'db' | 'now'>): Promise<Neglect | null> {
  const [oldest] = await listOverdueSlots(db, now.subtract({ hours: NEGLECTED_AFTER_HOURS }))
  return oldest ? { since: oldest.slotAt, lastPassAt: (await findInstallation(db)).lastPassAt } : null
}

export async function checkLedger({
  db,
  now,
  instance,
  timeZone,
}: Pick<Context, 'db' | 'now' | 'instance' | 'timeZone'>): Promise<LedgerHealth> {
  const theirs = await readClock(db)
  const today = theirs.toZonedDateTimeISO(timeZone).toPlainDate()
  return {
    ...(await checkWorker({ db })),
    isReadOnly: await isReadOnly(db),
    unsafeSettings: await listUnsafeSettings(db),
    skewMs: now.epochMilliseconds - theirs.epochMilliseconds,
    troubled: await listTroubled(db, theirs.subtract({ hours: LATE_AFTER_HOURS })),
    away: instance ? await findDifference({ db, instance }) : null,
    unplanned: await listOverdueSlots(db, theirs.subtract({ minutes: UNPLANNED_AFTER_MINUTES })),
    mailing: await findMailing(db),
    suppressions: await listSuppressions(db),
    untold: await listUntold({ db, sight: 'everything', today }),
    stalePoints: (await listReceivingPoints({ db, today, timeZone })).filter(({ isStale }) => isStale),
  }
}
