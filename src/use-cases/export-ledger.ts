import { listHeads } from '../store/audit.ts'
import { listAssessments, listCorrespondence, type Correspondence } from '../store/communications.ts'
import { exportHolidays } from './holidays-document.ts'
import type { Seen } from '../store/sight.ts'
import { listClosuresOf } from '../store/closures.ts'
import type { Queryable } from '../store/database.ts'
import { listDossiers, type Dossier } from '../store/dossiers.ts'
import { listFollowUps, type NamedFollowUp } from '../store/follow-ups.ts'
import { listAttestations, listPoints } from '../store/receiving-points.ts'
import { listCounterparts, listDesks, listOfficers, listPolicies, type PolicyRow } from '../store/parties.ts'
import { listMeetings, listPolicySteps } from '../store/planning.ts'
import { listSubscriptions } from '../store/subscriptions.ts'
import { listMandatesOf, type MandateWithDuties } from './dossier-record.ts'

/**
 * The ledger as it holds now, or held at a moment, in the form that `importLedger` reads: what was corrected or withdrawn
 * is left out, and so are at a moment the heads of the chains, which are of the whole record. Of all dossiers, or of those
 * that are named. Offices, desks, officers, policies and subscriptions have no past: they are as they are now.
 */
export async function exportLedger(seen: Seen, only?: ReadonlySet<string>) {
  const { db, moment } = seen
  const desks = await listDesks(db)
  const deskOf = (id: number | null) => desks.find((desk) => desk.id === id)?.reference
  const policies = await listPolicies(db)
  const dossiers = await Array.fromAsync(exportDossiers(seen, only && [...only]))
  return {
    relance: 1,
    desks: desks.map(({ reference, name }) => ({ reference, name })),
    officers: (await listOfficers(db)).map(({ email, name, role, deskId }) =>
      present({ email, name, role, desk: deskOf(deskId) }),
    ),
    ...(await exportReceivingPoints(db, moment?.knownAt)),
    policies: await exportPolicies(db, policies, deskOf),
    counterparts: await exportCounterparts(db),
    plannedMeetings: (await listMeetings(db, { from: null, moment })).map(
      ({ counterpartReference, heldOn, rank, title, meets }) =>
        present({ counterpart: counterpartReference, heldOn, rank, title, meets }),
    ),
    holidayYears: await exportHolidays(db),
    dossiers,
    subscriptions: (await listSubscriptions(db))
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ email: officer, name, query, cron, timeZone, language, onlyIfChanged, suppressIfEmpty }) =>
        present({ officer, name, query, cron, timeZone, language, onlyIfChanged, suppressIfEmpty }),
      ),
    ...(!moment && {
      heads: (await listHeads(seen)).map(({ dossier, number: records, head }) => ({ dossier, records, head })),
    }),
  }
}

/** One after the other: of all, or of those that are named. */
export async function* exportDossiers(seen: Seen, only?: readonly string[]) {
  const { moment } = seen
  const policies = await listPolicies(seen.db)
  const named = only && new Set(only)
  for (const dossier of await listDossiers(seen)) {
    const isOpened = !moment || Temporal.Instant.compare(dossier.openedAt, moment.knownAt) <= 0
    if (isOpened && (!named || named.has(dossier.reference))) yield await exportDossier(seen, dossier, policies)
  }
}

async function exportReceivingPoints(db: Queryable, knownAt: Temporal.Instant | undefined) {
  const points = await listPoints(db, { knownAt })
  const attested = await listAttestations(
    db,
    points.map(({ id }) => id),
    knownAt,
  )
  return {
    receivingPoints: points.map(({ reference, name, desk, channels, sinceOn, retiredOn, retiredWhy }) =>
      present({ reference, name, desk, channels, sinceOn, retiredOn, retiredWhy }),
    ),
    attestations: attested
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ pointId, from, through, remark }) =>
        present({ point: points.find(({ id }) => id === pointId)!.reference, from, through, remark }),
      ),
  }
}

async function exportPolicies(
  db: Queryable,
  policies: readonly PolicyRow[],
  deskOf: (id: number) => string | undefined,
) {
  const steps = await listPolicySteps(db)
  return policies.map(({ id, deskId, ...policy }) =>
    present({
      ...policy,
      desk: deskOf(deskId),
      steps: steps.filter(({ policyId }) => policyId === id).map(({ policyId: _of, ...step }) => present(step)),
    }),
  )
}

export async function exportCounterparts(db: Queryable) {
  const counterparts = await listCounterparts(db)
  return counterparts
    .toSorted((a, b) => a.id - b.id)
    .map(({ id: _id, succeedsId, ...counterpart }) =>
      present({ ...counterpart, succeeds: counterparts.find(({ id }) => id === succeedsId)?.reference }),
    )
}

async function exportDossier(seen: Seen, dossier: Dossier, policies: readonly { id: number; reference: string }[]) {
  const followUps = await listFollowUps(seen, { dossier: dossier.reference })
  const asked = new Set(followUps.map(({ id }) => id))
  const correspondence = (await listCorrespondence(seen, dossier.id, seen.moment))
    .map((filed) => ({ ...filed, entries: filed.entries.filter(({ followUpId }) => asked.has(followUpId)) }))
    .toSorted((a, b) => a.communication.number - b.communication.number)
  return {
    reference: dossier.reference,
    title: dossier.title,
    mandates: (await listMandatesOf(seen, dossier.id, seen.moment)).map(mandateFields),
    followUps: followUps.map(
      ({
        reference,
        title,
        counterpartReference: counterpart,
        owner,
        desk,
        policyId,
        isConfidential,
        externalReference,
      }) =>
        present({
          reference,
          title,
          counterpart,
          owner,
          desk,
          policy: policies.find(({ id }) => id === policyId)?.reference,
          isConfidential,
          externalReference,
        }),
    ),
    communications: correspondence.map(communicationFields),
    closures: await exportClosures(seen, followUps, correspondence),
    assessments: await exportAssessments(seen, followUps, correspondence),
  }
}

function mandateFields({ document, paragraph, requires, reportDuties }: MandateWithDuties) {
  const duties = reportDuties.map(({ body, session, dueOn, metBy, metOn }) =>
    present({ body, session, dueOn, metBy, metOn }),
  )
  return { document, paragraph, requires, reportDuties: duties }
}

function communicationFields({ communication: of, entries }: Correspondence[number]) {
  const { number, channel, direction, dated, sentOn, receivedOn, orderOnDay, sender, recipient } = of
  const { summary, quotation, source, externalReference } = of
  const told = { orderOnDay, from: sender, to: recipient, summary, quotation, source, externalReference }
  return present({
    number,
    channel,
    direction,
    dated: dated?.text,
    sentOn,
    receivedOn,
    ...told,
    entries: entries.map(({ followUp, bearing, character, untilOn }) =>
      present({ followUp, bearing, character, untilOn }),
    ),
  })
}

async function exportClosures(
  { db, moment }: Seen,
  followUps: readonly NamedFollowUp[],
  correspondence: readonly Correspondence[number][],
) {
  const closures = []
  for (const { id, reference } of followUps) {
    for (const { closure } of await listClosuresOf(db, id, moment)) {
      const { closedOn, reason, remark } = closure
      const later = correspondence.find(
        ({ communication, entries }) =>
          communication.tookEffectOn.equals(closedOn) &&
          communication.place > closure.place &&
          entries.some(({ followUpId }) => followUpId === id),
      )
      closures.push(present({ followUp: reference, closedOn, reason, remark, before: later?.communication.number }))
    }
  }
  return closures
}

async function exportAssessments(
  { db, moment }: Seen,
  followUps: readonly NamedFollowUp[],
  correspondence: readonly Correspondence[number][],
) {
  const filed = new Set(correspondence.map(({ communication }) => communication.number))
  const assessments = []
  for (const { id, reference } of followUps) {
    for (const { assessment, number } of await listAssessments(db, id, moment)) {
      if (!filed.has(number)) continue
      assessments.push({
        followUp: reference,
        communication: number,
        grade: assessment.grade,
        reason: assessment.reason,
      })
    }
  }
  return assessments
}

/** Without what is not there, and with days as they are written. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, value instanceof Temporal.PlainDate ? value.toString() : value]),
  )
}
