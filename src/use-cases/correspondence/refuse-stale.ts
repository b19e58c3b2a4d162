import { Problem } from '../../domain/problem.ts'

/** Refuses a change that was decided upon another version than the one that holds; undefined takes whichever holds. */
export function refuseStale(what: string, holds: number, expected: number | undefined): void {
  if (expected === undefined || expected === holds) return
  throw new Problem(
    'conflict',
    `${what} was changed since it was read: got version ${expected} — expected ${holds}, which holds now; read it again, then decide`,
  )
}
