import { chronologyOf } from './chronology.ts'
import { standingsOf } from './pending.ts'
import type { NotedAsk, NotedDuty, NotedMandate, NoteRecord } from './record.ts'
import type { NoteSentence } from './sentences.ts'

/** A page such as E/CN.4/2005/32, drawn from the record sentence by sentence. Words come with the language. */
export interface Note extends Pick<NoteRecord, 'dossier' | 'asOf' | 'knownAt' | 'isAhead'> {
  /** To whom it is owed: the duty that nothing had met by the day, or that was met on it. */
  owedTo: Pick<NotedDuty, 'body' | 'session'> | null
  sections: readonly NoteSection[]
  /** A row for each ask. */
  annex: readonly NotedAsk[]
}

interface NoteSection {
  kind: 'mandate' | 'correspondence' | 'standings'
  paragraphs: readonly (readonly NoteSentence[])[]
}

/** Depends on nothing but what it is given: the same record gives the same note. */
export function composeNote(record: NoteRecord): Note {
  const { dossier, asOf, knownAt, isAhead, asks } = record
  const sections: NoteSection[] = [
    { kind: 'mandate', paragraphs: mandatesOf(record) },
    { kind: 'correspondence', paragraphs: chronologyOf(record) },
    { kind: 'standings', paragraphs: standingsOf(record) },
  ]
  return {
    dossier,
    asOf,
    knownAt,
    isAhead,
    owedTo: dutyShown(record),
    sections: sections.filter(({ paragraphs }) => paragraphs.length > 0),
    annex: asks,
  }
}

function mandatesOf({ mandates, dossier }: NoteRecord): NoteSentence[][] {
  if (mandates.length === 0) return [[{ kind: 'without_mandate', dossier, cites: [{ kind: 'dossier', dossier }] }]]
  return mandates.map((mandate, i) => sentencesOf(mandate, i === 0))
}

function sentencesOf(mandate: NotedMandate, isFirst: boolean): NoteSentence[] {
  const cites = [{ kind: 'mandate' as const, mandate }] as const
  return [
    { kind: 'mandate', mandate, isFirst, cites },
    { kind: 'requires', mandate, cites },
    ...mandate.reportDuties.map((duty) => ({ kind: 'duty' as const, duty, cites })),
  ]
}

function dutyShown({ mandates, asOf }: NoteRecord): NotedDuty | null {
  const duties = mandates.flatMap(({ reportDuties }) => reportDuties)
  const open = duties.filter(({ metBy, metOn }) => metBy === null || metOn?.equals(asOf))
  const [soonest] = open.toSorted((a, b) => (a.dueOn?.toString() ?? '~').localeCompare(b.dueOn?.toString() ?? '~'))
  return soonest ?? null
}
