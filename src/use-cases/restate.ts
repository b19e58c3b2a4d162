import type { KeptStanding } from '../domain/follow-up.ts'
import { unlikeStandings } from '../domain/held-standings.ts'
import type { Transaction } from '../store/database.ts'
import { listRecordedFacts } from '../store/facts.ts'
import { listFollowUpsById, saveStanding } from '../store/follow-ups.ts'
import { listStandings, removeStandings, saveStandings } from '../store/standings.ts'
import { foldHistories } from './fold-histories.ts'
import type { UnderPolicy } from './rules-of-policies.ts'

/** Rewrites the standing of each follow-up from its facts, in the transaction that recorded one. They must be locked. */
export async function restate(tx: Transaction, followUpIds: readonly number[]): Promise<Map<string, KeptStanding>> {
  const followUps = await listFollowUpsById(tx, followUpIds)
  const folded = await restatePast(tx, followUps)
  for (const { id } of followUps) await saveStanding(tx, id, folded.get(id)!.kept)
  return new Map(followUps.map(({ id, reference }) => [reference, folded.get(id)!.kept]))
}

/** Only how each stood at any moment: writes what differs. */
export async function restatePast(
  tx: Transaction,
  followUps: readonly UnderPolicy[],
): Promise<Awaited<ReturnType<typeof foldHistories>>> {
  const ids = followUps.map(({ id }) => id)
  const folded = await foldHistories(tx, followUps, await listRecordedFacts(tx, ids))
  const there = await listStandings(tx, ids)
  const unlike = ids.flatMap((followUpId) =>
    unlikeStandings(there.get(followUpId)!, folded.get(followUpId)!.held).map((pair) => ({ ...pair, followUpId })),
  )
  await removeStandings(
    tx,
    unlike.flatMap(({ kept, folded: instead, followUpId }) => (kept && !instead ? [{ ...kept, followUpId }] : [])),
  )
  await saveStandings(
    tx,
    unlike.flatMap(({ folded: row, followUpId }) => (row ? [{ ...row, followUpId }] : [])),
  )
  return folded
}
