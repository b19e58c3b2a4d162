import { deriveDueDays, type DueDays } from '../../domain/standings/clocks.ts'
import type { Calendar } from '../../domain/standings/due-day.ts'
import { isPending } from '../../domain/correspondence/characters.ts'
import { keep, type KeptStanding } from '../../domain/standings/follow-up.ts'
import {
  heldStandings,
  tellingsOf,
  type HeldStanding,
  type RecordedFact,
  type Telling,
} from '../../domain/standings/held-standings.ts'
import { deriveStanding, type Standing } from '../../domain/standings/standing.ts'
import type { TimedCalendar } from '../../store/rules/calendars.ts'
import { calendarAt, findRules, type Rulebook, type UnderPolicy } from '../rules/rules-of-policies.ts'

interface History {
  /** How it stands by all that is recorded. */
  kept: KeptStanding
  /** How it stood at any moment. */
  held: readonly HeldStanding[]
}

/** The standing of each follow-up at any moment, from all that was ever recorded of it. */
export async function foldHistories(
  book: Rulebook,
  followUps: readonly UnderPolicy[],
  recorded: ReadonlyMap<number, readonly RecordedFact[]>,
): Promise<Map<number, History>> {
  const tellings = new Map([...recorded].map(([id, facts]) => [id, tellingsOf(facts)]))
  const lastOf = (id: number) => tellings.get(id)!.at(-1)?.steps.at(-1)?.standing ?? deriveStanding([])
  const standingsOf = (id: number) => [
    ...new Set(tellings.get(id)!.flatMap(({ steps }) => steps.map(({ standing }) => standing))),
  ]
  const rules = await findRules(book, followUps, standingsOf)
  return new Map(
    followUps.map(({ id }) => {
      const { periods, calendars } = rules(id)
      const keeping = new Map<Calendar | null, (standing: Standing) => KeptStanding>()
      const keptOf = (standing: Standing, at?: Temporal.Instant) => {
        const calendar = calendarAt(calendars, at)
        const keepBy = keeping.getOrInsertComputed(calendar, () =>
          keptOnce((of) => deriveDueDays(of, periods, calendar)),
        )
        return keepBy(standing)
      }
      const told = toldAgain(tellings.get(id)!, calendars)
      return [id, { kept: keptOf(lastOf(id)), held: heldStandings(told, keptOf) }]
    }),
  )
}

/** Also at each instant at which holidays became known: the same steps, whose due days may be others. */
function toldAgain(tellings: readonly Telling[], calendars: readonly TimedCalendar[]): readonly Telling[] {
  const again = calendars.flatMap(({ since }) => {
    const before = since && tellings.findLast(({ at }) => Temporal.Instant.compare(at, since) <= 0)
    return before && Temporal.Instant.compare(before.at, since) < 0 ? [{ ...before, at: since }] : []
  })
  if (again.length === 0) return tellings
  return [...tellings, ...again].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

function keptOnce(count: (standing: Standing) => DueDays): (standing: Standing) => KeptStanding {
  const dueDaysOf = countedOnce(count)
  const kept = new Map<Standing, KeptStanding>()
  return (standing) => kept.getOrInsertComputed(standing, () => keep(standing, dueDaysOf(standing)))
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
