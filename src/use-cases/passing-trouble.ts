import { Problem } from '../domain/problem.ts'
import { refusalOf } from '../store/sqlstate.ts'
import { explainUnreachable } from '../store/unreachable.ts'

/** By SQLSTATE: what the same request may meet no more when it is made again. */
const PASSING: Readonly<Record<string, string>> = {
  '40001': 'somebody else changed the same things just now',
  '40P01': 'somebody else changed the same things just now',
  '55P03': 'something else holds what this needs',
  '57014': 'the database took too long',
}

/** A Problem where the database refused for now or is away, without a word of where it is; null for any other failure. */
export function passingTrouble(error: unknown): Problem | null {
  const why = PASSING[refusalOf(error)?.code ?? '']
  if (why !== undefined) return new Problem('retry_later', `${why}; nothing was done, try again`)
  const isUnreachable = explainUnreachable(error, 'its place') !== null
  return isUnreachable
    ? new Problem('unavailable', 'the database cannot be reached just now; try again in a moment')
    : null
}
