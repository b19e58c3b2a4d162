import type { KeptStanding } from '../domain/follow-up.ts'
import { listFollowUps } from '../store/follow-ups.ts'
import type { Context } from './context.ts'
import { foldFollowUps } from './fold-follow-ups.ts'
import { standingOf } from './list-pending.ts'

export interface Difference {
  reference: string
  column: string
  kept: string
  folded: string
}

/** Refolds every follow-up from its facts and compares: whatever differs was written by something else than `restate`. */
export async function verify({ db }: Pick<Context, 'db'>): Promise<{ followUps: number; differences: Difference[] }> {
  return db.transaction(
    async (tx) => {
      const rows = await listFollowUps({ db: tx, sight: 'everything' }, {})
      const folded = await foldFollowUps(tx, rows)
      const differences = rows.flatMap((row) =>
        compare(row.reference, standingOf(row), standingOf(folded.get(row.id)!.kept)),
      )
      return { followUps: rows.length, differences }
    },
    { isolationLevel: 'repeatable read' },
  )
}

function compare(reference: string, kept: KeptStanding, folded: KeptStanding): Difference[] {
  return (Object.keys(folded) as (keyof KeptStanding)[])
    .map((column) => ({ reference, column, kept: String(kept[column]), folded: String(folded[column]) }))
    .filter((pair) => pair.kept !== pair.folded)
}
