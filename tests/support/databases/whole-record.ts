import { deriveDueDays, type Policy } from '../../../src/domain/standings/clocks.ts'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { keep, type KeptStanding } from '../../../src/domain/standings/follow-up.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { communications, closures, entries } from '../../../src/store/schema/ledger.ts'
import type { Moment } from '../../../src/use-cases/context.ts'
import type { Desk } from '../ledgers/desk.ts'

/** Every row of the ledger as it was recorded: what a replay may be told from. */
export interface WholeRecord {
  communications: (typeof communications.$inferSelect)[]
  entries: (typeof entries.$inferSelect)[]
  closures: (typeof closures.$inferSelect)[]
}

export async function wholeRecordOf({ db }: Desk): Promise<WholeRecord> {
  return {
    communications: await db.select().from(communications),
    entries: await db.select().from(entries),
    closures: await db.select().from(closures),
  }
}

const TC_60: Policy = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } }

/** Folded from scratch, from the rows that are to be seen at a moment; null where it had not been asked. */
export function foldedFrom(record: WholeRecord, followUpId: number, moment: Moment): KeptStanding | null {
  const standing = deriveStanding(factsSeenAt(record, followUpId, moment))
  return standing.asked && keep(standing, deriveDueDays(standing, TC_60, null))
}

function factsSeenAt(record: WholeRecord, followUpId: number, { asOf, knownAt }: Moment): Fact[] {
  const filed = newestBy(record.communications, knownAt).flatMap(
    ({ id, tookEffectOn: on, tookEffectLatestOn: latestOn, dating, orderOnDay, place }) =>
      record.entries
        .filter((entry) => entry.communicationId === id && entry.followUpId === followUpId)
        .map(({ bearing, character, untilOn }) => {
          const effect = { on, latestOn, dating }
          return { bearing, character, untilOn, effect, orderOnDay, place }
        }),
  )
  const closed = newestBy(record.closures, knownAt)
    .filter((closure) => closure.followUpId === followUpId)
    .map(({ closedOn: on, reason, place }) => {
      const effect = { on, latestOn: on, dating: 'exact' as const }
      return { bearing: 'closes' as const, reason, effect, orderOnDay: 0, place }
    })
  const facts = [...filed, ...closed]
  const days = facts.map(({ effect }) => effect.on).toSorted(Temporal.PlainDate.compare)
  return facts
    .map((fact) =>
      isFirstUndated(fact, facts) ? { ...fact, effect: { ...fact.effect, on: days[0]!, latestOn: days[0]! } } : fact,
    )
    .filter(({ effect }) => Temporal.PlainDate.compare(effect.on, asOf) <= 0)
}

/** An ask of unknown day had been made by the first day of all; unless one recorded before it had been made by then. */
function isFirstUndated({ bearing, effect: { dating, on }, place }: Fact, facts: readonly Fact[]): boolean {
  if (bearing !== 'asks' || dating !== 'unknown') return false
  const before = facts.filter((other) => other.bearing === 'asks' && other.place < place)
  return before.every(({ effect }) => effect.dating !== 'unknown' && Temporal.PlainDate.compare(effect.on, on) > 0)
}

interface Version {
  id: number
  correctsId: number | null
  isWithdrawn: boolean
  recordedAt: Temporal.Instant
}

/** Of each chain of versions the last that had been recorded, unless it took everything back. */
function newestBy<Row extends Version>(rows: readonly Row[], knownAt: Temporal.Instant): Row[] {
  const known = rows.filter(({ recordedAt }) => Temporal.Instant.compare(recordedAt, knownAt) <= 0)
  const corrected = new Set(known.map(({ correctsId }) => correctsId))
  return known.filter(({ id, isWithdrawn }) => !isWithdrawn && !corrected.has(id))
}
