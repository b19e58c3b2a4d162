import { Problem } from '../../domain/problem.ts'
import type { Transaction } from './database.ts'

/**
 * Work of a transaction that is not begun again after a deadlock: what it reads beside the database would be gone by
 * then, what it writes there twice.
 */
export function onlyOnce<T>(undone: string, work: (tx: Transaction) => Promise<T>): (tx: Transaction) => Promise<T> {
  let isBegun = false
  return async (tx) => {
    if (isBegun) throw new Problem('retry_later', `${undone}: another stood in its way; try it again`)
    isBegun = true
    return work(tx)
  }
}
