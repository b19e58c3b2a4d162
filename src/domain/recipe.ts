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
  /** The ledger; as a sheet, its correspondence alone. */
  | { kind: 'export'; isSheet?: true }
  /** An issue of a subscription; `previous` is the digest that it reckons its balance from. */
  | { kind: 'digest'; query: PendingQuery; previous: number | null }
  | { kind: 'note'; dossier: string }
  | { kind: 'silence'; followUp: string }
  /** The draft of what is planned for a follow-up, or first for an office, within some days. */
  | { kind: 'reminder'; of: string; days: number }
  /** Due days and report duties of what a query means, as a file of a calendar. */
  | { kind: 'calendar'; query: PendingQuery }
  /** Reports that are owed; of one dossier, or without those that were met. */
  | { kind: 'duties'; dossier?: string; isOpen: boolean }
  /** Every office, with what it owes us. */
  | { kind: 'counterparts' }
  /** How both due days of a follow-up came about. */
  | { kind: 'due'; followUp: string }
  /** Of what one communication, or a whole dossier, told wrongly, and in which documents by their numbers. */
  | { kind: 'corrigendum'; dossier: string; communication: number | null; documents?: readonly number[] }
