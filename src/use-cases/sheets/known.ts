import { listCalled } from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { listDossiersAfter } from '../../store/correspondence/dossiers.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import type { Context } from '../context.ts'
import { exportLedger } from '../ledger-files/export-ledger.ts'
import { deskOf } from '../find.ts'
import { parseLedgerDocument, type DossierDocument, type LedgerDocument } from '../ledger-files/ledger-document.ts'

/** What of the ledger a sheet is held against: the dossiers that it names, and everybody. */
export interface Known {
  recorded: LedgerDocument
  /** The officer's own desk. */
  ownDesk: string | null
  /** Whether nothing that is confidential is left out. */
  seesAll: boolean
  dossier: (reference: string) => DossierDocument | undefined
  /** The number that was given to what others call so, also where it was withdrawn since. */
  numberOf: (dossier: string, externalReference: string) => number | undefined
  /** Whether a communication of a dossier has the number, or had it before it was withdrawn. */
  isTaken: (dossier: string, number: number) => boolean
  /** The last number that was given out in a dossier. */
  lastNumberOf: (dossier: string) => number
  /** References that cannot be given again: those of dossiers and asks, and what others call asks, seen or not. */
  taken: ReadonlySet<string>
}

export async function knownOf(context: Context, tx: Transaction, dossiers: ReadonlySet<string>): Promise<Known> {
  const recorded = parseLedgerDocument(await exportLedger({ db: tx, sight: context.sight }, dossiers))
  const called = await listCalled(tx, [...dossiers])
  const numbers = new Map(called.map(({ dossier, number, external }) => [`${dossier} ${external}`, number]))
  const numbered = new Set(called.map(({ dossier, number }) => `${dossier}/${number}`))
  const last = new Map(called.map(({ dossier, last: number }) => [dossier, number]))
  const byReference = new Map(recorded.dossiers.map((dossier) => [dossier.reference, dossier]))
  return {
    recorded,
    seesAll: context.sight === 'everything',
    ownDesk: (await deskOf({ ...context, db: tx }))?.reference ?? null,
    dossier: (reference) => byReference.get(reference),
    numberOf: (dossier, external) => numbers.get(`${dossier} ${external}`) ?? undefined,
    isTaken: (dossier, number) => numbered.has(`${dossier}/${number}`),
    lastNumberOf: (dossier) => last.get(dossier) ?? 0,
    taken: new Set([...last.keys(), ...(await askNames(tx, dossiers))]),
  }
}

async function askNames(tx: Transaction, dossiers: ReadonlySet<string>): Promise<string[]> {
  const seen = { db: tx, sight: 'everything' } as const
  const there = await listDossiersAfter(seen, { after: 0, only: [...dossiers], limit: dossiers.size })
  const nameOf = new Map(there.map(({ id, reference }) => [id, reference]))
  const followUps = await listFollowUpsOfDossiers(seen, [...nameOf.keys()])
  return followUps.flatMap(({ dossierId, reference, externalReference }) => [
    reference,
    ...(externalReference === null ? [] : [calledIn(nameOf.get(dossierId)!, externalReference)]),
  ])
}

/** As nothing is called that we name: references have no space in them. */
export function calledIn(dossier: string, externalReference: string): string {
  return `${dossier} ${externalReference}`
}
