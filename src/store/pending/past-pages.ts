import { and, eq, getColumns, sql, type SQL } from 'drizzle-orm'
import { KEPT_STANDING } from '../../domain/standings/follow-up.ts'
import { askBuilt } from '../connection/by-hand.ts'
import { withDays, type ListedFollowUp, type PageWanted } from './first-pages.ts'
import { followUpTitleAt, officeNameAt } from '../correspondence/names.ts'
import { dossiers } from '../schema/dossiers.ts'
import { followUps, standings } from '../schema/follow-ups.ts'
import { counterparts, desks, officers } from '../schema/parties.ts'
import { isFollowUpSeen, type Seen } from '../sight.ts'
import { isHeldAt } from '../standings/standings.ts'

/**
 * A page of what was pending at a moment of one office, longest silence first. Null where another is wanted. Rides
 * standings_pending_of_counterpart, past those that held at other moments.
 */
export function askForPastPage(seen: Seen, wanted: PageWanted): Promise<ListedFollowUp[]> | null {
  const { db, moment } = seen
  return moment && isOfOneOffice(wanted) ? readPage(db, named(moment, pageAt({ ...seen, moment }, wanted))) : null
}

async function readPage(db: Seen['db'], page: SQL): Promise<ListedFollowUp[]> {
  const rows = await askBuilt<Record<string, unknown>>(db, page)
  return rows.map(withDays)
}

function isOfOneOffice({ query, sort, after }: PageWanted): boolean {
  const fields = Object.entries(query).flatMap(([field, value]) => (value === undefined ? [] : [field]))
  return fields.join() === 'counterpart' && sort === 'silence' && after?.on !== null
}

const { id, reference, title, dossierId, counterpartId, ownerId, deskId, isConfidential } = getColumns(followUps)
const HEADING = [id, reference, title, dossierId, counterpartId, ownerId, deskId, isConfidential]
const STANDING = KEPT_STANDING.map((field) => getColumns(standings)[field])
const ASK = standings.followUpId
const SILENT_SINCE = sql`coalesce(${standings.lastWordOn}, ${standings.askedOn})`
// Written out, as in first-pages.ts, or the index is not good for a plan that serves every call.
const IS_PENDING = sql`${standings.state} not in ('answered', 'declined', 'closed')`

type At = Seen & { moment: NonNullable<Seen['moment']> }

function pageAt({ sight, moment }: At, { query, after, limit }: PageWanted): SQL {
  const isOfOffice = sql`${standings.counterpartId} = (select id from ${counterparts} where reference = ${query.counterpart})`
  const isPlace = after && sql`(${SILENT_SINCE}, ${ASK}) > (${after.on!.toString()}::date, ${after.id}::bigint)`
  const isWanted = [isOfOffice, IS_PENDING, isHeldAt(moment), isFollowUpSeen(sight), isPlace]
  return sql`select ${sql.join([...HEADING, ...STANDING], sql`, `)} from ${standings} join ${followUps} on ${eq(id, ASK)}
    where ${and(...isWanted.map((clause) => clause ?? undefined))}
    order by ${SILENT_SINCE} nulls first, ${ASK} limit (select ${limit}::int)`
}

/** In the place of the table, so that what tells how things were called then is the same for every list. */
function named(moment: At['moment'], page: SQL): SQL {
  const standing = KEPT_STANDING.map((field) => sql`${getColumns(followUps)[field]} as ${sql.identifier(field)}`)
  return sql`with ${followUps} as (${page})
    select ${id}::float8 as id, ${reference}, ${followUpTitleAt(moment)} as title,
      ${isConfidential} as "isConfidential", ${dossiers.reference} as dossier, ${officeNameAt(moment)} as counterpart,
      ${counterparts.reference} as "counterpartReference", ${officers.email} as owner, ${desks.reference} as desk,
      ${sql.join(standing, sql`, `)}
    from ${followUps} join ${dossiers} on ${eq(dossiers.id, dossierId)}
      join ${counterparts} on ${eq(counterparts.id, counterpartId)} join ${desks} on ${eq(desks.id, deskId)}
      left join ${officers} on ${eq(officers.id, ownerId)}
    order by coalesce(${followUps.lastWordOn}, ${followUps.askedOn}) nulls first, ${id}`
}
