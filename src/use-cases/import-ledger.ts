import { crashPoint } from '../domain/crash-points.ts'
import { Problem } from '../domain/problem.ts'
import type { Transaction } from '../store/database.ts'
import { lockLedger } from '../store/follow-ups.ts'
import { appendCounterpart, appendDesk, appendOfficer, appendPolicy } from '../store/parties.ts'
import { appendPolicySteps } from '../store/planning.ts'
import type { Context } from './context.ts'
import { exportLedger } from './export-ledger.ts'
import { wantedCounterpart, wantedDesk } from './find.ts'
import { importHolidayYears } from './holidays-document.ts'
import { importDossier, type Tell } from './import-dossier.ts'
import { planWithin } from './plan-meeting.ts'
import { deriveAdditions, type Additions } from './ledger-additions.ts'
import { parseLedgerDocument, type LedgerDocument } from './ledger-document.ts'
import { importReceivingPoints } from './import-receiving-points.ts'
import { refuseBelow } from './permission.ts'
import { subscribeWithin } from './subscribe.ts'

export interface Imported {
  /** How many were added, by kind; none where the file held nothing new. */
  added: Record<string, number>
  unchanged: number
}

/** Adds what the ledger does not have yet, all of it or nothing. What it has otherwise is refused, each with its difference. */
export async function importLedger(context: Context, file: LedgerDocument): Promise<Imported> {
  refuseBelow('officer', context)
  return context.db.transaction(async (tx) => {
    await lockLedger(tx)
    const recorded = parseLedgerDocument(await exportLedger({ db: tx, sight: 'everything' }))
    const { unchanged, conflicts, ...additions } = deriveAdditions(file, recorded)
    refuseConflicts(conflicts)
    return { added: await addToLedger(context, tx, additions), unchanged }
  })
}

type Added = Pick<Additions, 'document' | 'newDossiers' | 'newMandates'>

/** What is to be added, with the references of the dossiers that it begins. The ledger must be locked. */
export async function addToLedger(
  context: Context,
  tx: Transaction,
  { tell, ...additions }: Added & { tell?: Tell },
): Promise<Imported['added']> {
  const { document, newDossiers } = additions
  await importParties(tx, document)
  await importReceivingPoints({ ...context, db: tx }, document)
  for (const meeting of document.plannedMeetings) await planWithin(context, tx, meeting)
  await importHolidayYears(context, tx, document.holidayYears)
  for (const dossier of document.dossiers) {
    await importDossier(context, tx, { dossier, isNew: newDossiers.has(dossier.reference), tell })
    crashPoint('import-dossier-added')
  }
  for (const subscription of document.subscriptions) await subscribeWithin(context, tx, subscription)
  return countOf(additions)
}

function refuseConflicts(conflicts: readonly string[]): void {
  if (conflicts.length === 0) return
  throw new Problem(
    'conflict',
    `${conflicts.length} ${conflicts.length === 1 ? 'thing is' : 'things are'} recorded otherwise, nothing imported; relance correct changes what is recorded`,
    conflicts.slice(0, 100),
  )
}

async function importParties(
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
  for (const { succeeds, ...counterpart } of counterparts) {
    await appendCounterpart(tx, {
      ...counterpart,
      succeedsId: succeeds === null ? null : (await wantedCounterpart(tx, succeeds)).id,
    })
  }
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
