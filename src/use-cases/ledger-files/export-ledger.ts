import { byBeginning } from '../../domain/correspondence/office-names.ts'
import { listHeads } from '../../store/operation/audit.ts'
import { listAssessments, listCorrespondence, type Correspondence } from '../../store/correspondence/communications.ts'
import { exportHolidays } from './holidays-document.ts'
import type { Seen } from '../../store/sight.ts'
import { listClosuresOf } from '../../store/correspondence/closures.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { listDossiersAfter, type Dossier } from '../../store/correspondence/dossiers.ts'
import { listFollowUpsOfDossiers, type NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { listOfficeNames } from '../../store/correspondence/names.ts'
import { listAttestations, listPoints } from '../../store/parties/receiving-points.ts'
import { listCounterparts, listDesks, listOfficers, listPolicies, type PolicyRow } from '../../store/parties/parties.ts'
import { listMeetings, listPolicySteps } from '../../store/planning.ts'
import { listSubscriptions } from '../../store/digests/subscriptions.ts'
import { listMandatesOf, type MandateWithDuties } from '../stories/dossier-record.ts'

/**
 * The ledger as it holds now, or held at a moment, in the form that `importLedger` reads: what was corrected or withdrawn
 * is left out, and so are at a moment the heads of the chains, which are of the whole record. Of all dossiers, or of those
 * that are named. Desks, officers, policies and subscriptions have no past, and of offices only what they were called.
 */
export async function exportLedger(seen: Seen, only?: ReadonlySet<string>) {
  const dossiers = []
  for await (const dossier of exportDossiers(seen, only && [...only])) dossiers.push(dossier)
  const { moment } = seen
  return { ...(await exportParties(seen)), dossiers, ...(!moment && { heads: await exportHeads(seen) }) }
}

/** All of it but for the dossiers. */
export async function exportParties({ db, moment }: Seen) {
  const desks = await listDesks(db)
  const deskOf = (id: number | null) => desks.find((desk) => desk.id === id)?.reference
  return {
    relance: 1,
    desks: desks.map(({ reference, name }) => ({ reference, name })),
    officers: (await listOfficers(db)).map(({ email, name, role, deskId }) =>
      present({ email, name, role, desk: deskOf(deskId) }),
    ),
    ...(await exportReceivingPoints(db, moment?.knownAt)),
    policies: await exportPolicies(db, await listPolicies(db), deskOf),
    counterparts: await exportCounterparts({ db, moment }),
    plannedMeetings: (await listMeetings(db, { from: null, moment })).map(
      ({ counterpartReference, heldOn, rank, title, meets }) =>
        present({ counterpart: counterpartReference, heldOn, rank, title, meets }),
    ),
    holidayYears: await exportHolidays(db),
    subscriptions: (await listSubscriptions(db))
      .filter(({ cancelledAt }) => cancelledAt === null)
      .map(({ email: officer, name, query, cron, timeZone, language, onlyIfChanged, suppressIfEmpty }) =>
        present({ officer, name, query, cron, timeZone, language, onlyIfChanged, suppressIfEmpty }),
      ),
  }
}

/** Where the chains stand. */
export async function exportHeads(seen: Seen) {
  return (await listHeads(seen)).map(({ dossier, number: records, head }) => ({ dossier, records, head }))
}

const AT_ONCE = 250

/** In the order in which they were begun, a batch at a time; of all, or of those that are named. */
export async function* exportDossiers(seen: Seen, only?: readonly string[]) {
  const { moment } = seen
  const policies = await listPolicies(seen.db)
  const isOpened = ({ openedAt }: Dossier) => !moment || Temporal.Instant.compare(openedAt, moment.knownAt) <= 0
  for (let after = 0; ;) {
    const batch = await listDossiersAfter(seen, { after, only, limit: AT_ONCE })
    yield* await exportBatch(seen, batch.filter(isOpened), policies)
    if (batch.length < AT_ONCE) return
    after = batch.at(-1)!.id
  }
}

async function exportReceivingPoints(db: Queryable, knownAt: Temporal.Instant | undefined) {
  const points = await listPoints(db, { knownAt })
  const attested = await listAttestations(
    db,
    points.map(({ id }) => id),
    knownAt && { made: knownAt, withdrawn: knownAt },
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
  return policies.map(({ id, deskId, recordedAt: _at, ...policy }) =>
    present({
      ...policy,
      desk: deskOf(deskId),
      steps: steps.filter(({ policyId }) => policyId === id).map(({ policyId: _of, ...step }) => present(step)),
    }),
  )
}

export async function exportCounterparts({ db, moment }: Pick<Seen, 'db' | 'moment'>) {
  const counterparts = await listCounterparts(db, moment)
  const versions = Map.groupBy(await listOfficeNames(db, moment), ({ counterpartId }) => counterpartId)
  const referenceOf = (office: number | null) => counterparts.find(({ id }) => id === office)?.reference
  return counterparts
    .toSorted((a, b) => a.id - b.id)
    .map(({ id, succeedsId, ...counterpart }) => {
      const names = (versions.get(id) ?? [])
        .toSorted(byBeginning)
        .map(({ name, succeedsId: other, sinceOn }) => present({ name, succeeds: referenceOf(other), sinceOn }))
      return present({ ...counterpart, succeeds: referenceOf(succeedsId), ...(names.length > 1 && { names }) })
    })
}

type Policies = readonly { id: number; reference: string }[]

async function exportBatch(seen: Seen, dossiers: readonly Dossier[], policies: Policies) {
  const ids = dossiers.map(({ id }) => id)
  const followUps = await listFollowUpsOfDossiers(seen, ids)
  const asked = new Set(followUps.map(({ id }) => id))
  const correspondence = (await listCorrespondence(seen, ids, seen.moment))
    .map((filed) => ({ ...filed, entries: filed.entries.filter(({ followUpId }) => asked.has(followUpId)) }))
    .toSorted((a, b) => a.communication.number - b.communication.number)
  const closures = Map.groupBy(await listClosuresOf(seen.db, [...asked], seen.moment), (of) => of.closure.followUpId)
  const opinions = await listAssessments(seen.db, [...asked], seen.moment)
  const assessments = Map.groupBy(opinions, ({ assessment }) => assessment.followUpId)
  const asksOf = Map.groupBy(followUps, ({ dossierId }) => dossierId)
  const lettersOf = Map.groupBy(correspondence, ({ communication }) => communication.dossierId)
  const mandatesOf = Map.groupBy(await listMandatesOf(seen, ids, seen.moment), ({ dossierId }) => dossierId)
  return dossiers.map(({ id, reference, title }) => {
    const of = { asks: asksOf.get(id) ?? [], letters: lettersOf.get(id) ?? [] }
    return {
      reference,
      title,
      mandates: (mandatesOf.get(id) ?? []).map(mandateFields),
      followUps: of.asks.map((followUp) => followUpFields(followUp, policies)),
      communications: of.letters.map(communicationFields),
      closures: closureFields(of, closures),
      assessments: assessmentFields(of, assessments),
    }
  })
}

function followUpFields(followUp: NamedFollowUp, policies: Policies) {
  const { reference, title, counterpartReference: counterpart, owner, desk, policyId } = followUp
  const { isConfidential, externalReference } = followUp
  const policy = policies.find(({ id }) => id === policyId)?.reference
  return present({ reference, title, counterpart, owner, desk, policy, isConfidential, externalReference })
}

function mandateFields({ document, paragraph, requires, decided, reportDuties }: MandateWithDuties) {
  const duties = reportDuties.map(({ body, session, dueOn, metBy, metOn }) =>
    present({ body, session, dueOn, metBy, metOn }),
  )
  return present({ document, paragraph, requires, decided: decided?.text, reportDuties: duties })
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

interface OfDossier {
  asks: readonly NamedFollowUp[]
  letters: readonly Correspondence[number][]
}

function closureFields(
  { asks, letters }: OfDossier,
  closures: ReadonlyMap<number, Awaited<ReturnType<typeof listClosuresOf>>>,
) {
  return asks.flatMap(({ id, reference }) =>
    (closures.get(id) ?? []).map(({ closure }) => {
      const { closedOn, reason, remark } = closure
      const later = letters.find(
        ({ communication, entries }) =>
          communication.tookEffectOn.equals(closedOn) &&
          communication.place > closure.place &&
          entries.some(({ followUpId }) => followUpId === id),
      )
      return present({ followUp: reference, closedOn, reason, remark, before: later?.communication.number })
    }),
  )
}

function assessmentFields(
  { asks, letters }: OfDossier,
  assessments: ReadonlyMap<number, Awaited<ReturnType<typeof listAssessments>>>,
) {
  const filed = new Set(letters.map(({ communication }) => communication.number))
  return asks.flatMap(({ id, reference: followUp }) =>
    (assessments.get(id) ?? []).flatMap(({ assessment: { grade, reason }, number: communication }) =>
      filed.has(communication) ? [{ followUp, communication, grade, reason }] : [],
    ),
  )
}

/** Without what is not there, and with days as they are written. */
function present(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, value instanceof Temporal.PlainDate ? value.toString() : value]),
  )
}
