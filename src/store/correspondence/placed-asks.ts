import type { Effect } from '../../domain/correspondence/facts.ts'
import type { Queryable } from '../connection/database.ts'
import { listFacts, type Moment } from './facts.ts'
import type { communications, entries } from '../schema/ledger.ts'

interface Filed {
  communication: typeof communications.$inferSelect
  effect: Effect
  entries: readonly Pick<typeof entries.$inferSelect, 'followUpId' | 'bearing'>[]
}

export function effectOf({ tookEffectOn, tookEffectLatestOn, dating }: Filed['communication']): Effect {
  return { on: tookEffectOn, latestOn: tookEffectLatestOn, dating }
}

/** Puts asks of unknown day where the facts have them, and leaves out what had not taken effect by the moment. */
export async function withAsksPlaced<F extends Filed>(
  db: Queryable,
  filed: readonly F[],
  moment?: Moment,
): Promise<F[]> {
  const undated = filed.filter(isUndatedAsk)
  const ids = new Set(undated.flatMap(({ entries: of }) => of.map(({ followUpId }) => followUpId)))
  const facts = [...(await listFacts(db, [...ids], moment)).values()].flat()
  const placed = filed.map((one) => {
    if (!isUndatedAsk(one)) return one
    const days = facts.filter(({ place }) => place === one.communication.place).map(({ effect }) => effect.on)
    const [on = one.effect.on] = days.toSorted(compare)
    return { ...one, effect: { ...one.effect, on, latestOn: on } }
  })
  return placed
    .filter(({ effect }) => !moment || compare(effect.on, moment.asOf) <= 0)
    .toSorted((a, b) => compare(a.effect.on, b.effect.on) || Number(isMoved(b)) - Number(isMoved(a)))
}

function isUndatedAsk({ communication, entries: of }: Filed): boolean {
  return communication.dating === 'unknown' && of.some(({ bearing }) => bearing === 'asks')
}

function isMoved({ communication, effect }: Filed): boolean {
  return !communication.tookEffectOn.equals(effect.on)
}

const { compare } = Temporal.PlainDate
