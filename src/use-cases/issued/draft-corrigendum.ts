import { differencesOf, type Difference, type Passage } from '../../domain/passages.ts'
import { Problem } from '../../domain/problem.ts'
import { doneBy, type Context, type Moment } from '../context.ts'
import { listKnownVersions } from '../stories/dossier-record.ts'
import { wantedDossier } from '../find.ts'
import { listCarried, type Carried } from './list-carried.ts'
import type { Change } from './list-changes.ts'
import { communicationPassage } from './retell-export.ts'
import type { Wording } from './retell.ts'

/** What went out with what was recorded otherwise since, what it should have said, and who is to be told. */
export interface Corrigendum {
  dossier: { reference: string; title: string }
  /** Where it is of one communication alone. */
  communication: number | null
  draftedOn: Temporal.PlainDate
  /** Of what had been given out and corrected by then; null where it is of now. */
  knownAt: Temporal.Instant | null
  /** In the order of recording. */
  corrections: readonly Correction[]
  /** Latest first. */
  documents: readonly Pick<Carried, 'document' | 'differences'>[]
}

export interface Correction extends Pick<Change, 'kind' | 'by' | 'why' | 'isWithdrawn'> {
  /** `PRK-TC/5`, a follow-up or a receiving point of what concerns one alone, else the dossier. */
  reference: string
  at: Temporal.Instant
  /** What the record said and says; empty of what was recorded late, for the first time. */
  differences: readonly Difference[]
}

interface Wanted {
  dossier: string
  /** Only what this communication told wrongly. */
  number?: number | undefined
  /** Only in these documents. */
  among?: readonly number[] | undefined
  /** Looks at so many documents that may have carried it, and no further. */
  latest?: number | undefined
}

/** At a moment: of what had been given out by then, as it should have said by what had been recorded by then. */
export async function draftCorrigendum(
  context: Context & { wording: Wording },
  { dossier: reference, number, ...within }: Wanted,
  moment?: Moment,
): Promise<Corrigendum> {
  const { id, title } = await wantedDossier({ ...context, moment }, reference)
  const knownAt = moment && doneBy(moment, context)
  const known = moment && { ...moment, knownAt: knownAt! }
  if (number !== undefined && (await listKnownVersions(context, { dossierId: id, number }, known)).length === 0)
    throw new Problem('not_found', {
      says: `no communication ${reference}/${number}`,
      atCommandLine: '; relance show lists them',
    })
  const carried = await listCarried(context, { dossier: reference, number, ...within, knownAt })
  const because = carried.flatMap((one) => one.because)
  const once = new Map(
    because.map((change) => [
      `${change.kind} ${change.number} ${change.followUp} ${change.point} ${change.recordedAt}`,
      change,
    ]),
  )
  const inOrder = [...once.values()].toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt))
  const corrections = []
  for (const change of inOrder) corrections.push(await correctionOf(context, { id, reference }, change))
  return {
    dossier: { reference, title },
    communication: number ?? null,
    draftedOn: context.today,
    knownAt: knownAt ?? null,
    corrections,
    documents: carried,
  }
}

async function correctionOf(
  context: Pick<Context, 'db' | 'sight'>,
  dossier: { id: number; reference: string },
  { kind, number, followUp, point, by, why, isWithdrawn, recordedAt }: Change,
): Promise<Correction> {
  const told = { kind, by, why, isWithdrawn, at: recordedAt }
  if (number === null) return { ...told, reference: point ?? followUp ?? dossier.reference, differences: [] }
  if (kind === 'assessment')
    return { ...told, reference: `${dossier.reference}/${number}, ${followUp}`, differences: [] }
  const reference = `${dossier.reference}/${number}`
  const versions = await listKnownVersions(context, { dossierId: dossier.id, number })
  const place = versions.findIndex(({ communication }) => communication.recordedAt.equals(recordedAt))
  const passages = versions.map((version) => communicationPassage({ ...version, dossier: dossier.reference }))
  const isFirst = place <= 0 || isWithdrawn
  return { ...told, reference, differences: isFirst ? [] : between(passages, place) }
}

function between(passages: readonly Passage[], place: number): Difference[] {
  return differencesOf([passages[place - 1]!], [passages[place]!])
}
