import { getColumns } from 'drizzle-orm'
import { KEPT_STANDING, type FollowUpHeading, type KeptStanding } from '../../domain/standings/follow-up.ts'
import type { PendingQuery, Place, Sort } from '../../domain/pending-query.ts'
import { ask } from '../connection/by-hand.ts'
import { dayOf } from '../schema/columns.ts'
import { followUps } from '../schema/follow-ups.ts'
import type { Seen } from '../sight.ts'

/** A follow-up as its lists show it. */
export type ListedFollowUp = { id: number } & FollowUpHeading & KeptStanding

export interface PageWanted {
  query: PendingQuery
  sort: Sort
  after: Place | null
  limit: number
}

type Clause = (parameter: (value: string | number) => string) => string

/**
 * A page of what is pending today, of everybody, an office or an owner, longest silence first: what boards and digests ask
 * for. Null where more is wanted. Rides follow_ups_pending_by_silence, _of_counterpart or _of_owner.
 */
export function askForPage({ db, sight, moment }: Seen, wanted: PageWanted): Promise<ListedFollowUp[]> | null {
  const { query, sort, after, limit } = wanted
  if (moment || sort !== 'silence' || after?.on === null) return null
  const clauses = Object.entries(query).map(([field, value]) =>
    value === undefined ? null : (CLAUSES[field]?.(value as string) ?? UNKNOWN),
  )
  if (clauses.includes(UNKNOWN)) return null
  const meant = [
    ...clauses.filter((clause) => clause !== null),
    ...clausesOf(sight),
    ...(after ? [isBeyond(after)] : []),
  ]
  return readPage(db, meant, limit)
}

const UNKNOWN: Clause = () => 'false'

const CLAUSES: Readonly<Record<string, (value: string) => Clause>> = {
  counterpart: (value) => (parameter) =>
    `f.counterpart_id = (select id from counterparts where reference = ${parameter(value)})`,
  owner: (value) => (parameter) =>
    `f.owner_id = (select id from officers where lower(email) = lower(${parameter(value)}))`,
}

function clausesOf(sight: Seen['sight']): Clause[] {
  if (sight === 'everything') return []
  const { deskId } = sight
  return [
    (parameter) =>
      deskId === null ? 'not f.is_confidential' : `(not f.is_confidential or f.desk_id = ${parameter(deskId)})`,
  ]
}

function isBeyond({ on, id }: Place): Clause {
  return (parameter) => `(${SILENT_SINCE}, f.id) > (${parameter(on!.toString())}::date, ${parameter(id)}::bigint)`
}

const SILENT_SINCE = 'coalesce(f.last_word_on, f.asked_on)'

const columns = getColumns(followUps)
const STANDING = KEPT_STANDING.map((field) => `f.${columns[field].name} as "${field}"`)
const DAYS = KEPT_STANDING.filter((field) => columns[field].getSQLType() === 'date')

/** Of follow-ups as `f`, with what they name. */
export const NAMED = `f.id::float8 as id, f.reference, f.title, f.is_confidential as "isConfidential",
    d.reference as dossier, c.name as counterpart, c.reference as "counterpartReference", o.email as owner,
    k.reference as desk, ${STANDING.join(', ')}`
export const NAMES = `join dossiers d on d.id = f.dossier_id join counterparts c on c.id = f.counterpart_id
    join desks k on k.id = f.desk_id left join officers o on o.id = f.owner_id`
/** The states are written out, or no index of those that are pending is good for a plan that serves every call. */
export const IS_PENDING = `f.state not in ('answered', 'declined', 'closed')`
export const LONGEST_SILENCE_FIRST = `${SILENT_SINCE} nulls first, f.id`

async function readPage(db: Seen['db'], meant: readonly Clause[], limit: number): Promise<ListedFollowUp[]> {
  const parameters: (string | number)[] = []
  const parameter = (value: string | number) => `$${parameters.push(value)}`
  const narrowed = meant.map((clause) => ` and ${clause(parameter)}`).join('')
  // Whoever plans does not see how few, and reads in order even where an office has no more than that pending.
  const statement = `select ${NAMED} from follow_ups f ${NAMES} where ${IS_PENDING}${narrowed}
    order by ${LONGEST_SILENCE_FIRST} limit (select ${parameter(limit)}::int)`
  const rows = await ask<Record<string, unknown>>(db, statement, parameters)
  return rows.map(withDays)
}

export function withDays(read: object): ListedFollowUp {
  const row = read as Record<string, unknown>
  for (const field of DAYS) if (row[field] !== null) row[field] = dayOf(row[field] as string)
  return row as unknown as ListedFollowUp
}
