import type { PendingQuery } from './pending-query.ts'

/** What a document that left the house shows. With its as-of day and what was known, its content follows from the ledger. */
export type Recipe = Shown & {
  /** Of whoever it was given to. */
  sight: 'everything' | { deskId: number | null }
  /** Where it was asked for as it had been known at an earlier instant. */
  knownAt?: string
}

export type Shown =
  /** What is pending and meant by a query, as CSV, JSON or a spreadsheet. */
  | { kind: 'list'; query: PendingQuery }
  | { kind: 'export' }
  /** An issue of a subscription; `previous` is the digest that it reckons its balance from. */
  | { kind: 'digest'; query: PendingQuery; previous: number | null }
  | { kind: 'note'; dossier: string }
  | { kind: 'silence'; followUp: string }
  /** Of what one communication, or a whole dossier, told wrongly. */
  | { kind: 'corrigendum'; dossier: string; communication: number | null }
