import { listCalled } from '../../store/communications.ts'
import type { Transaction } from '../../store/database.ts'
import type { Context } from '../context.ts'
import { exportLedger } from '../export-ledger.ts'
import { deskOf } from '../find.ts'
import { parseLedgerDocument, type DossierDocument, type LedgerDocument } from '../ledger-document.ts'

/** What of the ledger a sheet is held against: the dossiers that it names, and everybody. */
export interface Known {
  recorded: LedgerDocument
  /** The officer's own desk. */
  ownDesk: string | null
  dossier: (reference: string) => DossierDocument | undefined
  /** The number that was given to what others call so, also where it was withdrawn since. */
  numberOf: (dossier: string, externalReference: string) => number | undefined
  /** Whether a communication of a dossier has the number, or had it before it was withdrawn. */
  isTaken: (dossier: string, number: number) => boolean
  /** The last number that was given out in a dossier. */
  lastNumberOf: (dossier: string) => number
}

export async function knownOf(context: Context, tx: Transaction, dossiers: ReadonlySet<string>): Promise<Known> {
  const seen = { db: tx, sight: 'everything' } as const
  const recorded = parseLedgerDocument(await exportLedger(seen, dossiers))
  const called = await listCalled(tx, [...dossiers])
  const numbers = new Map(called.map(({ dossier, number, external }) => [`${dossier} ${external}`, number]))
  const taken = new Set(called.map(({ dossier, number }) => `${dossier}/${number}`))
  const last = new Map(called.map(({ dossier, last: number }) => [dossier, number]))
  const byReference = new Map(recorded.dossiers.map((dossier) => [dossier.reference, dossier]))
  return {
    recorded,
    ownDesk: (await deskOf({ ...context, db: tx }))?.reference ?? null,
    dossier: (reference) => byReference.get(reference),
    numberOf: (dossier, external) => numbers.get(`${dossier} ${external}`) ?? undefined,
    isTaken: (dossier, number) => taken.has(`${dossier}/${number}`),
    lastNumberOf: (dossier) => last.get(dossier) ?? 0,
  }
}
