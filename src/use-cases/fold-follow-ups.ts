import { deriveDueDays, proveAnswerDue, proveFirstReplyDue } from '../domain/clocks.ts'
import type { DueDay } from '../domain/due-day.ts'
import type { Fact } from '../domain/facts.ts'
import { keep, type KeptStanding } from '../domain/follow-up.ts'
import { deriveStanding, type Standing } from '../domain/standing.ts'
import type { Queryable } from '../store/database.ts'
import { listFacts, type Moment } from '../store/facts.ts'
import { findRules, type UnderPolicy } from './rules-of-policies.ts'

interface Folded {
  facts: readonly Fact[]
  standing: Standing
  kept: KeptStanding
  /** How the answer due day was counted, and how that of the first reply. */
  prove: () => DueDay | null
  proveFirstReply: () => DueDay | null
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
  return foldFacts(db, followUps, facts)
}

/** The same from facts that were chosen already. */
export async function foldFacts(
  db: Queryable,
  followUps: readonly UnderPolicy[],
  facts: ReadonlyMap<number, readonly Fact[]>,
): Promise<Map<number, Folded>> {
  const standings = new Map([...facts].map(([id, of]) => [id, deriveStanding(of)]))
  const rules = await findRules(db, followUps, (id) => [standings.get(id)!])
  return new Map(
    followUps.map(({ id, policyId }) => {
      const standing = standings.get(id)!
      const { periods, calendar } = rules(policyId)
      const kept = keep(standing, deriveDueDays(standing, periods, calendar))
      const prove = () => proveAnswerDue(standing, periods, calendar)
      const proveFirstReply = () => proveFirstReplyDue(standing, periods, calendar)
      return [id, { facts: facts.get(id)!, standing, kept, prove, proveFirstReply }]
    }),
  )
}
