import type { KeptStanding } from '../../domain/standings/follow-up.ts'
import { Problem } from '../../domain/problem.ts'
import {
  appendCommunication,
  listEntriesOf,
  listVersions,
  type CommunicationRow,
} from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { sees } from '../../store/sight.ts'
import { lockDossier } from '../../store/correspondence/dossiers.ts'
import { listFacts } from '../../store/correspondence/facts.ts'
import { lockFollowUps } from '../../store/correspondence/follow-up-locks.ts'
import type { Context } from '../context.ts'
import { refuseBeforeFirstAsk, refuseContradictions } from './contradictions.ts'
import { wantedCommunication, wantedFollowUps } from '../find.ts'
import { refuseBelow } from '../permission.ts'
import {
  columnsOf,
  contentOf,
  effectOf,
  entriesOf,
  type CommunicationContent,
  type NewBearing,
  type NewCommunication,
} from './record-communication.ts'
import { refuseStale } from './refuse-stale.ts'
import { restate } from '../standings/restate.ts'

export interface Correction {
  /** Such as `PRK-TC/4`. */
  communication: string
  why: string
  /** What is to stand instead; what is absent stays. */
  content: Partial<CommunicationContent>
  /** What changes in how it bears on follow-ups; which one may be left out where it bears on only one. */
  entries: readonly EntryChange[]
  /** Takes the communication back altogether. */
  isWithdrawn: boolean
}

export type EntryChange = Partial<Pick<NewBearing, 'followUp' | 'character' | 'untilOn'>>

/** Appends a version that stands instead of the one that holds, keeps both, and restates what either bears on. */
export async function correctCommunication(
  context: Context,
  correction: Correction,
  expected?: number,
): Promise<Map<string, KeptStanding>> {
  refuseBelow('officer', context)
  return context.db.transaction(async (tx) => {
    // What it bears on beyond what this officer sees is corrected with it.
    const all = { db: tx, sight: 'everything' } as const
    const before = await lockedVersion(context, tx, correction.communication)
    const versions = await listVersions(all, before.dossierId, before.number)
    refuseStale(correction.communication, versions.length, expected)
    const bearings = await bearingsOf(tx, before)
    const followUps = await wantedFollowUps(
      all,
      bearings.map(({ followUp }) => followUp),
    )
    const communication: NewCommunication = {
      ...contentOf(before),
      ...correction.content,
      entries: correction.isWithdrawn ? [] : corrected(bearings, correction),
    }
    const placed = isRedated(before, communication)
      ? columnsOf(effectOf({ ...context, now: versions[0]!.communication.recordedAt }, communication))
      : { tookEffectOn: before.tookEffectOn, tookEffectLatestOn: before.tookEffectLatestOn, dating: before.dating }
    if (!correction.isWithdrawn) {
      const stands = { on: placed.tookEffectOn, latestOn: placed.tookEffectLatestOn, dating: placed.dating }
      await refuseContradictions(context, tx, { communication, effect: stands, followUps })
    }
    await appendCommunication(
      tx,
      { ...contentOf(communication), ...placed, ...versionOf(context, before, correction) },
      entriesOf(communication, followUps),
    )
    await refuseUnasked(tx, followUps)
    const standings = await restate(tx, followUps)
    for (const followUp of followUps) if (!sees(context.sight, followUp)) standings.delete(followUp.reference)
    return standings
  })
}

function versionOf({ officer, now }: Context, before: CommunicationRow, { why, isWithdrawn }: Correction) {
  const { dossierId, number, place, externalReference } = before
  return {
    dossierId,
    number,
    place,
    externalReference,
    isWithdrawn,
    correctsId: before.id,
    correctionReason: why,
    recordedBy: officer.id,
    recordedAt: now,
  }
}

/** Locks what it bears on, or its dossier where it bears on nothing, then reads it anew: another correction may have come in between. */
async function lockedVersion({ sight }: Context, tx: Transaction, reference: string): Promise<CommunicationRow> {
  const seen = { db: tx, sight }
  const { id, dossierId } = await wantedCommunication(seen, reference)
  const touched = await listEntriesOf({ db: tx, sight: 'everything' }, [id])
  const followUpIds = touched.map(({ entry }) => entry.followUpId)
  if (followUpIds.length > 0) await lockFollowUps(tx, followUpIds)
  else await lockDossier(tx, dossierId)
  return wantedCommunication(seen, reference)
}

async function bearingsOf(tx: Transaction, { id }: CommunicationRow): Promise<NewBearing[]> {
  const rows = await listEntriesOf({ db: tx, sight: 'everything' }, [id])
  return rows.map(({ entry: { bearing, character, untilOn }, followUp }) => ({ followUp, bearing, character, untilOn }))
}

/** What is of an unknown day counts from the day on which it was recorded first, whatever else is corrected. */
function isRedated(before: CommunicationContent, after: CommunicationContent): boolean {
  return datesOf(before) !== datesOf(after)
}

function datesOf({ direction, dated, sentOn, receivedOn }: CommunicationContent): string {
  return [direction, dated?.text, sentOn?.toString(), receivedOn?.toString()].join()
}

function corrected(bearings: readonly NewBearing[], { communication, entries }: Correction): NewBearing[] {
  return entries.reduce((changed, entry) => withEntry(changed, communication, entry), [...bearings])
}

function withEntry(
  bearings: readonly NewBearing[],
  communication: string,
  { followUp, ...change }: EntryChange,
): NewBearing[] {
  if (Object.keys(change).length === 0) return [...bearings]
  const isMeant = (bearing: NewBearing) =>
    (followUp === undefined || bearing.followUp === followUp) &&
    (change.character === undefined || bearing.bearing === 'replies')
  const meant = bearings.filter(isMeant)
  if (meant.length === 1)
    return bearings.map((bearing) => (bearing === meant[0] ? withChange(bearing, change) : bearing))
  const asked = bearings.map((bearing) => bearing.followUp).join(', ')
  const got = `${communication}, which bears on ${asked || 'no follow-up'}`
  throw new Problem('usage', {
    says: `follow-up: got ${got} — expected the one whose entry is to change`,
    atCommandLine: asked && '; try --follow-up',
  })
}

/** A day belongs to a promise: it goes when the character does, unless a new one is given. */
function withChange(bearing: NewBearing, { character, untilOn }: EntryChange): NewBearing {
  if (character === undefined) return { ...bearing, untilOn: untilOn === undefined ? bearing.untilOn : untilOn }
  return { ...bearing, character, untilOn: untilOn ?? null }
}

async function refuseUnasked(tx: Transaction, followUps: readonly { id: number; reference: string }[]): Promise<void> {
  const facts = await listFacts(
    tx,
    followUps.map(({ id }) => id),
  )
  for (const { id, reference } of followUps) refuseBeforeFirstAsk(reference, facts.get(id)!)
  const unasked = followUps.find(({ id }) => !facts.get(id)!.some(({ bearing }) => bearing === 'asks'))
  if (!unasked) return
  throw new Problem('conflict', {
    says: `nothing else asks ${unasked.reference}; close it instead`,
    atCommandLine: `: relance close ${unasked.reference} --reason withdrawn`,
  })
}
