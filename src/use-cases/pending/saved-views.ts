import type { PendingQuery } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import * as store from '../../store/pending/saved-views.ts'
import { refusalOf } from '../../store/connection/sqlstate.ts'
import type { Context } from '../context.ts'

export interface SavedView {
  number: number
  name: string
  query: PendingQuery
  isShared: boolean
  /** The officer who saved it. */
  by: string
  isOwn: boolean
}

/** The officer's own and those that others share, by name. */
export async function listSavedViews({ db, officer }: Pick<Context, 'db' | 'officer'>): Promise<SavedView[]> {
  const views = await store.listSavedViews(db, officer.id)
  return views.map(({ id, name, query, isShared, by, officerId }) => ({
    number: id,
    name,
    query,
    isShared,
    by,
    isOwn: officerId === officer.id,
  }))
}

export async function saveView(
  { db, officer, now }: Context,
  view: { name: string; query: PendingQuery; isShared: boolean },
): Promise<SavedView> {
  try {
    const { id } = await store.appendSavedView(db, { ...view, officerId: officer.id, createdAt: now })
    return { ...view, number: id, by: officer.name, isOwn: true }
  } catch (error) {
    if (refusalOf(error)?.constraint !== 'saved_views_name') throw error
    throw new Problem('conflict', `name: got "${view.name}" — expected a name that no other view of yours has`)
  }
}

export async function forgetView({ db, officer }: Context, number: number): Promise<SavedView> {
  const gone = await store.removeSavedView(db, { id: number, officerId: officer.id })
  if (!gone) throw new Problem('not_found', `no view ${number} of yours`)
  const { name, query, isShared } = gone
  return { number, name, query, isShared, by: officer.name, isOwn: true }
}
