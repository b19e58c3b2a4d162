import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import { heldColumn, unlikeKept, unlikeStandings, type HeldStanding } from '../../domain/standings/held-standings.ts'
import type { Queryable, Transaction } from '../../store/connection/database.ts'
import { countFollowUps, listFollowUpRows } from '../../store/correspondence/follow-ups.ts'
import { listMiscalled } from '../../store/correspondence/names.ts'
import { listStandings } from '../../store/standings/standings.ts'
import { listWrittenAfter, write, type WrittenFollowUp } from '../../store/standings/written-follow-ups.ts'
import type { Context } from '../context.ts'
import { foldHistories } from '../standings/fold-histories.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import { rulebookOf, type Rulebook } from '../rules/rules-of-policies.ts'

export interface Difference {
  reference: string
  column: string
  kept: string
  folded: string
}

const BATCH = 250

export interface Verified {
  followUps: number
  differences: Difference[]
}

/** How many of how many are done: none at the beginning, all at the end. */
export type Tell = (done: number, of: number) => void

/**
 * Refolds every follow-up from its facts and compares, as it stands now and as it stood at any moment: whatever differs
 * was written by something else than `restate`; so was what is called otherwise than its versions say. Goes through one snapshot of the ledger, a batch at a time.
 */
export async function verify({ db }: Pick<Context, 'db'>, tell: Tell = () => {}): Promise<Verified> {
  // It may write: holidays of a year are looked up once.
  return inOneSnapshot({ db }, async (tx) => {
    const of = await countFollowUps(tx)
    const verified: Verified = { followUps: 0, differences: [] }
    tell(0, of)
    const book = rulebookOf(tx)
    for await (const batch of readAhead(tx)) {
      verified.differences.push(...(await verifyBatch(book, batch)))
      verified.followUps += batch.length
      tell(verified.followUps, of)
    }
    const called = (await listMiscalled(tx)).map((one) => ({ ...one, column: 'name' }))
    for (const difference of called) verified.differences.push(difference) // may be of the whole ledger
    return verified
  })
}

/** The database reads the next batch while the one before is folded here. */
async function* readAhead(tx: Transaction): AsyncGenerator<readonly WrittenFollowUp[]> {
  let reading = listWrittenAfter(tx, 0, BATCH)
  for (;;) {
    const batch = await reading
    if (batch.length === 0) return
    reading = listWrittenAfter(tx, batch.at(-1)!.id, BATCH)
    reading.catch(() => undefined) // is heard when its turn comes
    yield batch
  }
}

/** What is written alike is alike; only of the rest are the columns read and told one by one. */
async function verifyBatch(book: Rulebook, batch: readonly WrittenFollowUp[]): Promise<Difference[]> {
  const folded = await foldHistories(book, batch, new Map(batch.map(({ id, facts }) => [id, facts])))
  const unlike = batch.filter(({ id, ...there }) => {
    const { kept, held } = write(folded.get(id)!)
    return there.kept !== kept || there.held !== held
  })
  if (unlike.length === 0) return []
  return tellApart(
    book.db,
    unlike.map(({ id }) => id),
    folded,
  )
}

async function tellApart(
  db: Queryable,
  ids: readonly number[],
  folded: Awaited<ReturnType<typeof foldHistories>>,
): Promise<Difference[]> {
  const there = await listStandings(db, ids)
  return (await listFollowUpRows(db, ids)).flatMap((row) => {
    const { kept, held } = folded.get(row.id)!
    return [...compare(row.reference, row, kept), ...compareHeld(row.reference, there.get(row.id)!, held)]
  })
}

function compare(reference: string, kept: KeptStanding, folded: KeptStanding): Difference[] {
  return unlikeKept(kept, folded).map((column) => ({
    reference,
    column,
    kept: String(kept[column]),
    folded: String(folded[column]),
  }))
}

/** One for each row of `standings`, named by the day and the instant from which it is to hold. */
function compareHeld(reference: string, there: readonly HeldStanding[], held: readonly HeldStanding[]): Difference[] {
  return unlikeStandings(there, held).map(({ kept, folded, columns }) => {
    const { fromOn, knownFrom } = (kept ?? folded)!
    const says = (row: HeldStanding | null) =>
      row ? columns.map((column) => `${column} ${heldColumn(row, column)}`).join(', ') : 'none'
    return {
      reference,
      column: `standing from ${fromOn.toString()}, as known from ${knownFrom.toString()}`,
      kept: says(kept),
      folded: says(folded),
    }
  })
}
