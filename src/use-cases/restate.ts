import type { KeptStanding } from '../domain/follow-up.ts'
import type { Transaction } from '../store/database.ts'
import { listFollowUpsById, saveStanding } from '../store/follow-ups.ts'
import { foldFollowUps } from './fold-follow-ups.ts'

/** Rewrites the standing of each follow-up from its facts, in the transaction that recorded one. They must be locked. */
export async function restate(tx: Transaction, followUpIds: readonly number[]): Promise<Map<string, KeptStanding>> {
  const followUps = await listFollowUpsById(tx, followUpIds)
  const folded = await foldFollowUps(tx, followUps)
  const standings = new Map<string, KeptStanding>()
  for (const { id, reference } of followUps) {
    const { kept } = folded.get(id)!
    await saveStanding(tx, id, kept)
    standings.set(reference, kept)
  }
  return standings
}
