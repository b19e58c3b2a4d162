import type { CommunicationDocument } from '../ledger-files/ledger-document.ts'
import type { Ask } from './asks.ts'
import type { Letter } from './letters.ts'
import type { Row, Trouble } from './read-rows.ts'

export type EntryDocument = CommunicationDocument['entries'][number]

/** How a communication bears on asks, row by row; a row may be of one that bears on nothing. */
export function readBearings(
  { rows }: Pick<Letter, 'rows'>,
  askOf: (row: Row) => Ask | undefined,
  troubles: Trouble[],
): Map<Row, EntryDocument> {
  const entries = new Map<Row, EntryDocument>()
  const seen = new Map<string, Row>()
  for (const row of rows) {
    const entry = entryOf(row, askOf(row), troubles)
    if (!entry) continue
    const says = `${entry.bearing} ${entry.followUp}`
    const twin = seen.get(says)
    if (twin) troubles.push({ row, field: null, says: `row ${twin.line} says already that this ${says}` })
    seen.set(says, row)
    entries.set(row, entry)
  }
  return entries
}

function entryOf(row: Row, ask: Ask | undefined, troubles: Trouble[]): EntryDocument | null {
  const { bearing, character, untilOn, followUp } = row.told
  const isTold = (field: 'bearing' | 'followUp') => troubles.some((one) => one.row === row && one.field === field)
  if (ask && bearing) return { followUp: ask.reference, bearing, character, untilOn }
  if (followUp !== null && !isTold('bearing'))
    troubles.push({ row, field: 'bearing', says: `bearing: got nothing — expected how it bears on ${followUp}` })
  if (followUp === null && (bearing ?? character ?? untilOn) !== null && !isTold('followUp'))
    troubles.push({ row, field: 'followUp', says: 'follow-up: got nothing — expected the ask that this bears on' })
  return null
}
