import { withFirstAskPlaced, type Fact } from '../../domain/correspondence/facts.ts'
import type { RecordedFact } from '../../domain/standings/held-standings.ts'
import { Problem } from '../../domain/problem.ts'
import { deriveStanding } from '../../domain/standings/standing.ts'
import type { NewClosureRow } from '../../store/correspondence/closures.ts'
import type { NewCommunicationRow, NewEntry } from '../../store/correspondence/communications.ts'
import type { appendStanding } from '../../store/correspondence/follow-ups.ts'
import { refuseImpossibleDay } from '../correspondence/close-follow-up.ts'
import type { Context } from '../context.ts'
import { refuseBeforeFirstAsk, refuseContradicting } from '../correspondence/contradictions.ts'
import { missing, missingDesk } from '../find.ts'
import type { CommunicationDocument, DossierDocument } from './ledger-document.ts'
import { columnsOf, contentOf, effectOf } from '../correspondence/record-communication.ts'

/** Hears what is wrong with a communication, which is left out, or with a follow-up, and where it is. */
export type Tell = (place: string, problem: Problem) => void

export interface Parties {
  counterparts: ReadonlyMap<string, number>
  desks: ReadonlyMap<string, number>
  policies: ReadonlyMap<string, number>
  officers: ReadonlyMap<string, number>
}

/** A follow-up while its dossier is filed. */
export interface Asked {
  /** Below zero until it is written. */
  id: number
  reference: string
  dossierId: number
  closedOn: Temporal.PlainDate | null
  facts: RecordedFact[]
  isTouched: boolean
  /** Null where it is recorded already. */
  row: Parameters<typeof appendStanding>[1][number]['followUp'] | null
}

/** What is to be written of a dossier. */
export interface Filed {
  asks: readonly Asked[]
  letters: { row: NewCommunicationRow; entries: (Omit<NewEntry, 'followUpId'> & { asked: Asked })[] }[]
  closures: (Omit<NewClosureRow, 'followUpId'> & { asked: Asked })[]
}

interface Wanted {
  dossier: DossierDocument
  dossierId: number
  recorded: ReadonlyMap<string, Asked>
  /** In the order of recording; each is taken from its beginning. */
  places: number[]
  parties: Parties
  tell: Tell
}

/** What a file adds to one dossier, validated against what is recorded and with its facts told to its asks. */
export function fileDossier(context: Context, wanted: Wanted): Filed {
  const { dossier, recorded, tell } = wanted
  const asks = new Map([...recorded].filter(([, { dossierId }]) => dossierId === wanted.dossierId))
  for (const [place, followUp] of dossier.followUps.entries())
    asks.set(followUp.reference, openedAsk(context, wanted, { place, followUp }))
  const filing = { ...wanted, asks, filed: { asks: [...asks.values()], letters: [], closures: [] } as Filed }
  for (const communication of dossier.communications.toSorted((a, b) => a.number - b.number)) {
    fileClosures(context, filing, communication.number)
    const place = `${dossier.reference}/${communication.number}`
    telling(tell, place, () => named(place, () => fileCommunication(context, filing, communication)))
  }
  fileClosures(context, filing, null)
  refuseUnasked(filing)
  return filing.filed
}

interface Filing extends Wanted {
  asks: ReadonlyMap<string, Asked>
  filed: Filed
}

const MOST_ASKS = 1_000_000

function openedAsk(
  { now: openedAt }: Context,
  { dossier, dossierId, parties }: Wanted,
  { place, followUp }: { place: number; followUp: DossierDocument['followUps'][number] },
): Asked {
  const { reference, title, isConfidential, externalReference, counterpart, owner, desk, policy } = followUp
  if (!new RegExp(`^${dossier.reference}-[1-9]\\d*$`).test(reference)) {
    const expected = `${dossier.reference} and a number, such as ${dossier.reference}-1`
    throw new Problem('invalid', `follow-up: got ${reference} — expected ${expected}`)
  }
  const row = {
    dossierId,
    reference,
    title,
    isConfidential,
    externalReference,
    openedAt,
    counterpartId: identityIn(parties.counterparts, ['counterpart', counterpart, 'relance counterparts']),
    ownerId: owner === null ? null : identityIn(parties.officers, ['officer', owner.toLowerCase()]),
    deskId: parties.desks.get(desk) ?? missingDesk(desk, [...parties.desks.keys()]),
    policyId: policy === null ? null : identityIn(parties.policies, ['policy', policy, 'relance policies']),
  }
  const id = -(dossierId * MOST_ASKS + place + 1)
  return { id, reference, dossierId, closedOn: null, facts: [], isTouched: false, row }
}

function identityIn(known: ReadonlyMap<string, number>, wanted: Parameters<typeof missing>): number {
  return known.get(wanted[1]) ?? missing(...wanted)
}

function fileCommunication(context: Context, filing: Filing, document: CommunicationDocument): void {
  const { number, externalReference, from: sender, to: recipient, ...told } = document
  const communication = { ...told, sender, recipient }
  const effect = effectOf(context, communication)
  const followUps = new Set(told.entries.map(({ followUp }) => askedAs(filing, followUp)))
  refuseContradicting(context, {
    communication,
    effect,
    followUps: [...followUps].map((asked) => ({ ...asked, facts: withFirstAskPlaced(asked.facts) })),
  })
  const place = filing.places.shift()!
  const entries = told.entries.map(({ followUp, bearing, character, untilOn }) => {
    const asked = askedAs(filing, followUp)
    tellFact(context, asked, { bearing, character, untilOn, effect, orderOnDay: told.orderOnDay, place })
    return { asked, bearing, character, untilOn }
  })
  const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
  const columns = { ...contentOf(communication), ...columnsOf(effect), number, place, externalReference }
  filing.filed.letters.push({ row: { ...columns, ...recorded, dossierId: filing.dossierId }, entries })
}

/** Those that came before a communication of their day; with null, all others. */
function fileClosures(context: Context, filing: Filing, next: number | null): void {
  const { closures, communications } = filing.dossier
  if (closures.length === 0) return
  const numbers = new Set(communications.map(({ number }) => number))
  for (const { followUp, before, ...closure } of closures) {
    if (next !== (before !== null && numbers.has(before) ? before : null)) continue
    const asked = askedAs(filing, followUp)
    const { asked: first } = deriveStanding(asked.facts)
    const askedOn = first?.dating === 'unknown' ? null : (first?.on ?? null)
    named('closures', () => refuseImpossibleDay(context, { reference: followUp, askedOn }, closure.closedOn))
    const place = filing.places.shift()!
    const { closedOn: on, reason } = closure
    const effect = { on, latestOn: on, dating: 'exact' } as const
    tellFact(context, asked, { bearing: 'closes', reason, orderOnDay: 0, place, effect })
    const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
    filing.filed.closures.push({ ...closure, ...recorded, place, asked })
  }
}

function tellFact({ now }: Context, asked: Asked, fact: Fact): void {
  asked.facts.push({ ...fact, recordedAt: now, supersededAt: null })
  asked.isTouched = true
}

function refuseUnasked({ filed: { asks }, tell }: Filing): void {
  for (const { reference, facts } of asks)
    telling(tell, reference, () => refuseBeforeFirstAsk(reference, withFirstAskPlaced(facts)))
  for (const { reference, facts } of asks)
    if (!facts.some(({ bearing }) => bearing === 'asks'))
      tell(
        reference,
        new Problem('invalid', `${reference}: nothing asks it — expected a communication with an entry that asks`),
      )
}

function askedAs({ asks }: Filing, reference: string): Asked {
  return asks.get(reference) ?? missing('follow-up', reference, 'relance pending')
}

/** Puts the place in the file before what was wrong there. */
function named(place: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof Problem) throw error.at(place)
    throw error
  }
}

function telling(tell: Tell, place: string, work: () => void): void {
  try {
    work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    tell(place, error)
  }
}
