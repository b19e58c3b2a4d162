import type { Transaction } from '../store/connection/database.ts'
import { refusalOf } from '../store/connection/sqlstate.ts'
import type { Context } from './context.ts'

/** Reads and writes upon one snapshot of the ledger. Begins again where somebody wrote what we lock or add in between. */
export async function inOneSnapshot<T>({ db }: Pick<Context, 'db'>, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await db.transaction(work, { isolationLevel: 'repeatable read' })
    } catch (error) {
      if (refusalOf(error)?.code !== '40001') throw error
    }
  }
}
