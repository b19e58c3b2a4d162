import { crashPoint } from '../../domain/crash-points.ts'
import { Problem } from '../../domain/problem.ts'
import { appendClosures } from '../../store/correspondence/closures.ts'
import {
  appendCommunications,
  appendEntries,
  listCalled,
  takePlaces,
} from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendDossiers, listDossiersAfter, saveNumbers } from '../../store/correspondence/dossiers.ts'
import { listRecordedFacts } from '../../store/correspondence/facts.ts'
import { listFollowUpsById, appendStanding, listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { listCounterparts, listDesks, listOfficers, listPolicies } from '../../store/parties/parties.ts'
import { appendStandings } from '../../store/standings/standings.ts'
import { assessWithin } from '../correspondence/assess-reply.ts'
import type { Context, Seen } from '../context.ts'
import { fileDossier, type Asked, type Filed, type Parties, type Tell } from './file-dossier.ts'
import { foldHistories } from '../standings/fold-histories.ts'
import { rulebookOf } from '../rules/rules-of-policies.ts'
import { named } from './named.ts'
import { importMandates } from './import-mandates.ts'
import type { DossierDocument } from './ledger-document.ts'
import { restate } from '../standings/restate.ts'

interface Wanted {
  dossiers: readonly DossierDocument[]
  /** References of those to begin. */
  newDossiers: ReadonlySet<string>
  parties: Parties
  tell: Tell
}

/**
 * Appends what a file adds to some dossiers, each of which it names once: all is validated and folded before anything of
 * it is written, and each table is written once.
 */
export async function importDossiers(context: Context, tx: Transaction, wanted: Wanted): Promise<void> {
  const { dossiers } = wanted
  await refuseTakenNumbers(tx, dossiers)
  const ids = await begunDossiers(context, tx, wanted)
  const mandates = dossiers.flatMap(({ reference, mandates: of }) =>
    of.map((mandate) => ({ ...mandate, dossierId: ids.get(reference)! })),
  )
  await importMandates(context, tx, mandates)
  const recorded = await recordedAsks(tx, wanted, ids)
  const places = await takePlaces(tx, sumOf(dossiers, 'communications') + sumOf(dossiers, 'closures'))
  const filed = dossiers.map((dossier) =>
    fileDossier(context, { dossier, dossierId: ids.get(dossier.reference)!, recorded, places, ...wanted }),
  )
  await write(tx, filed.flat())
  await importAssessments(context, tx, dossiers)
  for (const { reference } of dossiers) {
    if (!wanted.newDossiers.has(reference)) await saveNumbers(tx, ids.get(reference)!)
    crashPoint('import-dossier-added')
  }
}

export async function partiesOf(tx: Transaction): Promise<Parties> {
  return {
    counterparts: byReference(await listCounterparts(tx)),
    desks: byReference(await listDesks(tx)),
    policies: byReference(await listPolicies(tx)),
    officers: new Map((await listOfficers(tx)).map(({ email, id }) => [email.toLowerCase(), id])),
  }
}

function byReference(rows: readonly { reference: string; id: number }[]): Map<string, number> {
  return new Map(rows.map(({ reference, id }) => [reference, id]))
}

/** A number that was withdrawn is not given out again. */
async function refuseTakenNumbers(tx: Transaction, dossiers: readonly DossierDocument[]): Promise<void> {
  const references = dossiers.map(({ reference }) => reference)
  const called = await listCalled(tx, references)
  const taken = new Set(called.map(({ dossier, number }) => `${dossier}/${number}`))
  for (const { reference, communications } of dossiers)
    for (const { number } of communications)
      if (taken.has(`${reference}/${number}`))
        throw new Problem(
          'conflict',
          `${reference}/${number} was recorded and withdrawn; give the communication another number`,
        )
}

/** The identity of each, of those that are begun now as well. */
async function begunDossiers(
  { now: openedAt }: Context,
  tx: Transaction,
  { dossiers, newDossiers }: Wanted,
): Promise<Map<string, number>> {
  const begun = dossiers.filter(({ reference }) => newDossiers.has(reference))
  const rows = begun.map(({ reference, title, communications, followUps }) => ({
    reference,
    title,
    openedAt,
    communications: Math.max(0, ...communications.map(({ number }) => number)),
    followUps: Math.max(0, ...followUps.map((followUp) => Number(/\d+$/u.exec(followUp.reference)![0]))),
  }))
  const ids = await appendDossiers(tx, rows)
  const others = dossiers.map(({ reference }) => reference).filter((reference) => !newDossiers.has(reference))
  return new Map([
    ...begun.map(({ reference }, place) => [reference, ids[place]!] as const),
    ...(await listDossiersAfter(all(tx), { after: 0, only: others, limit: others.length })).map(
      ({ reference, id }) => [reference, id] as const,
    ),
  ])
}

/** What was asked in them before, by reference. */
async function recordedAsks(
  tx: Transaction,
  { dossiers, newDossiers }: Wanted,
  ids: ReadonlyMap<string, number>,
): Promise<Map<string, Asked>> {
  const known = dossiers.filter(({ reference }) => !newDossiers.has(reference))
  const rows = await listFollowUpsOfDossiers(
    all(tx),
    known.map(({ reference }) => ids.get(reference)!),
  )
  const recorded = await listRecordedFacts(
    tx,
    rows.map(({ id }) => id),
  )
  return new Map(
    rows.map(({ id, reference, closedOn, dossierId }) => {
      const facts = recorded.get(id)!.filter(({ supersededAt }) => supersededAt === null)
      return [reference, { id, reference, closedOn, dossierId, facts, isTouched: false, row: null }]
    }),
  )
}

async function write(tx: Transaction, filed: readonly Filed[]): Promise<void> {
  const asked = filed.flatMap(({ asks }) => asks)
  await writeAsks(
    tx,
    asked.filter(({ row }) => row !== null),
  )
  const letters = filed.flatMap(({ letters: of }) => of)
  const ids = await appendCommunications(
    tx,
    letters.map(({ row }) => row),
  )
  const entries = letters.flatMap(({ entries: of }, place) =>
    of.map(({ asked: { id }, ...entry }) => ({ ...entry, communicationId: ids[place]!, followUpId: id })),
  )
  await appendEntries(tx, entries)
  const closures = filed.flatMap(({ closures: of }) => of)
  await appendClosures(
    tx,
    closures.map(({ asked: { id: followUpId }, ...closure }) => ({ ...closure, followUpId })),
  )
  const touched = asked.filter(({ row, isTouched }) => row === null && isTouched)
  const touchedIds = touched.map(({ id }) => id)
  await restate(tx, await listFollowUpsById(tx, touchedIds))
}

/** Those that are new, as they stand by the facts that come with them. */
async function writeAsks(tx: Transaction, asked: readonly Asked[]): Promise<void> {
  const under = asked.map(({ row, id }) => {
    const { counterpartId, policyId = null } = row!
    return { id, counterpartId, policyId }
  })
  const folded = await foldHistories(rulebookOf(tx), under, new Map(asked.map(({ id, facts }) => [id, facts])))
  const histories = asked.map(({ id }) => folded.get(id)!)
  const ids = await appendStanding(
    tx,
    asked.map(({ row }, place) => ({ followUp: row!, kept: histories[place]!.kept })),
  )
  for (const [place, one] of asked.entries()) one.id = ids[place]!
  await appendStandings(
    tx,
    histories.flatMap(({ held }, place) => {
      const [followUpId, { counterpartId }] = [ids[place]!, under[place]!]
      return held.map((row) => ({ ...row, followUpId, counterpartId }))
    }),
  )
}

async function importAssessments(
  context: Context,
  tx: Transaction,
  dossiers: readonly DossierDocument[],
): Promise<void> {
  for (const { reference, assessments } of dossiers)
    for (const { communication: number, ...assessment } of assessments)
      await named('assessments', () =>
        assessWithin(context, tx, { ...assessment, communication: `${reference}/${number}` }),
      )
}

/** An import is the operator's, who sees everything. */
function all(tx: Transaction): Seen {
  return { db: tx, sight: 'everything' }
}

function sumOf(dossiers: readonly DossierDocument[], kind: 'communications' | 'closures'): number {
  return dossiers.reduce((sum, dossier) => sum + dossier[kind].length, 0)
}
