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
    desks: newOf({ kind: 'desk', keyOf: byReference }, [document.desks, recorded.desks], tally),
    officers: newOf(OFFICER, [document.officers, recorded.officers], tally),
    policies: newOf({ kind: 'policy', keyOf: byReference }, [document.policies, recorded.policies], tally),
    receivingPoints: newOf(
      { kind: 'receiving point', keyOf: byReference },
      [document.receivingPoints, recorded.receivingPoints],
      tally,
    ),
    attestations: newOf(ATTESTATION, [document.attestations, recorded.attestations], tally),
    counterparts: newOf(
      { kind: 'counterpart', keyOf: byReference },
      [document.counterparts, recorded.counterparts],
      tally,
    ),
    plannedMeetings: newOf(MEETING, [document.plannedMeetings, recorded.plannedMeetings], tally),
    holidayYears: newOf(HOLIDAYS, [document.holidayYears, recorded.holidayYears], tally),
    dossiers,
    subscriptions: newOf(SUBSCRIPTION, [document.subscriptions, recorded.subscriptions], tally),
  }
  const newDossiers = new Set(
    document.dossiers.map(({ reference }) => reference).filter((reference) => !known.has(reference)),
  )
  return { document: additions, newDossiers, ...tally }
}

type One<K extends keyof LedgerDocument> = LedgerDocument[K] extends readonly (infer T)[] ? T : never

/** What a thing is called, and by what it is known again. */
interface Kind<T> {
  kind: string
  keyOf: (one: T) => string
  /** Whether it can be recorded twice, word for word. */
  mayRecur?: boolean
}

const byReference = ({ reference }: { reference: string }) => reference

const OFFICER: Kind<One<'officers'>> = { kind: 'officer', keyOf: ({ email }) => email.toLowerCase() }
const ATTESTATION: Kind<One<'attestations'>> = { kind: 'attestation', keyOf: (one) => JSON.stringify(one) }
const MEETING: Kind<One<'plannedMeetings'>> = {
  kind: 'planned meeting',
  keyOf: ({ counterpart, heldOn, title }) => `${title} with ${counterpart} on ${heldOn.toString()}`,
  mayRecur: true,
}
const HOLIDAYS: Kind<One<'holidayYears'>> = { kind: 'holidays', keyOf: ({ calendar, year }) => `${calendar} ${year}` }
const SUBSCRIPTION: Kind<One<'subscriptions'>> = {
  kind: 'subscription',
  keyOf: ({ officer, name }) => `${officer}: ${name}`,
}

interface Tally {
  unchanged: number
  newMandates: number
  conflicts: string[]
}

function newOfDossier(dossier: DossierDocument, recorded: LedgerDocument, tally: Tally): DossierDocument {
  const known = recorded.dossiers.find(({ reference }) => reference === dossier.reference)
  const headings = known ? [{ reference: known.reference, title: known.title }] : []
  const heading = { reference: dossier.reference, title: dossier.title }
  newOf({ kind: 'dossier', keyOf: byReference }, [[heading], headings], tally)
  const of = (kind: string) => `${dossier.reference}, ${kind}`
  tellSameNames([...(known?.followUps ?? []), ...dossier.followUps], ({ reference }) => reference, tally)
  const numberOf = ({ number }: { number: number }) => `${dossier.reference}/${number}`
  tellSameNames([...(known?.communications ?? []), ...dossier.communications], numberOf, tally)
  return {
    ...dossier,
    mandates: newMandates(dossier, known, tally),
    followUps: newOf({ kind: 'follow-up', keyOf: byReference }, [dossier.followUps, known?.followUps], tally),
    communications: newOf(
      { kind: of('communication'), keyOf: ({ number }) => String(number) },
      [dossier.communications, known?.communications],
      tally,
    ),
    closures: newOf(
      { kind: of('closure'), keyOf: ({ followUp, closedOn }) => `${followUp} on ${closedOn}`, mayRecur: true },
      [dossier.closures, known?.closures],
      tally,
    ),
    assessments: newOf(
      { kind: of('assessment'), keyOf: (assessment) => JSON.stringify(assessment), mayRecur: true },
      [dossier.assessments, known?.assessments],
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
  const ofMandate = { kind: `${reference}, mandate`, keyOf: cited }
  const newHeads = newOf(ofMandate, [headsOf(mandates), headsOf(recorded)], tally).map(cited)
  tally.newMandates += newHeads.length
  const dutyOf = ({ mandate, body, session }: ReturnType<typeof dutiesOf>[number]) => `${mandate}: ${body}, ${session}`
  const ofDuty = { kind: `${reference}, report duty`, keyOf: dutyOf }
  const newDuties = newOf(ofDuty, [dutiesOf(mandates), dutiesOf(recorded)], tally)
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

/**
 * Those that are not recorded yet, each as often as it stands in the file more often than in the ledger. What is recorded
 * otherwise under its key is a conflict, and so is a key that stands twice in the file, unless it may.
 */
function newOf<T extends object>(
  { kind, keyOf, mayRecur = false }: Kind<T>,
  [wanted, recorded = []]: readonly [readonly T[], readonly T[] | undefined],
  tally: Tally,
): T[] {
  if (!mayRecur)
    for (const [key, of] of Map.groupBy(wanted, keyOf))
      if (of.length > 1) tally.conflicts.push(`${kind} ${key}: stands twice in the file`)
  const left = Map.groupBy(recorded, keyOf)
  const others = wanted.filter((one) => !take(left.get(keyOf(one)) ?? [], one))
  tally.unchanged += wanted.length - others.length
  return others.filter((one) => {
    const there = left.get(keyOf(one))?.shift()
    if (there) tally.conflicts.push(`${kind} ${keyOf(one)}: ${differencesOf(one, there).join('; ')}`)
    return !there
  })
}

/** Whether it was among them, from which it is gone then. */
function take<T extends object>(there: T[], one: T): boolean {
  const place = there.findIndex((other) => differencesOf(one, other).length === 0)
  if (place >= 0) there.splice(place, 1)
  return place >= 0
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
