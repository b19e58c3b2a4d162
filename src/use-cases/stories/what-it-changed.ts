import type { Fact } from '../../domain/correspondence/facts.ts'
import { listFacts } from '../../store/correspondence/facts.ts'
import { listFollowUpsCalled, type NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import type { Context, Moment } from '../context.ts'
import type { Version } from './dossier-record.ts'
import { foldFacts } from '../standings/fold-follow-ups.ts'
import { asShown, type IdentifiedFollowUp } from '../pending/list-pending.ts'

/** An ask just before and just after something was recorded; null where it had not been asked. */
export interface Changed {
  followUp: Pick<IdentifiedFollowUp, 'reference' | 'title'>
  before: IdentifiedFollowUp | null
  after: IdentifiedFollowUp | null
}

/**
 * What recording the last of a communication's versions did to each ask that it bears on, or bore on before. What was
 * recorded at one instant, as an import is, counts in the order of its recording. They are called as they are now, or were
 * at a moment.
 */
export async function whatItChanged(
  context: Context,
  versions: readonly Version[],
  calledAt?: Moment,
): Promise<Changed[]> {
  const [earlier, last] = versions.slice(-2).length === 2 ? versions.slice(-2) : [undefined, versions.at(-1)]
  if (!last) return []
  const ids = new Set([...(earlier?.entries ?? []), ...last.entries].map(({ followUpId }) => followUpId))
  const followUps = await listFollowUpsCalled(context.db, [...ids], calledAt)
  const { before, after, day } = await factsAround(context, followUps, last)
  const foldedBefore = await foldFacts(context.db, { followUps, facts: before })
  const foldedAfter = await foldFacts(context.db, { followUps, facts: after })
  return followUps.map((row) => {
    const shown = (folded: typeof foldedAfter) => {
      const { standing, kept } = folded.get(row.id)!
      return standing.asked ? asShown(row, kept, day) : null
    }
    return {
      followUp: { reference: row.reference, title: row.title },
      before: shown(foldedBefore),
      after: shown(foldedAfter),
    }
  })
}

async function factsAround(
  { db, timeZone }: Context,
  followUps: readonly NamedFollowUp[],
  { communication: { recordedAt, place } }: Version,
) {
  const day = recordedAt.toZonedDateTimeISO(timeZone).toPlainDate()
  const ids = followUps.map(({ id }) => id)
  const knownAt = (at: Temporal.Instant): Moment => ({ asOf: day, knownAt: at })
  const earlier = await listFacts(db, ids, knownAt(recordedAt.subtract({ microseconds: 1 })))
  const later = await listFacts(db, ids, knownAt(recordedAt))
  const before = new Map<number, Fact[]>()
  const after = new Map<number, Fact[]>()
  for (const id of ids) {
    const known = earlier.get(id)!
    const places = new Set(known.map((fact) => fact.place))
    const ofThatInstant = later.get(id)!.filter((fact) => !places.has(fact.place))
    before.set(id, [...known, ...ofThatInstant.filter((fact) => fact.place < place)])
    after.set(id, [
      ...before.get(id)!.filter((fact) => fact.place !== place),
      ...later.get(id)!.filter((fact) => fact.place === place),
    ])
  }
  return { before, after, day }
}
