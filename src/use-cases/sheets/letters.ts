import type { Direction } from '../../domain/correspondence/facts.ts'
import { parseCommunicationReference } from '../../domain/correspondence/reference.ts'
import type { Context } from '../context.ts'
import type { CommunicationDocument } from '../ledger-files/ledger-document.ts'
import { effectOf } from '../correspondence/record-communication.ts'
import { agreedOn } from './agree.ts'
import { COMMUNICATION_FIELDS, type Told } from './columns.ts'
import { askedBeforeOthers } from './first-asks.ts'
import type { Known } from './known.ts'
import type { Row, Trouble } from './read-rows.ts'

/** The rows on one communication, and what they say of it together. */
export interface Letter {
  dossier: string
  number: number
  rows: readonly Row[]
  told: LetterTold
  recorded: CommunicationDocument | undefined
}

export type LetterTold = Pick<Told, (typeof COMMUNICATION_FIELDS)[number]>

/**
 * New ones are numbered in the order in which they took effect, those of unknown day last; but one that asks what a
 * dated one asks again later in the sheet comes first, for by numbers the ledger tells a first ask from an ask again.
 */
export function readLetters(
  rows: readonly Row[],
  known: Known,
  told: { context: Context; troubles: Trouble[] },
): Letter[] {
  const { context, troubles } = told
  const named = rows.filter((row) => isNamed(row, troubles))
  const groups = [...Map.groupBy(named, (row) => nameOf(row, known))].map(([name, of]) => ({
    ...numberedOf(name),
    dossier: of[0]!.told.dossier!,
    rows: of,
    told: agreedOn(of, COMMUNICATION_FIELDS, { of: of[0]!.told.externalReference ?? name, troubles }),
  }))
  const last = new Map<string, number>()
  for (const { dossier, number } of groups)
    last.set(dossier, Math.max(last.get(dossier) ?? known.lastNumberOf(dossier), number ?? 0))
  const placed = groups.map((group) => ({ ...group, effect: effectOf(context, contentToPlace(group)) }))
  const firstAsks = askedBeforeOthers(placed)
  const rank = (group: (typeof placed)[number]) =>
    group.effect.dating !== 'unknown' ? 1 : firstAsks.has(group) ? 0 : 2
  const byEffect = placed.toSorted((a, b) => rank(a) - rank(b) || Temporal.PlainDate.compare(a.effect.on, b.effect.on))
  return byEffect.map(({ effect: _effect, number, ...group }) => {
    const given = number ?? last.get(group.dossier)! + 1
    if (number === null) last.set(group.dossier, given)
    const recorded = known.dossier(group.dossier)?.communications.find((one) => one.number === given)
    if (!recorded && known.isTaken(group.dossier, given)) troubles.push(takenAlready(group, given, known))
    return { ...group, number: given, recorded }
  })
}

function isNamed(row: Row, troubles: Trouble[]): boolean {
  const { dossier, communication, externalReference } = row.told
  const missing = (field: 'dossier' | 'externalReference' | 'communication', says: string) => {
    if (!troubles.some((one) => one.row === row && one.field === field)) troubles.push({ row, field, says })
  }
  if (dossier === null) missing('dossier', 'dossier: got nothing — expected its reference, such as PRK-TC')
  else if (communication !== null && parseCommunicationReference(communication).dossier !== dossier)
    missing('communication', `communication: got ${communication} — expected one of ${dossier}`)
  else if (communication === null && externalReference === null)
    missing(
      'externalReference',
      'external reference: got nothing — expected the name by which a second import finds it again',
    )
  else return true
  return false
}

/** `PRK-TC/4` where it has a number, else its dossier and what others call it. */
function nameOf({ told: { dossier, communication, externalReference } }: Row, known: Known): string {
  if (communication !== null) return communication
  const number = known.numberOf(dossier!, externalReference!)
  return number === undefined ? `${dossier} ${externalReference}` : `${dossier}/${number}`
}

function numberedOf(name: string): { number: number | null } {
  const [, number] = /^[^ ]+\/(\d+)$/u.exec(name) ?? []
  return { number: number === undefined ? null : Number(number) }
}

function takenAlready(
  { dossier, rows }: Pick<Letter, 'dossier' | 'rows'>,
  number: number,
  { seesAll }: Known,
): Trouble {
  const why = seesAll ? 'was recorded and withdrawn' : 'is taken, perhaps by one that was withdrawn'
  const says = `${dossier}/${number} ${why}; give the communication another reference, or leave the row out`
  return { row: rows[0]!, field: null, says }
}

function contentToPlace({ told, rows }: Pick<Letter, 'told' | 'rows'>) {
  const { dated, sentOn, receivedOn } = told
  return { ...NOTHING_SAID, dated, sentOn, receivedOn, direction: directionOf(told, rows) }
}

const NOTHING_SAID = {
  channel: 'letter',
  orderOnDay: 0,
  sender: null,
  recipient: null,
  summary: null,
  quotation: null,
  source: null,
} as const

/** What the channel and the entries suggest, where it is not said. */
export function directionOf({ direction, channel }: LetterTold, rows: readonly Row[]): Direction {
  if (direction !== null) return direction
  if (channel === 'meeting' || channel === 'telephone' || channel === 'working_contact') return 'exchange'
  return rows.some(({ told }) => told.bearing === 'replies') ? 'received' : 'sent'
}
