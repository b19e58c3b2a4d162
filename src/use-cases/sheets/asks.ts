import { followUpNumber } from '../../domain/correspondence/reference.ts'
import type { FollowUpDocument } from '../ledger-files/ledger-document.ts'
import { agreedOn, isSame, shown } from './agree.ts'
import { COLUMNS, FOLLOW_UP_FIELDS, type Told } from './columns.ts'
import { calledIn, type Known } from './known.ts'
import type { Row, Trouble } from './read-rows.ts'

/** A follow-up that rows of the sheet bear on. */
export interface Ask {
  dossier: string
  reference: string
  rows: readonly Row[]
  /** To open; null where it is recorded, or where something is wrong with it. */
  added: FollowUpDocument | null
  isRecorded: boolean
}

/** By their own reference, or by what others call them; new ones are numbered in the order of the sheet. */
export function readAsks(
  rows: readonly Row[],
  known: Known,
  found: { troubles: Trouble[]; changes: Trouble[] },
): Ask[] {
  const groups = Map.groupBy(
    rows.filter(({ told }) => told.dossier !== null && told.followUp !== null),
    ({ told }) => nameOf(told.dossier!, told.followUp!, known),
  )
  const last = lastNumbers([...known.taken, ...groups.keys()])
  return [...groups].map(([name, of]) => {
    const dossier = of[0]!.told.dossier!
    const isNumbered = followUpNumber(dossier, name) !== null
    const number = (last.get(dossier) ?? 0) + 1
    if (!isNumbered) last.set(dossier, number)
    const external = isNumbered ? null : of[0]!.told.followUp!
    return askOf(of, known, { found, dossier, external, reference: isNumbered ? name : `${dossier}-${number}` })
  })
}

/** A recorded one by its reference, whichever name it has here. */
function nameOf(dossier: string, followUp: string, known: Known): string {
  const own = followUp.toUpperCase()
  if (followUpNumber(dossier, own) !== null) return own
  const recorded = known.dossier(dossier)?.followUps.find((one) => one.externalReference === followUp)
  return recorded?.reference ?? calledIn(dossier, followUp)
}

/** The highest number of each dossier that some references of follow-ups are of. */
function lastNumbers(names: readonly string[]): Map<string, number> {
  const last = new Map<string, number>()
  for (const name of names) {
    const dossier = name.slice(0, Math.max(0, name.lastIndexOf('-')))
    const number = followUpNumber(dossier, name)
    if (number !== null) last.set(dossier, Math.max(last.get(dossier) ?? 0, number))
  }
  return last
}

interface Naming {
  found: { troubles: Trouble[]; changes: Trouble[] }
  dossier: string
  external: string | null
  reference: string
}

function askOf(rows: readonly Row[], known: Known, naming: Naming): Ask {
  const { found, dossier, external, reference } = naming
  const recorded = known.dossier(dossier)?.followUps.find((one) => one.reference === reference)
  const before = found.troubles.length
  const told = agreedOn(rows, FOLLOW_UP_FIELDS, { of: external ?? reference, troubles: found.troubles })
  if (recorded) {
    found.changes.push(...differences(rows, told, recorded))
    return { dossier, reference, rows, added: null, isRecorded: true }
  }
  const desk = told.desk ?? defaultDesk(known)
  found.troubles.push(...outOfSight(rows, { ...naming, desk, isConfidential: told.isConfidential ?? false }, known))
  for (const field of ['ask', 'counterpart'] as const)
    if (told[field] === null) found.troubles.push(nothingIn(rows, field, external ?? reference))
  if (desk === null) found.troubles.push(nothingIn(rows, 'desk', external ?? reference))
  found.troubles.push(...strangers(rows, known))
  const isSound = found.troubles.length === before
  const added = isSound
    ? {
        reference,
        title: told.ask!,
        counterpart: told.counterpart!,
        owner: told.owner,
        desk: desk!,
        policy: told.policy ?? defaultPolicy(known, desk!),
        isConfidential: told.isConfidential ?? false,
        externalReference: external,
      }
    : null
  return { dossier, reference, rows, added, isRecorded: false }
}

/** Nobody opens anew what is there without their seeing it, nor what they could not see afterwards. */
function outOfSight(
  [first]: readonly Row[],
  { dossier, reference, external, desk, isConfidential }: Naming & { desk: string | null; isConfidential: boolean },
  { taken, ownDesk, seesAll }: Known,
): Trouble[] {
  const row = first!
  const isTaken = taken.has(external === null ? reference : calledIn(dossier, external))
  if (isTaken)
    return [{ row, field: 'followUp', says: `follow-up: ${external ?? reference} is taken — expected another name` }]
  if (seesAll || !isConfidential || desk === ownDesk) return []
  const says = `confidential: got a follow-up of desk ${desk} — expected one of your own desk, the only one whose confidential follow-ups you see`
  return [{ row, field: 'isConfidential', says }]
}

function nothingIn([first]: readonly Row[], field: 'ask' | 'counterpart' | 'desk', of: string): Trouble {
  const says = `${COLUMNS[field].heading}: got nothing — expected it in one row of ${of}, which is new`
  return { row: first!, field, says }
}

/** A sheet names desks, policies and officers, and enters none. */
function strangers(rows: readonly Row[], { recorded }: Known): Trouble[] {
  const entered = {
    desk: recorded.desks.map(({ reference }) => reference),
    policy: recorded.policies.map(({ reference }) => reference),
    owner: recorded.officers.map(({ email }) => email.toLowerCase()),
  }
  return (['desk', 'policy', 'owner'] as const).flatMap((field) =>
    rows
      .filter(({ told }) => told[field] !== null && !entered[field].includes(enteredAs(field, told[field])))
      .map((row) => ({ row, field, says: `${field}: no ${field} ${row.told[field]} is entered` })),
  )
}

function enteredAs(field: 'desk' | 'policy' | 'owner', name: string): string {
  return field === 'owner' ? name.toLowerCase() : name
}

/** As for what is opened by hand: the officer's own, else the only one. */
function defaultDesk({ ownDesk, recorded: { desks } }: Known): string | null {
  if (ownDesk !== null) return ownDesk
  if (desks.length === 0) return 'DESK'
  return desks.length === 1 ? desks[0]!.reference : null
}

function defaultPolicy({ recorded }: Known, desk: string): string | null {
  const own = recorded.policies.filter((policy) => policy.desk === desk)
  return own.length === 1 ? own[0]!.reference : null
}

function differences(
  rows: readonly Row[],
  told: Pick<Told, (typeof FOLLOW_UP_FIELDS)[number]>,
  recorded: FollowUpDocument,
): Trouble[] {
  return FOLLOW_UP_FIELDS.flatMap((field) => {
    const there = field === 'ask' ? recorded.title : recorded[field]
    if (told[field] === null || isSame(told[field], there)) return []
    const row = rows.find((one) => one.told[field] !== null)!
    const says = `${COLUMNS[field].heading} of ${recorded.reference} is recorded as ${shown(there)}, the sheet has ${shown(told[field])}; leave the cell empty to keep what is recorded`
    return [{ row, field, says }]
  })
}
