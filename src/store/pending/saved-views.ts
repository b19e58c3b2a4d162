import { and, asc, eq, or } from 'drizzle-orm'
import type { Queryable } from '../connection/database.ts'
import { officers } from '../schema/parties.ts'
import { savedViews } from '../schema/saved-views.ts'

export type SavedViewRow = typeof savedViews.$inferSelect
export type NamedView = SavedViewRow & { by: string }

/** An officer's own and those offered to everybody. */
export async function listSavedViews(db: Queryable, officerId: number): Promise<NamedView[]> {
  const rows = await db
    .select({ view: savedViews, by: officers.name })
    .from(savedViews)
    .innerJoin(officers, eq(officers.id, savedViews.officerId))
    .where(or(eq(savedViews.officerId, officerId), eq(savedViews.isShared, true)))
    .orderBy(asc(savedViews.name), asc(savedViews.id))
  return rows.map(({ view, by }) => ({ ...view, by }))
}

export async function appendSavedView(db: Queryable, view: typeof savedViews.$inferInsert): Promise<SavedViewRow> {
  const [row] = await db.insert(savedViews).values(view).returning()
  return row!
}

/** Null where the officer has no such view. */
export async function removeSavedView(
  db: Queryable,
  { id, officerId }: { id: number; officerId: number },
): Promise<SavedViewRow | null> {
  const [row] = await db
    .delete(savedViews)
    .where(and(eq(savedViews.id, id), eq(savedViews.officerId, officerId)))
    .returning()
  return row ?? null
}
