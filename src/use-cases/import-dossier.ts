import { Problem } from '../domain/problem.ts'
import { deriveStanding } from '../domain/standing.ts'
import { appendCommunication, listVersions } from '../store/communications.ts'
import { appendClosure } from '../store/closures.ts'
import type { Transaction } from '../store/database.ts'
import { appendDossier, saveNumbers } from '../store/dossiers.ts'
import { listFacts } from '../store/facts.ts'
import { appendFollowUp, listFollowUps } from '../store/follow-ups.ts'
import { assessWithin } from './assess-reply.ts'
import { refuseImpossibleDay } from './close-follow-up.ts'
import type { Context, Seen } from './context.ts'
import { refuseBeforeFirstAsk, refuseContradictions } from './contradictions.ts'
import {
  wantedCounterpart,
  wantedDesk,
  wantedDossier,
  wantedFollowUp,
  wantedFollowUps,
  wantedOfficer,
  wantedPolicy,
} from './find.ts'
import type { CommunicationDocument, DossierDocument } from './ledger-document.ts'
import { importMandates } from './import-mandates.ts'
import { UNASKED } from './open-follow-ups.ts'
import { columnsOf, contentOf, effectOf, entriesOf } from './record-communication.ts'
import { restate } from './restate.ts'

/** Hears what is wrong with a communication, which is left out, or with a follow-up, and where it is. */
export type Tell = (place: string, problem: Problem) => void

/** Appends what a file adds to one dossier and restates its follow-ups. What is wrong ends it, unless it is told instead. */
export async function importDossier(
  context: Context,
  tx: Transaction,
  { dossier, isNew, tell = end }: { dossier: DossierDocument; isNew: boolean; tell?: Tell | undefined },
): Promise<void> {
  const { reference, title } = dossier
  const { id } = isNew
    ? await appendDossier(tx, { reference, title, openedAt: context.now })
    : await wantedDossier(all(tx), reference)
  await importMandates(context, tx, { dossierId: id, mandates: dossier.mandates })
  for (const followUp of dossier.followUps) await importFollowUp(context, tx, id, { ...followUp, dossier: reference })
  await refuseTakenNumbers(tx, id, dossier)
  for (const communication of dossier.communications.toSorted((a, b) => a.number - b.number)) {
    await importClosures(context, tx, dossier, communication.number)
    const place = `${reference}/${communication.number}`
    await telling(tell, place, () => named(place, () => importCommunication(context, tx, id, communication)))
  }
  await importClosures(context, tx, dossier, null)
  await importAssessments(context, tx, dossier)
  await saveNumbers(tx, id)
  await refuseUnasked(tx, reference, tell)
  await restate(
    tx,
    (await listFollowUps(all(tx), { dossier: reference })).map((followUp) => followUp.id),
  )
}

async function importFollowUp(
  { now }: Context,
  tx: Transaction,
  dossierId: number,
  { dossier, ...followUp }: DossierDocument['followUps'][number] & { dossier: string },
): Promise<void> {
  const { reference, title, isConfidential, externalReference } = followUp
  if (!new RegExp(`^${dossier}-[1-9]\\d*$`).test(reference)) {
    throw new Problem('invalid', `follow-up: got ${reference} — expected ${dossier} and a number, such as ${dossier}-1`)
  }
  await appendFollowUp(tx, {
    ...UNASKED,
    dossierId,
    reference,
    title,
    isConfidential,
    externalReference,
    openedAt: now,
    counterpartId: (await wantedCounterpart(tx, followUp.counterpart)).id,
    ownerId: followUp.owner === null ? null : (await wantedOfficer(tx, followUp.owner)).id,
    deskId: (await wantedDesk(tx, followUp.desk)).id,
    policyId: followUp.policy === null ? null : (await wantedPolicy(tx, followUp.policy)).id,
  })
}

async function importCommunication(
  context: Context,
  tx: Transaction,
  dossierId: number,
  filed: CommunicationDocument,
): Promise<void> {
  const { number, externalReference, from: sender, to: recipient, entries, ...told } = filed
  const communication = { ...told, sender, recipient, entries: entries.map((entry) => ({ ...entry })) }
  const effect = effectOf(context, communication)
  const followUps = await wantedFollowUps(
    all(tx),
    entries.map(({ followUp }) => followUp),
  )
  await refuseContradictions(context, tx, { communication, effect, followUps })
  const row = {
    ...contentOf(communication),
    ...columnsOf(effect),
    dossierId,
    number,
    externalReference,
    recordedBy: context.officer.id,
    recordedAt: context.now,
  }
  await appendCommunication(tx, row, entriesOf(communication, followUps))
}

/** A number that was withdrawn is not given out again. */
async function refuseTakenNumbers(
  tx: Transaction,
  dossierId: number,
  { reference, communications }: DossierDocument,
): Promise<void> {
  const taken = new Set((await listVersions(all(tx), dossierId)).map(({ communication }) => communication.number))
  const twice = communications.find(({ number }) => taken.has(number))
  if (twice)
    throw new Problem(
      'conflict',
      `${reference}/${twice.number} was recorded and withdrawn; give the communication another number`,
    )
}

/** Those that came before a communication of their day; with null, all others. */
async function importClosures(
  context: Context,
  tx: Transaction,
  { closures, communications }: DossierDocument,
  next: number | null,
): Promise<void> {
  const { officer, now } = context
  const numbers = new Set(communications.map(({ number }) => number))
  for (const { followUp, before, ...closure } of closures) {
    if (next !== (before !== null && numbers.has(before) ? before : null)) continue
    const { id, reference } = await wantedFollowUp(all(tx), followUp)
    const { asked } = deriveStanding((await listFacts(tx, [id])).get(id)!)
    await named('closures', async () =>
      refuseImpossibleDay(
        context,
        { reference, askedOn: asked?.dating === 'unknown' ? null : (asked?.on ?? null) },
        closure.closedOn,
      ),
    )
    await appendClosure(tx, { ...closure, followUpId: id, recordedBy: officer.id, recordedAt: now })
  }
}

async function importAssessments(
  context: Context,
  tx: Transaction,
  { reference, assessments }: DossierDocument,
): Promise<void> {
  for (const { communication: number, ...assessment } of assessments) {
    await named('assessments', () =>
      assessWithin(context, tx, { ...assessment, communication: `${reference}/${number}` }),
    )
  }
}

async function refuseUnasked(tx: Transaction, dossier: string, tell: Tell): Promise<void> {
  const followUps = await listFollowUps(all(tx), { dossier })
  const facts = await listFacts(
    tx,
    followUps.map(({ id }) => id),
  )
  for (const { id, reference } of followUps)
    await telling(tell, reference, () => refuseBeforeFirstAsk(reference, facts.get(id)!))
  const unasked = followUps.filter(({ id }) => !facts.get(id)!.some(({ bearing }) => bearing === 'asks'))
  for (const { reference } of unasked)
    tell(
      reference,
      new Problem('invalid', `${reference}: nothing asks it — expected a communication with an entry that asks`),
    )
}

/** An import is the operator's, who sees everything. */
function all(tx: Transaction): Seen {
  return { db: tx, sight: 'everything' }
}

/** Puts the place in the file before what was wrong there. */
async function named<T>(place: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Problem) throw new Problem(error.code, `${place}: ${error.message}`, error.details)
    throw error
  }
}

const end: Tell = (_place, problem) => {
  throw problem
}

async function telling(tell: Tell, place: string, work: () => unknown): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    tell(place, error)
  }
}
