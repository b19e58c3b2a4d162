import type { DossierDocument, LedgerDocument } from './ledger-document.ts'

export interface Additions {
  /** What the file holds and the ledger does not; a dossier that is recorded stands here with what is new in it. */
  document: LedgerDocument
  /** References of dossiers to begin. */
  newDossiers: ReadonlySet<string>
  unchanged: number
  /** How many of the mandates are new themselves, and not only in their duties. */
  newMandates: number
  /** What is recorded otherwise, each with its difference in words. */
  conflicts: readonly string[]
}

/** What of a file is new beside what is recorded. */
export function deriveAdditions(document: LedgerDocument, recorded: LedgerDocument): Additions {
  const tally: Tally = { unchanged: 0, conflicts: [], newMandates: 0 }
  const twice = Map.groupBy(document.dossiers, ({ reference }) => reference)
  for (const [reference, of] of twice)
    if (of.length > 1) tally.conflicts.push(`dossier ${reference}: stands twice in the file`)
  const dossiers = document.dossiers.map((dossier) => newOfDossier(dossier, recorded, tally))
  const known = new Set(recorded.dossiers.map(({ reference }) => reference))
  const additions: LedgerDocument = {
    relance: 1,
    desks: newOf('desk', document.desks, recorded.desks, ({ reference }) => reference, tally),
    officers: newOf('officer', document.officers, recorded.officers, ({ email }) => email.toLowerCase(), tally),
    policies: newOf('policy', document.policies, recorded.policies, ({ reference }) => reference, tally),
    receivingPoints: newOf(
      'receiving point',
      document.receivingPoints,
      recorded.receivingPoints,
      ({ reference }) => reference,
      tally,
    ),
    attestations: newOf(
      'attestation',
      document.attestations,
      recorded.attestations,
      (one) => JSON.stringify(one),
      tally,
    ),
    counterparts: newOf(
      'counterpart',
      document.counterparts,
      recorded.counterparts,
      ({ reference }) => reference,
      tally,
    ),
    plannedMeetings: newOf(
      'planned meeting',
      document.plannedMeetings,
      recorded.plannedMeetings,
      ({ counterpart, heldOn, title }) => `${title} with ${counterpart} on ${heldOn.toString()}`,
      tally,
    ),
    holidayYears: newOf(
      'holidays',
      document.holidayYears,
      recorded.holidayYears,
      ({ calendar, year }) => `${calendar} ${year}`,
      tally,
    ),
    dossiers,
    subscriptions: newOf(
      'subscription',
      document.subscriptions,
      recorded.subscriptions,
      ({ officer, name }) => `${officer}: ${name}`,
      tally,
    ),
  }
  const newDossiers = new Set(
    document.dossiers.map(({ reference }) => reference).filter((reference) => !known.has(reference)),
  )
  return { document: additions, newDossiers, ...tally }
}

interface Tally {
  unchanged: number
  newMandates: number
  conflicts: string[]
}

function newOfDossier(dossier: DossierDocument, recorded: LedgerDocument, tally: Tally): DossierDocument {
  const known = recorded.dossiers.find(({ reference }) => reference === dossier.reference)
  const headings = known ? [{ reference: known.reference, title: known.title }] : []
  newOf(
    'dossier',
    [{ reference: dossier.reference, title: dossier.title }],
    headings,
    ({ reference }) => reference,
    tally,
  )
  const of = (kind: string) => `${dossier.reference}, ${kind}`
  tellSameNames([...(known?.followUps ?? []), ...dossier.followUps], ({ reference }) => reference, tally)
  const numberOf = ({ number }: { number: number }) => `${dossier.reference}/${number}`
  tellSameNames([...(known?.communications ?? []), ...dossier.communications], numberOf, tally)
  return {
    ...dossier,
    mandates: newMandates(dossier, known, tally),
    followUps: newOf('follow-up', dossier.followUps, known?.followUps, ({ reference }) => reference, tally),
    communications: newOf(
      of('communication'),
      dossier.communications,
      known?.communications,
      ({ number }) => String(number),
      tally,
    ),
    closures: newOf(
      of('closure'),
      dossier.closures,
      known?.closures,
      ({ followUp, closedOn }) => `${followUp} on ${closedOn}`,
      tally,
    ),
    assessments: newOf(
      of('assessment'),
      dossier.assessments,
      known?.assessments,
      (assessment) => JSON.stringify(assessment),
      tally,
    ),
  }
}

/** Two things of a dossier that others are said to call the same. */
function tellSameNames<T extends { externalReference: string | null }>(
  all: readonly T[],
  nameOf: (one: T) => string,
  tally: Tally,
): void {
  const called = new Map<string, string>()
  for (const one of all) {
    if (one.externalReference === null) continue
    const other = called.get(one.externalReference)
    const name = nameOf(one)
    if (other !== undefined && other !== name)
      tally.conflicts.push(`${name}: ${other} is called ${shown(one.externalReference)} already`)
    called.set(one.externalReference, other ?? name)
  }
}

/** Those that are new, and those that have new duties, with these alone. */
function newMandates(
  { reference, mandates }: DossierDocument,
  known: DossierDocument | undefined,
  tally: Tally,
): DossierDocument['mandates'] {
  const recorded = known?.mandates ?? []
  const newHeads = newOf(`${reference}, mandate`, headsOf(mandates), headsOf(recorded), cited, tally).map(cited)
  tally.newMandates += newHeads.length
  const dutyOf = ({ mandate, body, session }: ReturnType<typeof dutiesOf>[number]) => `${mandate}: ${body}, ${session}`
  const newDuties = newOf(`${reference}, report duty`, dutiesOf(mandates), dutiesOf(recorded), dutyOf, tally)
  return mandates
    .map((mandate) => {
      const own = newDuties.filter((duty) => duty.mandate === cited(mandate))
      return { ...mandate, reportDuties: own.map(({ mandate: _mandate, ...duty }) => duty) }
    })
    .filter((mandate) => newHeads.includes(cited(mandate)) || mandate.reportDuties.length > 0)
}

function headsOf(mandates: DossierDocument['mandates']) {
  return mandates.map(({ reportDuties: _reportDuties, ...head }) => head)
}

function dutiesOf(mandates: DossierDocument['mandates']) {
  return mandates.flatMap((mandate) => mandate.reportDuties.map((duty) => ({ mandate: cited(mandate), ...duty })))
}

function cited({ document, paragraph }: { document: string; paragraph: string }): string {
  return `${document}, para. ${paragraph}`
}

/** Those whose key is not recorded yet. The same key twice in the file, or recorded with other content, is a conflict. */
function newOf<T extends object>(
  kind: string,
  wanted: readonly T[],
  recorded: readonly T[] | undefined,
  keyOf: (one: T) => string,
  tally: Tally,
): T[] {
  const known = new Map((recorded ?? []).map((one) => [keyOf(one), one]))
  const seen = new Set<string>()
  return wanted.filter((one) => {
    const key = keyOf(one)
    if (seen.has(key)) tally.conflicts.push(`${kind} ${key}: stands twice in the file`)
    seen.add(key)
    const there = known.get(key)
    if (!there) return true
    const differences = differencesOf(one, there)
    if (differences.length > 0) tally.conflicts.push(`${kind} ${key}: ${differences.join('; ')}`)
    tally.unchanged += 1
    return false
  })
}

function differencesOf<T extends object>(wanted: T, recorded: T): string[] {
  return (Object.keys(wanted) as (keyof T & string)[])
    .filter((field) => JSON.stringify(wanted[field]) !== JSON.stringify(recorded[field]))
    .map((field) => `${field} is recorded as ${shown(recorded[field])}, the file has ${shown(wanted[field])}`)
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  const isVague = typeof value === 'object' && 'text' in value && 'earliest' in value
  const text = JSON.stringify(isVague ? value.text : value)
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}
