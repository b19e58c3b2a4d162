import { deriveDueDays, type DueDays } from '../domain/clocks.ts'
import { isPending } from '../domain/characters.ts'
import { keep, type KeptStanding } from '../domain/follow-up.ts'
import { heldStandings, tellingsOf, type HeldStanding, type RecordedFact } from '../domain/held-standings.ts'
import { deriveStanding, type Standing } from '../domain/standing.ts'
import type { Queryable } from '../store/database.ts'
import { findRules, type UnderPolicy } from './rules-of-policies.ts'

interface History {
  /** How it stands by all that is recorded. */
  kept: KeptStanding
  /** How it stood at any moment. */
  held: readonly HeldStanding[]
}

/** The standing of each follow-up at any moment, from all that was ever recorded of it. */
export async function foldHistories(
  db: Queryable,
  followUps: readonly UnderPolicy[],
  recorded: ReadonlyMap<number, readonly RecordedFact[]>,
): Promise<Map<number, History>> {
  const tellings = new Map([...recorded].map(([id, facts]) => [id, tellingsOf(facts)]))
  const lastOf = (id: number) => tellings.get(id)!.at(-1)?.steps.at(-1)?.standing ?? deriveStanding([])
  const standingsOf = (id: number) => [
    ...new Set(tellings.get(id)!.flatMap(({ steps }) => steps.map(({ standing }) => standing))),
  ]
  const rules = await findRules(db, followUps, standingsOf)
  return new Map(
    followUps.map(({ id, policyId }) => {
      const { periods, calendar } = rules(policyId)
      const dueDaysOf = countedOnce((standing) => deriveDueDays(standing, periods, calendar))
      const keptOf = (standing: Standing) => keep(standing, dueDaysOf(standing))
      return [id, { kept: keptOf(lastOf(id)), held: heldStandings(tellings.get(id)!, keptOf) }]
    }),
  )
}

/** Most facts leave the clocks as they were. */
function countedOnce(count: (standing: Standing) => DueDays): (standing: Standing) => DueDays {
  const counted: { standing: Standing; dueDays: DueDays }[] = []
  return (standing) => {
    const known = counted.findLast((before) => hasSameClocks(before.standing, standing))
    if (known) return known.dueDays
    const dueDays = count(standing)
    counted.push({ standing, dueDays })
    return dueDays
  }
}

function hasSameClocks(a: Standing, b: Standing): boolean {
  const isSame = (['roundAsked', 'setDue', 'pauses'] as const).every((part) => a[part] === b[part])
  return isSame && isPending(a.state) === isPending(b.state)
}
