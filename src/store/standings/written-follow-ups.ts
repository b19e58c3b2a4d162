import { getColumns, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import type { Character } from '../../domain/correspondence/characters.ts'
import { dayText } from '../../domain/dates/day.ts'
import type { Bearing, ClosureReason, Dating } from '../../domain/correspondence/facts.ts'
import { KEPT_STANDING, type KeptStanding } from '../../domain/standings/follow-up.ts'
import type { HeldStanding, RecordedFact } from '../../domain/standings/held-standings.ts'
import type { Queryable } from '../connection/database.ts'
import { dayOf, instantOf } from '../schema/columns.ts'
import { followUps, standings } from '../schema/follow-ups.ts'
import { closures, communications, entries } from '../schema/ledger.ts'

/** A follow-up with all that it is folded from, and all that is kept of it, as `write` writes it. */
export interface WrittenFollowUp {
  id: number
  policyId: number | null
  counterpartId: number
  facts: readonly RecordedFact[]
  kept: string
  held: string
}

/**
 * All of them, a batch at a time in the order of their identities. Each is one row of a few texts: to read a whole
 * ledger column by column takes longer than to fold it.
 */
export async function listWrittenAfter(db: Queryable, id: number, limit: number): Promise<WrittenFollowUp[]> {
  const rows = await db.execute<Record<'id' | 'counterpartId' | 'kept', string> & Partial<Record<string, string>>>(
    sql`select f.id, f.policy_id as "policyId", f.counterpart_id as "counterpartId", ${written(KEPT, 'f')} as kept,
      (select string_agg(${written(HELD, 's')}, ';' order by s.from_on, s.known_from)
        from ${standings} as s where s.follow_up_id = f.id) as held,
      (select string_agg(row(e.bearing, e.character, e.until_on, c.took_effect_on, c.took_effect_latest_on, c.dating,
          c.order_on_day, c.place, c.recorded_at, later.recorded_at)::text, ';')
        from ${entries} as e join ${communications} as c on c.id = e.communication_id
        left join ${communications} as later on later.corrects_id = c.id
        where e.follow_up_id = f.id and not c.is_withdrawn) as entries,
      (select string_agg(row(c.reason, c.closed_on, c.place, c.recorded_at, later.recorded_at)::text, ';')
        from ${closures} as c left join ${closures} as later on later.corrects_id = c.id
        where c.follow_up_id = f.id and not c.is_withdrawn) as closures
      from (select * from ${followUps} where id > ${id} order by id limit ${limit}) as f order by f.id`,
  )
  return rows.map((row) => ({
    id: Number(row.id),
    policyId: row['policyId'] ? Number(row['policyId']) : null,
    counterpartId: Number(row.counterpartId),
    facts: [...rowsIn(row['entries']).map(entryOf), ...rowsIn(row['closures']).map(closureOf)],
    kept: row.kept,
    held: row['held'] ?? '',
  }))
}

/** The same of what was folded. */
export function write({ kept, held }: { kept: KeptStanding; held: readonly HeldStanding[] }) {
  return { kept: `(${keptWords(kept)})`, held: held.toSorted(byDayAndInstant).map(writeRow).join(';') }
}

function writeRow(row: HeldStanding): string {
  return `(${BETWEEN.map((column) => wordOf(row[column])).join()},${keptWords(row.kept)})`
}

function keptWords(kept: KeptStanding): string {
  return KEPT_STANDING.map((column) => wordOf(kept[column])).join()
}

const BETWEEN = ['knownFrom', 'knownUntil', 'nextKnownAt', 'fromOn', 'nextOn'] as const

function byDayAndInstant(a: HeldStanding, b: HeldStanding): number {
  return Temporal.PlainDate.compare(a.fromOn, b.fromOn) || Temporal.Instant.compare(a.knownFrom, b.knownFrom)
}

/** As in the text of a row: an instant has a space in it, and is quoted. */
function wordOf(value: KeptStanding[keyof KeptStanding] | Temporal.Instant): string {
  if (value === null) return ''
  if (value === true) return 't'
  if (value === false) return 'f'
  if (typeof value !== 'object') return String(value)
  if (value instanceof Temporal.PlainDate) return dayText(value)
  const text = value.toString()
  return `"${text.slice(0, 10)} ${text.slice(11, -1)}+00"`
}

const ofStandings = getColumns(standings)
const KEPT = KEPT_STANDING.map((column) => ofStandings[column])
const HELD = [...BETWEEN.map((column) => ofStandings[column]), ...KEPT]

function written(columns: readonly AnyColumn[], of: string): SQL {
  const names = columns.map(({ name }) => sql`${sql.identifier(of)}.${sql.identifier(name)}`)
  return sql`row(${sql.join(names, sql`, `)})::text`
}

function rowsIn(text: string | null | undefined): string[][] {
  return text ? text.split(';').map((row) => row.slice(1, -1).split(',')) : []
}

function entryOf(words: readonly string[]): RecordedFact {
  const [bearing, character, untilOn, on, latestOn, dating, orderOnDay, place, recordedAt, supersededAt] = words
  return {
    bearing: bearing as Bearing,
    character: character === '' ? null : (character as Character),
    untilOn: untilOn === '' ? null : dayOf(untilOn!),
    orderOnDay: Number(orderOnDay),
    place: Number(place),
    effect: { on: dayOf(on!), latestOn: dayOf(latestOn!), dating: dating as Dating },
    ...recordedBetween(recordedAt!, supersededAt!),
  }
}

function closureOf([reason, closedOn, place, recordedAt, supersededAt]: readonly string[]): RecordedFact {
  const on = dayOf(closedOn!)
  return {
    bearing: 'closes',
    reason: reason as ClosureReason,
    orderOnDay: 0,
    place: Number(place),
    effect: { on, latestOn: on, dating: 'exact' },
    ...recordedBetween(recordedAt!, supersededAt!),
  }
}

function recordedBetween(recordedAt: string, supersededAt: string) {
  return {
    recordedAt: instantOf(recordedAt.slice(1, -1)),
    supersededAt: supersededAt === '' ? null : instantOf(supersededAt.slice(1, -1)),
  }
}
