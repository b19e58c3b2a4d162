import { Problem } from '../../domain/problem.ts'
import { listSessions as listAll, removeSessions, type SessionRow } from '../../store/access/access.ts'
import type { Context } from '../context.ts'

export type { SessionRow }

/** Where the officer is signed in, the last used first. */
export function listSessions({ db, officer, now }: Context): Promise<SessionRow[]> {
  return listAll(db, officer.id, now)
}

export async function endSession({ db, officer }: Pick<Context, 'db' | 'officer'>, id: number): Promise<void> {
  if ((await removeSessions(db, officer.id, { only: id })) === 0)
    throw new Problem('not_found', `you have no session ${id}; it may have ended by itself`)
}

/** Signs the officer out everywhere but here. */
export async function endOtherSessions({ db, officer }: Pick<Context, 'db' | 'officer'>, kept: number): Promise<void> {
  await removeSessions(db, officer.id, { except: kept })
}
