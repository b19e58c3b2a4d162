import type { KeptStanding } from '../domain/follow-up.ts'
import { heldColumn, unlikeStandings, type HeldStanding } from '../domain/held-standings.ts'
import type { Transaction } from '../store/database.ts'
import { listRecordedFacts } from '../store/facts.ts'
import { listFollowUps, type NamedFollowUp } from '../store/follow-ups.ts'
import { listStandings } from '../store/standings.ts'
import type { Context } from './context.ts'
import { foldHistories } from './fold-histories.ts'
import { standingOf } from './list-pending.ts'

export interface Difference {
  reference: string
  column: string
  kept: string
  folded: string
}

const BATCH = 1_000

/**
 * Refolds every follow-up from its facts and compares, as it stands now and as it stood at any moment: whatever differs
 * was written by something else than `restate`.
 */
export async function verify({ db }: Pick<Context, 'db'>): Promise<{ followUps: number; differences: Difference[] }> {
  return db.transaction(
    async (tx) => {
      const rows = await listFollowUps({ db: tx, sight: 'everything' }, {})
      const differences: Difference[] = []
      for (let start = 0; start < rows.length; start += BATCH)
        differences.push(...(await verifyBatch(tx, rows.slice(start, start + BATCH))))
      return { followUps: rows.length, differences }
    },
    { isolationLevel: 'repeatable read' },
  )
}

async function verifyBatch(tx: Transaction, rows: readonly NamedFollowUp[]): Promise<Difference[]> {
  const ids = rows.map(({ id }) => id)
  const folded = await foldHistories(tx, rows, await listRecordedFacts(tx, ids))
  const there = await listStandings(tx, ids)
  return rows.flatMap((row) => {
    const { kept, held } = folded.get(row.id)!
    return [
      ...compare(row.reference, standingOf(row), standingOf(kept)),
      ...compareHeld(row.reference, there.get(row.id)!, held),
    ]
  })
}

function compare(reference: string, kept: KeptStanding, folded: KeptStanding): Difference[] {
  return (Object.keys(folded) as (keyof KeptStanding)[])
    .map((column) => ({ reference, column, kept: String(kept[column]), folded: String(folded[column]) }))
    .filter((pair) => pair.kept !== pair.folded)
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
