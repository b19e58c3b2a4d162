import type { Correction, EntryChange } from '../correspondence/correct-communication.ts'
import type { CommunicationDocument } from '../ledger-files/ledger-document.ts'
import type { CommunicationContent } from '../correspondence/record-communication.ts'
import { isSame, shown } from './agree.ts'
import type { EntryDocument } from './bearings.ts'
import { COLUMNS, COMMUNICATION_FIELDS, type Field } from './columns.ts'
import type { Letter } from './letters.ts'
import type { Row, Trouble } from './read-rows.ts'

/** What a sheet has otherwise than the ledger, and the correction that records it, where one can. */
export interface Changed {
  changes: readonly Trouble[]
  correction: Omit<Correction, 'why'> | null
}

export function changesIn(
  { dossier, number, rows, told }: Letter,
  recorded: CommunicationDocument,
  entries: ReadonlyMap<Row, EntryDocument>,
): Changed {
  const changed = COMMUNICATION_FIELDS.filter(
    (field) => isSaid(field, told[field], rows) && !isSame(told[field], recorded[field]),
  )
  const ofContent = changed.map((field) => ({
    row: rows.find((one) => one.told[field] !== null) ?? rows[0]!,
    field,
    says: differs(`${dossier}/${number}`, field, recorded[field], told[field]),
  }))
  const ofEntries = [...entries].map(([row, entry]) => entryChange(row, entry, recorded))
  const changes = [...ofContent, ...ofEntries.flatMap(({ changes: of }) => of)]
  if (changes.length === 0) return { changes, correction: null }
  const content = Object.fromEntries(
    changed.map((field) => [CONTENT[field], told[field]]),
  ) as Partial<CommunicationContent>
  const isRecordable = !changed.includes('externalReference') && ofEntries.every(({ change }) => change !== null)
  const correction = {
    communication: `${dossier}/${number}`,
    content,
    entries: ofEntries.flatMap(({ change }) => (change && Object.keys(change).length > 1 ? [change] : [])),
    isWithdrawn: false,
  }
  return { changes, correction: isRecordable ? correction : null }
}

const CONTENT: Readonly<
  Record<(typeof COMMUNICATION_FIELDS)[number], keyof CommunicationContent | 'externalReference'>
> = {
  channel: 'channel',
  direction: 'direction',
  dated: 'dated',
  sentOn: 'sentOn',
  receivedOn: 'receivedOn',
  orderOnDay: 'orderOnDay',
  from: 'sender',
  to: 'recipient',
  summary: 'summary',
  quotation: 'quotation',
  source: 'source',
  externalReference: 'externalReference',
}

/** What is left empty says that there is none, but for what a communication cannot be without. */
const NEVER_EMPTY: ReadonlySet<Field> = new Set(['channel', 'direction', 'orderOnDay', 'externalReference'])

function isSaid(field: Field, value: unknown, rows: readonly Row[]): boolean {
  return rows.some(({ fields }) => fields.has(field)) && (value !== null || !NEVER_EMPTY.has(field))
}

/** With no change in it, a change of the follow-up alone; null where no correction can record it. */
function entryChange(
  row: Row,
  entry: EntryDocument,
  recorded: CommunicationDocument,
): { changes: Trouble[]; change: EntryChange | null } {
  const { followUp, bearing } = entry
  const there = recorded.entries.find((one) => one.followUp === followUp && one.bearing === bearing)
  if (!there) {
    const bears = recorded.entries.map((one) => `${one.bearing} ${one.followUp}`).join(', ') || 'bears on nothing'
    const says = `it is recorded as one that ${bears}, the sheet has it that it ${bearing} ${followUp}`
    return { changes: [{ row, field: 'bearing', says }], change: null }
  }
  const changed = (['character', 'untilOn'] as const).filter(
    (field) => row.fields.has(field) && !isSame(entry[field], there[field]),
  )
  const changes = changed.map((field) => ({ row, field, says: differs(followUp, field, there[field], entry[field]) }))
  const character = changed.includes('character') && entry.character ? { character: entry.character } : {}
  return { changes, change: changed.length === 0 ? { followUp } : { followUp, ...character, untilOn: entry.untilOn } }
}

function differs(of: string, field: Field, there: unknown, here: unknown): string {
  return `${COLUMNS[field].heading} of ${of} is recorded as ${shown(there)}, the sheet has ${shown(here)}`
}
