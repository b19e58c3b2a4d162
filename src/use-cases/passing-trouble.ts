import { Problem } from '../domain/problem.ts'
import { refusalOf } from '../store/connection/sqlstate.ts'
import { explainUnreachable, isCutOff, isLost } from '../store/connection/unreachable.ts'

/** By SQLSTATE: what the same request may meet no more when it is made again. */
const PASSING: Readonly<Record<string, string>> = {
  '40001': 'somebody else changed the same things just now',
  '40P01': 'somebody else changed the same things just now',
  '55P03': 'something else holds what this needs',
  '57014': 'the database took too long',
  '25006': 'the database only reads at present',
  '53100': 'the disk of the database is full',
}

const LOST =
  'the connection to the database was lost before it answered, so whether this was recorded is not known: ' +
  'sending it again is safe with the same Idempotency-Key, else look first'

/** A Problem where the database refused for now or is away, without a word of where it is; null for any other failure. */
export function passingTrouble(error: unknown): Problem | null {
  const why = PASSING[refusalOf(error)?.code ?? '']
  if (why !== undefined) return new Problem('retry_later', `${why}; nothing was done, try again`)
  if (isLost(error)) return new Problem('unavailable', LOST)
  const isUnreachable = explainUnreachable(error, 'its place') !== null
  return isUnreachable
    ? new Problem('unavailable', 'the database cannot be reached just now; try again in a moment')
    : null
}

export { isCutOff }
