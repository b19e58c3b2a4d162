import type { Context } from '../context.ts'
import type { Correction } from '../correspondence/correct-communication.ts'
import {
  parseLedgerDocument,
  type CommunicationDocument,
  type DossierDocument,
  type LedgerDocument,
} from '../ledger-files/ledger-document.ts'
import { readAsks, type Ask } from './asks.ts'
import { readBearings, type EntryDocument } from './bearings.ts'
import { changesIn } from './changes.ts'
import type { Known } from './known.ts'
import { directionOf, readLetters, type Letter } from './letters.ts'
import { newCounterparts, newDossiers } from './parties.ts'
import type { Row, Rows, Trouble } from './read-rows.ts'

/** What a sheet comes to beside what is recorded. */
export interface Plan {
  /** What it adds: what nothing is wrong with. */
  document: LedgerDocument
  newDossiers: ReadonlySet<string>
  letters: readonly (Letter & { entries: ReadonlyMap<Row, EntryDocument> })[]
  asks: readonly Ask[]
  troubles: Trouble[]
  /** What is recorded otherwise, and what no correction can record. */
  changes: Trouble[]
  corrections: readonly { correction: Omit<Correction, 'why'> | null; changes: readonly Trouble[] }[]
}

export function composeSheet(context: Context, { rows, troubles: misread }: Rows, known: Known): Plan {
  const found = { troubles: [...misread], changes: [] as Trouble[] }
  const { troubles, changes } = found
  const counterparts = newCounterparts(rows, known, found)
  const offices = new Set([...known.recorded.counterparts, ...counterparts].map(({ reference }) => reference))
  const asks = readAsks(rows, known, found).map((ask) =>
    ask.added && !offices.has(ask.added.counterpart) ? { ...ask, added: null } : ask,
  )
  const askOf = new Map(asks.flatMap((ask) => ask.rows.map((row) => [row, ask] as const)))
  const letters = readLetters(rows, known, { context, troubles }).map((letter) => {
    if (!letter.recorded && letter.told.channel === null) refuseWithoutChannel(letter, troubles)
    return { ...letter, entries: readBearings(letter, (row) => askOf.get(row), troubles) }
  })
  const corrections = letters.flatMap(({ entries, ...letter }) =>
    letter.recorded ? [changesIn(letter, letter.recorded, entries)] : [],
  )
  const unread = Map.groupBy(misread, ({ row }) => row)
  const isUnread = ({ row, field }: Trouble) => unread.get(row)?.some((one) => one.field === field) ?? false
  changes.push(...corrections.flatMap(({ changes: of }) => of.filter((change) => !isUnread(change))))
  const dossiers = newDossiers(rows, known, found)
  const wrong = new Set(troubles.map(({ row }) => row.line))
  const isSound = ({ rows: of }: Letter) => of.every((row) => !wrong.has(row.line) && isOpen(askOf.get(row)))
  const added = letters.filter((letter) => !letter.recorded && isSound(letter))
  const document = documentOf({ counterparts, dossiers, asks, letters: added, known })
  return { document, newDossiers: new Set(dossiers.keys()), letters, asks, troubles, changes, corrections }
}

function refuseWithoutChannel({ rows }: Letter, troubles: Trouble[]): void {
  const row = rows[0]!
  const says = 'channel: got nothing — expected how it came or went, such as letter'
  if (!troubles.some((one) => one.row === row && one.field === 'channel'))
    troubles.push({ row, field: 'channel', says })
}

function isOpen(ask: Ask | undefined): boolean {
  return !ask || ask.isRecorded || ask.added !== null
}

interface Added {
  counterparts: LedgerDocument['counterparts']
  dossiers: ReadonlyMap<string, string>
  asks: readonly Ask[]
  letters: Plan['letters']
  known: Known
}

function documentOf({ counterparts, dossiers, asks, letters, known }: Added): LedgerDocument {
  const named = new Set([...asks, ...letters].map(({ dossier }) => dossier))
  const asksOf = Map.groupBy(asks, ({ dossier }) => dossier)
  const lettersOf = Map.groupBy(letters, ({ dossier }) => dossier)
  const isThere = (dossier: string) => dossiers.has(dossier) || known.dossier(dossier) !== undefined
  const desks = asks.flatMap(({ added }) => (added?.desk === 'DESK' ? ['DESK'] : []))
  const isDeskNew = desks.length > 0 && !known.recorded.desks.some(({ reference }) => reference === 'DESK')
  return {
    ...parseLedgerDocument({ relance: 1 }),
    desks: isDeskNew ? [{ reference: 'DESK', name: 'Desk' }] : [],
    counterparts,
    dossiers: [...named].filter(isThere).map((reference): DossierDocument => ({
      reference,
      title: dossiers.get(reference) ?? known.dossier(reference)!.title,
      mandates: [],
      followUps: (asksOf.get(reference) ?? []).flatMap(({ added }) => added ?? []),
      communications: (lettersOf.get(reference) ?? []).map(communicationOf),
      closures: [],
      assessments: [],
    })),
  }
}

function communicationOf({ number, told, rows, entries }: Plan['letters'][number]): CommunicationDocument {
  const { channel, orderOnDay, ...rest } = told
  const direction = directionOf(told, rows)
  return { number, ...rest, channel: channel!, direction, orderOnDay: orderOnDay ?? 0, entries: [...entries.values()] }
}
