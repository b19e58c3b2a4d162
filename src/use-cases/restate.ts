import type { KeptStanding } from '../domain/follow-up.ts'
import { unlikeStandings, type RecordedFact } from '../domain/held-standings.ts'
import type { Transaction } from '../store/database.ts'
import { listRecordedFacts } from '../store/facts.ts'
import { saveStanding } from '../store/follow-ups.ts'
import { listStandings, removeStandings, saveStandings } from '../store/standings.ts'
import { foldHistories } from './fold-histories.ts'
import { rulebookOf, type UnderPolicy } from './rules-of-policies.ts'

type Facts = ReadonlyMap<number, readonly RecordedFact[]>

/**
 * Rewrites the standing of each follow-up from its facts, in the transaction that recorded one. They must be locked; and
 * facts that are known already must be all there are.
 */
export async function restate(
  tx: Transaction,
  unordered: readonly (UnderPolicy & { reference: string })[],
  facts?: Facts,
): Promise<Map<string, KeptStanding>> {
  const followUps = unordered.toSorted((a, b) => a.id - b.id)
  const { folded, unlike } = await compareWithKept(tx, followUps, facts)
  await Promise.all([saveUnlike(tx, unlike), ...followUps.map(({ id }) => saveStanding(tx, id, folded.get(id)!.kept))])
  return new Map(followUps.map(({ id, reference }) => [reference, folded.get(id)!.kept]))
}

/** Only how each stood at any moment: writes what differs. */
export async function restatePast(tx: Transaction, followUps: readonly UnderPolicy[]): Promise<Folded> {
  const { folded, unlike } = await compareWithKept(tx, followUps)
  await saveUnlike(tx, unlike)
  return folded
}

type Folded = Awaited<ReturnType<typeof foldHistories>>
type Unlike = ReturnType<typeof unlikeStandings>[number] & { followUpId: number }

async function compareWithKept(
  tx: Transaction,
  followUps: readonly UnderPolicy[],
  facts?: Facts,
): Promise<{ folded: Folded; unlike: Unlike[] }> {
  const ids = followUps.map(({ id }) => id)
  const [there, folded] = await Promise.all([
    listStandings(tx, ids),
    foldHistories(rulebookOf(tx), followUps, facts ?? (await listRecordedFacts(tx, ids))),
  ])
  const unlike = ids.flatMap((followUpId) =>
    unlikeStandings(there.get(followUpId)!, folded.get(followUpId)!.held).map((pair) => ({ ...pair, followUpId })),
  )
  return { folded, unlike }
}

async function saveUnlike(tx: Transaction, unlike: readonly Unlike[]): Promise<void> {
  await removeStandings(
    tx,
    unlike.flatMap(({ kept, folded: instead, followUpId }) => (kept && !instead ? [{ ...kept, followUpId }] : [])),
  )
  await saveStandings(
    tx,
    unlike.flatMap(({ folded: row, followUpId }) => (row ? [{ ...row, followUpId }] : [])),
  )
}
