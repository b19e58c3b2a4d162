import { proveClocks, type ClockProofs } from '../../domain/standings/clock-proof.ts'
import { deriveDueDays } from '../../domain/standings/clocks.ts'
import type { Fact } from '../../domain/correspondence/facts.ts'
import { keep, type KeptStanding } from '../../domain/standings/follow-up.ts'
import { deriveStanding, type Standing } from '../../domain/standings/standing.ts'
import type { Queryable } from '../../store/connection/database.ts'
import { listFacts, type Moment } from '../../store/correspondence/facts.ts'
import { calendarAt, findRules, rulebookOf, type UnderPolicy } from '../rules/rules-of-policies.ts'

interface Folded {
  facts: readonly Fact[]
  standing: Standing
  kept: KeptStanding
  /** How both clocks came to their days. */
  prove: () => ClockProofs
}

/** The standing of each follow-up from its facts: as they hold now, or as they held at a moment. */
export async function foldFollowUps(
  db: Queryable,
  followUps: readonly UnderPolicy[],
  moment?: Moment,
): Promise<Map<number, Folded>> {
  const facts = await listFacts(
    db,
    followUps.map(({ id }) => id),
    moment,
  )
  return foldFacts(db, { followUps, facts, knownAt: moment?.knownAt })
}

interface Chosen {
  followUps: readonly UnderPolicy[]
  facts: ReadonlyMap<number, readonly Fact[]>
  /** By the holidays that were known then. */
  knownAt?: Temporal.Instant | undefined
}

/** The same from facts that were chosen already. */
export async function foldFacts(db: Queryable, { followUps, facts, knownAt }: Chosen): Promise<Map<number, Folded>> {
  const standings = new Map([...facts].map(([id, of]) => [id, deriveStanding(of)]))
  const rules = await findRules(rulebookOf(db), followUps, (id) => [standings.get(id)!])
  return new Map(
    followUps.map(({ id }) => {
      const standing = standings.get(id)!
      const { periods, calendars } = rules(id)
      const calendar = calendarAt(calendars, knownAt)
      const kept = keep(standing, deriveDueDays(standing, periods, calendar))
      const prove = () => proveClocks(facts.get(id)!, periods, calendar)
      return [id, { facts: facts.get(id)!, standing, kept, prove }]
    }),
  )
}
