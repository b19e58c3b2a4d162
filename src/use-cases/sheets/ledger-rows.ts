import type {
  CommunicationDocument,
  DossierDocument,
  FollowUpDocument,
  LedgerDocument,
} from '../ledger-files/ledger-document.ts'
import { FIELDS, type Field, type Told } from './columns.ts'

export type LedgerCell = string | number | boolean | Temporal.PlainDate | null

/** The correspondence of a dossier in the columns that an import reads: a row for each communication as it bears on an ask. */
export function ledgerRows(
  dossier: DossierDocument,
  offices: ReadonlyMap<string, LedgerDocument['counterparts'][number]>,
): LedgerCell[][] {
  const followUps = new Map(dossier.followUps.map((followUp) => [followUp.reference, followUp]))
  return dossier.communications.flatMap((communication) => {
    const entries = communication.entries.length === 0 ? [null] : communication.entries
    return entries.map((entry) => {
      const followUp = followUps.get(entry?.followUp ?? '')
      const office = offices.get(followUp?.counterpart ?? '')
      const told: Told = {
        ...ofCommunication(dossier, communication),
        ...ofFollowUp(followUp),
        counterpartName: office?.name ?? null,
        country: office?.country ?? null,
        bearing: entry?.bearing ?? null,
        character: entry?.character ?? null,
        untilOn: entry?.untilOn ?? null,
      }
      return FIELDS.map((field) => cellOf(told, field))
    })
  })
}

function ofCommunication({ reference, title }: DossierDocument, communication: CommunicationDocument) {
  const { number, entries: _entries, ...told } = communication
  return { ...told, dossier: reference, dossierTitle: title, communication: `${reference}/${number}` }
}

function ofFollowUp(followUp: FollowUpDocument | undefined) {
  const {
    reference = null,
    title = null,
    counterpart = null,
    owner = null,
    desk = null,
    policy = null,
  } = followUp ?? {}
  const isConfidential = followUp?.isConfidential ?? null
  return { followUp: reference, ask: title, counterpart, owner, desk, policy, isConfidential }
}

/** A vague date as it was written; one that is a day as a day. */
function cellOf(told: Told, field: Field): LedgerCell {
  const value = told[field]
  if (typeof value === 'object' && value !== null && 'text' in value) return value.isExact ? value.earliest : value.text
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value
}
