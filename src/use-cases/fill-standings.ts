import type { Database } from '../store/database.ts'
import { listFollowUpsById, lockFollowUps } from '../store/follow-ups.ts'
import { findInstallation, saveHasStandings } from '../store/installation.ts'
import { listWithoutStandings } from '../store/standings.ts'
import { restatePast } from './restate.ts'

const BATCH = 500

/**
 * Tells how follow-ups stood that were recorded before that was kept. It may end anywhere, be begun again, and run
 * beside others who do the same or record.
 */
export async function fillStandings(db: Database): Promise<void> {
  if ((await findInstallation(db)).hasStandings) return
  for (let ids = await listWithoutStandings(db, 0, BATCH); ids.length > 0;) {
    await db.transaction(async (tx) => {
      await lockFollowUps(tx, ids)
      await restatePast(tx, await listFollowUpsById(tx, ids))
    })
    ids = await listWithoutStandings(db, ids.at(-1)!, BATCH)
  }
  await saveHasStandings(db)
}
