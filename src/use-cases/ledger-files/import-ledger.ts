import { officeNameOn } from '../../domain/correspondence/office-names.ts'
import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockLedger } from '../../store/correspondence/follow-up-locks.ts'
import { appendOfficeName } from '../../store/correspondence/names.ts'
import { appendCounterpart, appendDesk, appendOfficer, appendPolicy, saveOffice } from '../../store/parties/parties.ts'
import { appendPolicySteps } from '../../store/planning.ts'
import type { Context } from '../context.ts'
import { findCircle } from '../counterparts/find-circle.ts'
import { exportDossiers, exportParties } from './export-ledger.ts'
import type { Tell } from './file-dossier.ts'
import { wantedCounterpart, wantedDesk } from '../find.ts'
import { importHolidayYears } from './holidays-document.ts'
import { importDossiers, partiesOf } from './import-dossiers.ts'
import { planWithin } from '../plan/plan-meeting.ts'
import { deriveAdditions, type Additions } from './ledger-additions.ts'
import { parseLedgerDocument, type DossierDocument, type LedgerDocument } from './ledger-document.ts'
import { importReceivingPoints } from './import-receiving-points.ts'
import { tellUnknownCalendars } from '../rules/known-calendars.ts'
import { refuseBelow } from '../permission.ts'
import { subscribeWithin } from '../digests/subscribe.ts'

export interface Imported {
  /** How many were added, by kind; none where the file held nothing new. */
  added: Record<string, number>
  unchanged: number
  /** What was taken in all the same, and somebody should look at. */
  notices: string[]
}

/** Dossiers of a file that is too long to be held, as they are read. */
export type MoreDossiers = AsyncIterable<readonly DossierDocument[]>

/**
 * Adds what the ledger does not have yet, all of it or nothing. What it has otherwise is refused, each with its
 * difference. Goes through the dossiers a batch at a time; one that stands in two batches is added to by the second.
 */
export async function importLedger(
  context: Context,
  file: LedgerDocument,
  more: MoreDossiers = nothingMore(),
): Promise<Imported> {
  refuseBelow('officer', context)
  let isRead = false
  return context.db.transaction(async (tx) => {
    // A transaction may be begun again, and what was read is gone.
    if (isRead) throw new Problem('retry_later', 'nothing imported: another stood in its way; try it again')
    await lockLedger(tx)
    const { dossiers, subscriptions, ...parties } = file
    const told: Told = { added: {}, unchanged: 0, notices: [], conflicts: [] }
    await add(context, tx, { told, file: { ...parties, dossiers, subscriptions: [] } })
    for await (const batch of more) {
      isRead = true
      await add(context, tx, { told, file: { ...EMPTY, dossiers: [...batch] } })
    }
    await add(context, tx, { told, file: { ...EMPTY, subscriptions } })
    refuseConflicts(told.conflicts)
    return { added: told.added, unchanged: told.unchanged, notices: told.notices }
  })
}

async function* nothingMore(): MoreDossiers {}

const EMPTY = parseLedgerDocument({ relance: 1 })

interface Told extends Imported {
  conflicts: string[]
}

/** Once something is in conflict, nothing more is written: what else is, is still looked for. */
async function add(
  context: Context,
  tx: Transaction,
  { told, file }: { told: Told; file: LedgerDocument },
): Promise<void> {
  const recorded = await recordedOf(tx, file)
  const { unchanged, conflicts, ...additions } = deriveAdditions(file, recorded)
  told.unchanged += unchanged
  told.conflicts.push(...conflicts)
  if (told.conflicts.length > 0) return
  for (const [kind, count] of Object.entries(await addToLedger(context, tx, additions)))
    told.added[kind] = (told.added[kind] ?? 0) + count
  told.notices.push(...(await tellUnknownCalendars(tx, additions.document)))
}

/** What a file is held against: its dossiers, and everybody where it tells of anybody. */
async function recordedOf(tx: Transaction, { dossiers, ...parties }: LedgerDocument): Promise<LedgerDocument> {
  const seen = { db: tx, sight: 'everything' } as const
  const isOfDossiersAlone = Object.values(parties).every((of) => !Array.isArray(of) || of.length === 0)
  const there = []
  for await (const dossier of exportDossiers(seen, [...new Set(dossiers.map(({ reference }) => reference))]))
    there.push(dossier)
  return parseLedgerDocument({ ...(isOfDossiersAlone ? EMPTY : await exportParties(seen)), dossiers: there })
}

type Added = Pick<Additions, 'document' | 'newDossiers' | 'newMandates'>

/** What is to be added, with the references of the dossiers that it begins. The ledger must be locked. */
export async function addToLedger(
  context: Context,
  tx: Transaction,
  { tell = end, ...additions }: Added & { tell?: Tell },
): Promise<Imported['added']> {
  const { document, newDossiers } = additions
  const { dossiers } = document
  await importParties(context, tx, document)
  await importReceivingPoints({ ...context, db: tx }, document)
  for (const meeting of document.plannedMeetings) await planWithin(context, tx, meeting)
  await importHolidayYears(context, tx, document.holidayYears)
  if (dossiers.length > 0)
    await importDossiers(context, tx, { dossiers, newDossiers, parties: await partiesOf(tx), tell })
  for (const subscription of document.subscriptions) await subscribeWithin(context, tx, subscription)
  return countOf(additions)
}

const end: Tell = (_place, problem) => {
  throw problem
}
function refuseConflicts(conflicts: readonly string[]): void {
  if (conflicts.length === 0) return
  const are = conflicts.length === 1 ? 'thing is' : 'things are'
  const correct = REMEDIES.find(([of]) => conflicts.every((conflict) => of.test(conflict)))?.[1] ?? 'relance correct'
  throw new Problem(
    'conflict',
    {
      says: `${conflicts.length} ${are} recorded otherwise, nothing imported`,
      atCommandLine: `; ${correct} changes what is recorded`,
    },
    conflicts.slice(0, 100),
  )
}

/** By what each conflict tells of. */
const REMEDIES: readonly (readonly [of: RegExp, command: string])[] = [
  [/^\S+, mandate /u, 'relance mandates correct, with the number that relance mandates gives,'],
  [/^\S+, report duty /u, 'relance duties correct, with the number that relance duties gives,'],
]

async function importParties(
  context: Context,
  tx: Transaction,
  { desks, officers, policies, counterparts }: LedgerDocument,
): Promise<void> {
  for (const desk of desks) await appendDesk(tx, desk)
  for (const { desk, ...officer } of officers) {
    await appendOfficer(tx, { ...officer, deskId: desk === null ? null : (await wantedDesk(tx, desk)).id })
  }
  for (const { desk, steps, ...policy } of policies) {
    const { id: policyId } = await appendPolicy(tx, { ...policy, deskId: (await wantedDesk(tx, desk)).id })
    await appendPolicySteps(
      tx,
      steps.map((step) => ({ ...step, policyId })),
    )
  }
  for (const { succeeds: _later, names: _names, ...counterpart } of counterparts)
    await appendCounterpart(tx, { ...counterpart, succeedsId: null })
  await importOfficeNames(context, tx, counterparts)
}

/** Once all offices are there: one may succeed another that stands after it in the file. */
async function importOfficeNames(
  { officer, now, today }: Context,
  tx: Transaction,
  counterparts: LedgerDocument['counterparts'],
): Promise<void> {
  const ids = new Set<number>()
  for (const { reference, name, succeeds, names } of counterparts) {
    const { id: counterpartId } = await wantedCounterpart(tx, reference)
    ids.add(counterpartId)
    const versions = []
    for (const version of names.length > 0 ? names : [{ name, succeeds, sinceOn: null }]) {
      const succeedsId = version.succeeds === null ? null : (await wantedCounterpart(tx, version.succeeds)).id
      versions.push({ name: version.name, succeedsId, sinceOn: version.sinceOn })
    }
    refuseUnlikeNames({ reference, name, names, today })
    await saveOffice(tx, counterpartId, officeNameOn(versions, today)!)
    for (const version of versions)
      await appendOfficeName(tx, { counterpartId, ...version, recordedBy: officer.id, recordedAt: now })
  }
  const circle = ids.size > 0 && (await findCircle(tx, ids))
  if (circle) throw new Problem('invalid', `counterpart ${circle.reference}: ${circle.says}`)
}

function refuseUnlikeNames({
  reference,
  name,
  names,
  today,
}: Pick<LedgerDocument['counterparts'][number], 'reference' | 'name' | 'names'> & Pick<Context, 'today'>): void {
  if (names.length === 0) return
  const bare = names.map((version) => ({ ...version, succeedsId: null }))
  const days = new Set(names.map(({ sinceOn }) => sinceOn?.toString()))
  const isOne = days.size === names.length && days.has(undefined)
  if (isOne && officeNameOn(bare, today)?.name === name) return
  const expected = 'a first one without a day, others from a day each, and the last of them as its name'
  throw new Problem('invalid', `counterpart ${reference}: names: expected ${expected}`)
}

function countOf({ document, newDossiers, newMandates }: Added): Record<string, number> {
  const { desks, officers, policies, receivingPoints, attestations } = document
  const { counterparts, plannedMeetings, dossiers, subscriptions } = document
  const within = (kind: 'followUps' | 'communications' | 'closures' | 'assessments') =>
    dossiers.reduce((sum, dossier) => sum + dossier[kind].length, 0)
  return {
    desks: desks.length,
    officers: officers.length,
    policies: policies.length,
    'receiving points': receivingPoints.length,
    attestations: attestations.length,
    counterparts: counterparts.length,
    'planned meetings': plannedMeetings.length,
    'holiday years': document.holidayYears.length,
    dossiers: newDossiers.size,
    mandates: newMandates,
    'report duties': dossiers
      .flatMap(({ mandates }) => mandates)
      .reduce((sum, { reportDuties }) => sum + reportDuties.length, 0),
    'follow-ups': within('followUps'),
    communications: within('communications'),
    closures: within('closures'),
    assessments: within('assessments'),
    subscriptions: subscriptions.length,
  }
}
