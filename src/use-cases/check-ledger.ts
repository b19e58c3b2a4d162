import { listTroubled, type ListedDigest } from '../store/digests.ts'
import { findInstallation, readClock } from '../store/installation.ts'
import type { Context } from './context.ts'

/** A digest that has waited longer than this has trouble. */
const LATE_AFTER_HOURS = 1

export interface LedgerHealth {
  /** Of this machine's clock against the database's; positive where ours is ahead. */
  skewMs: number
  lastPassAt: Temporal.Instant | null
  /** Planned long ago and not sent, or given up. */
  troubled: ListedDigest[]
}

export async function checkLedger({ db, now }: Pick<Context, 'db' | 'now'>): Promise<LedgerHealth> {
  const theirs = await readClock(db)
  const { lastPassAt } = await findInstallation(db)
  return {
    skewMs: now.epochMilliseconds - theirs.epochMilliseconds,
    lastPassAt,
    troubled: await listTroubled(db, now.subtract({ hours: LATE_AFTER_HOURS })),
  }
}
