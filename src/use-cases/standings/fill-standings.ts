import type { Database } from '../../store/connection/database.ts'
import { unlikeKept } from '../../domain/standings/held-standings.ts'
import { lockFollowUps } from '../../store/correspondence/follow-up-locks.ts'
import { listFollowUpsById, saveStanding } from '../../store/correspondence/follow-ups.ts'
import { findInstallation, saveHasStandings } from '../../store/operation/installation.ts'
import { listWithoutStandings } from '../../store/standings/standings.ts'
import { restatePast } from './restate.ts'

const BATCH = 500

/**
 * Tells how follow-ups stood that were recorded before that was kept, or whose standings a migration took away because
 * they are folded otherwise now. It may end anywhere, be begun again, and run beside others who do the same or record.
 */
export async function fillStandings(db: Database): Promise<void> {
  if ((await findInstallation(db)).hasStandings) return
  for (let ids = await listWithoutStandings(db, 0, BATCH); ids.length > 0;) {
    await db.transaction(async (tx) => {
      await lockFollowUps(tx, ids)
      const followUps = await listFollowUpsById(tx, ids)
      const folded = await restatePast(tx, followUps)
      for (const followUp of followUps) {
        const { kept } = folded.get(followUp.id)!
        if (unlikeKept(followUp, kept).length > 0) await saveStanding(tx, followUp.id, kept)
      }
    })
    ids = await listWithoutStandings(db, ids.at(-1)!, BATCH)
  }
  await saveHasStandings(db)
}
