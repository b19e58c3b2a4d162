import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import { unlikeStandings, type HeldStanding, type RecordedFact } from '../../domain/standings/held-standings.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { listRecordedFacts } from '../../store/correspondence/facts.ts'
import { saveStanding } from '../../store/correspondence/follow-ups.ts'
import { listStandings, removeStandings, saveStandings, type StandingRow } from '../../store/standings/standings.ts'
import { foldHistories } from './fold-histories.ts'
import { rulebookOf, type Rulebook, type UnderPolicy } from '../rules/rules-of-policies.ts'

/** What restating rests on, of follow-ups that were locked before it was read. */
export interface Known {
  /** All there are. */
  facts: ReadonlyMap<number, readonly RecordedFact[]>
  standings: ReadonlyMap<number, readonly HeldStanding[]>
  book: Rulebook
}

/** Rewrites the standing of each follow-up from its facts, in the transaction that recorded one. They must be locked. */
export async function restate(
  tx: Transaction,
  unordered: readonly (UnderPolicy & { reference: string })[],
  known?: Known,
): Promise<Map<string, KeptStanding>> {
  const followUps = unordered.toSorted((a, b) => a.id - b.id)
  const { folded, unlike } = await compareWithKept(followUps, known ?? (await readKnown(tx, followUps)))
  await Promise.all([saveUnlike(tx, unlike), ...followUps.map(({ id }) => saveStanding(tx, id, folded.get(id)!.kept))])
  return new Map(followUps.map(({ id, reference }) => [reference, folded.get(id)!.kept]))
}

/** Only how each stood at any moment: writes what differs. */
export async function restatePast(tx: Transaction, followUps: readonly UnderPolicy[]): Promise<Folded> {
  const { folded, unlike } = await compareWithKept(followUps, await readKnown(tx, followUps))
  await saveUnlike(tx, unlike)
  return folded
}

type Folded = Awaited<ReturnType<typeof foldHistories>>
type Unlike = ReturnType<typeof unlikeStandings>[number] & Pick<StandingRow, 'followUpId' | 'counterpartId'>

async function readKnown(tx: Transaction, followUps: readonly UnderPolicy[]): Promise<Known> {
  const ids = followUps.map(({ id }) => id)
  const book = rulebookOf(tx)
  const [facts, standings] = await Promise.all([listRecordedFacts(tx, ids), listStandings(tx, ids), book.policies()])
  return { facts, standings, book }
}

async function compareWithKept(
  followUps: readonly UnderPolicy[],
  { facts, standings, book }: Known,
): Promise<{ folded: Folded; unlike: Unlike[] }> {
  const folded = await foldHistories(book, followUps, facts)
  const unlike = followUps.flatMap(({ id: followUpId, counterpartId }) => {
    const pairs = unlikeStandings(standings.get(followUpId)!, folded.get(followUpId)!.held)
    return pairs.map((pair) => ({ ...pair, followUpId, counterpartId }))
  })
  return { folded, unlike }
}

async function saveUnlike(tx: Transaction, unlike: readonly Unlike[]): Promise<void> {
  await removeStandings(
    tx,
    unlike.flatMap(({ kept, folded: instead, ...of }) => (kept && !instead ? [{ ...kept, ...of }] : [])),
  )
  await saveStandings(
    tx,
    unlike.flatMap(({ folded: row, followUpId, counterpartId }) =>
      row ? [{ ...row, followUpId, counterpartId }] : [],
    ),
  )
}
