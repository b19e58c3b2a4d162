import type { Character } from '../../domain/correspondence/characters.ts'
import { crashPoint } from '../../domain/crash-points.ts'
import {
  deriveEffect,
  type Bearing,
  type Channel,
  type Direction,
  type Effect,
} from '../../domain/correspondence/facts.ts'
import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import { Problem } from '../../domain/problem.ts'
import type { RecordedFact } from '../../domain/standings/held-standings.ts'
import type { VagueDate } from '../../domain/dates/vague-date.ts'
import { listAlike, type NewEntry } from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { listRecordedFacts } from '../../store/correspondence/facts.ts'
import { fileCommunication, type FiledRow } from '../../store/correspondence/filed-communications.ts'
import type { NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { listStandings } from '../../store/standings/standings.ts'
import { attachWithin, refuseFiles, type NewFile } from './attachments.ts'
import type { Context } from '../context.ts'
import { refuseContradictions, refuseDoubles } from './contradictions.ts'
import { lockedFollowUps } from '../find.ts'
import { refuseHastyReminder } from './hasty-reminders.ts'
import { refuseBelow } from '../permission.ts'
import { restate, type Known } from '../standings/restate.ts'
import { rulebookOf } from '../rules/rules-of-policies.ts'

export interface NewCommunication extends CommunicationContent {
  entries: readonly NewBearing[]
}

export interface CommunicationContent {
  channel: Channel
  direction: Direction
  dated: VagueDate | null
  sentOn: Temporal.PlainDate | null
  receivedOn: Temporal.PlainDate | null
  orderOnDay: number
  sender: string | null
  recipient: string | null
  summary: string | null
  quotation: string | null
  /** The document and paragraph that it is known from. */
  source: string | null
}

export interface NewBearing {
  /** The follow-up's reference. */
  followUp: string
  bearing: Bearing
  character: Character | null
  untilOn: Temporal.PlainDate | null
}

export interface Recorded {
  /** `PRK-TC/4` */
  reference: string
  standings: Map<string, KeptStanding>
}

/**
 * Files one communication with its bearings and restates every follow-up it touches, or changes nothing at all.
 * Refuses what contradicts the record and, unless told that it is so all the same, what is recorded already and
 * reminders that come too soon.
 */
export async function recordCommunication(
  context: Context,
  communication: NewCommunication,
  { isAgain = false, files = [] }: { isAgain?: boolean; files?: readonly NewFile[] } = {},
): Promise<Recorded> {
  refuseBelow('officer', context)
  refuseFiles(files)
  if (communication.entries.length === 0) {
    throw new Problem('usage', 'entries: got none — expected a follow-up that it bears on')
  }
  const recorded = await context.db.transaction(async (tx) => {
    const followUps = await lockedFollowUps(
      { tx, sight: context.sight },
      communication.entries.map(({ followUp }) => followUp),
    )
    const [{ dossierId, dossier }] = followUps as [(typeof followUps)[number]]
    const effect = effectOf(context, communication)
    const known = await readAgreed(context, tx, { communication, effect, followUps, isAgain })
    const entries = entriesOf(communication, followUps)
    const row = filedRow(context, { communication, effect, dossierId })
    for (const entry of entries) known.facts.get(entry.followUpId)!.push(factOf(entry, row, effect))
    const [number, standings] = await Promise.all([fileCommunication(tx, row, entries), restate(tx, followUps, known)])
    const reference = `${dossier}/${number}`
    if (files.length > 0) await attachWithin(context, tx, { communication: reference, newFiles: files })
    crashPoint('record-filed')
    return { reference, standings }
  })
  crashPoint('record-committed')
  return recorded
}

interface ToAgree {
  communication: NewCommunication
  effect: Effect
  followUps: readonly NamedFollowUp[]
  isAgain: boolean
}

/**
 * What is recorded of the follow-ups already, and does not speak against it. Asked for all at once, so that the server
 * is waited for once.
 */
async function readAgreed(
  context: Context,
  tx: Transaction,
  { isAgain, ...filed }: ToAgree,
): Promise<Omit<Known, 'facts'> & { facts: Map<number, RecordedFact[]> }> {
  const { communication, effect, followUps } = filed
  const ids = followUps.map(({ id }) => id)
  const { channel, direction, entries } = communication
  const { dossierId } = followUps[0]!
  const book = rulebookOf(tx)
  const [facts, alike, standings] = await Promise.all([
    listRecordedFacts(tx, ids),
    listAlike(tx, { dossierId, channel, direction, ...columnsOf(effect) }, ids[0]!),
    listStandings(tx, ids),
    book.policies(),
  ])
  await refuseContradictions(context, tx, filed, facts)
  if (!isAgain) {
    refuseDoubles(filed, alike)
    await refuseHastyReminder(tx, { entries, effect, followUps })
  }
  return { facts, standings, book }
}

/** As it would be read again, but for its place: after all that is recorded. */
function factOf(
  { bearing, character = null, untilOn = null }: NewEntry,
  { orderOnDay, recordedAt }: FiledRow,
  effect: Effect,
): RecordedFact {
  const place = Number.MAX_SAFE_INTEGER
  return { bearing, character, untilOn, effect, orderOnDay, place, recordedAt, supersededAt: null }
}

/** As the store files it, under the next number of its dossier. */
export function filedRow(
  { officer, now }: Context,
  { communication, effect, dossierId }: { communication: CommunicationContent; effect: Effect; dossierId: number },
): FiledRow {
  return {
    ...contentOf(communication),
    ...columnsOf(effect),
    dossierId,
    recordedBy: officer.id,
    // As it is kept.
    recordedAt: now.round({ smallestUnit: 'microsecond', roundingMode: 'trunc' }),
  }
}

/** The day from which it counts: see `deriveEffect`. */
export function effectOf(
  { now, timeZone }: Context,
  { direction, sentOn, receivedOn, dated }: CommunicationContent,
): Effect {
  const moved = direction === 'sent' ? sentOn : direction === 'received' ? receivedOn : null
  return deriveEffect(moved, dated, now.toZonedDateTimeISO(timeZone).toPlainDate())
}

export function columnsOf({ on, latestOn, dating }: Effect) {
  return { tookEffectOn: on, tookEffectLatestOn: latestOn, dating }
}

export function contentOf(communication: CommunicationContent): CommunicationContent {
  const { channel, direction, dated, sentOn, receivedOn, orderOnDay, sender, recipient, summary, quotation, source } =
    communication
  return { channel, direction, dated, sentOn, receivedOn, orderOnDay, sender, recipient, summary, quotation, source }
}

export function entriesOf(
  { entries }: NewCommunication,
  followUps: readonly { id: number; reference: string }[],
): NewEntry[] {
  const ids = new Map(followUps.map(({ id, reference }) => [reference, id]))
  return entries.map(({ followUp, bearing, character, untilOn }) => {
    const followUpId = ids.get(followUp)
    if (followUpId === undefined) throw new Problem('not_found', `no follow-up ${followUp}`)
    return { followUpId, bearing, character, untilOn }
  })
}
