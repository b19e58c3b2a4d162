import { ask } from '../connection/by-hand.ts'
import type { Queryable } from '../connection/database.ts'
import {
  IS_PENDING,
  LONGEST_SILENCE_FIRST,
  NAMED,
  NAMES,
  withDays,
  type ListedFollowUp,
} from '../pending/first-pages.ts'

/** Who reads what an owner has pending, with the eyes of a desk. */
export interface OwnersReader {
  owner: string
  deskId: number | null
}

const READERS = `(select told.place, told.desk, o.id as owner
    from json_to_recordset($1::text::json) as told (place int, owner text, desk bigint)
    join officers o on lower(o.email) = lower(told.owner)) as r`
const IS_SEEN = '(not f.is_confidential or f.desk_id = r.desk)'

export interface OwnersPages {
  /** Of all that is on them. */
  ids: number[]
  /** By the place of its reader. What cannot be read is thrown to who asks for it. */
  pageOf: (place: number) => ListedFollowUp[]
}

/** The first page of each of several readers, as `askForPage` gives it of one. Rides follow_ups_pending_of_owner. */
export async function askForPagesOfOwners(
  db: Queryable,
  readers: readonly OwnersReader[],
  limit: number,
): Promise<OwnersPages> {
  const statement = `select r.place, ${NAMED} from ${READERS}
    cross join lateral (select * from follow_ups f where ${IS_PENDING} and f.owner_id = r.owner and ${IS_SEEN}
      order by ${LONGEST_SILENCE_FIRST} limit (select $2::int)) as f ${NAMES}
    order by r.place, ${LONGEST_SILENCE_FIRST}`
  const rows = await ask<{ id: number; place: number }>(db, statement, [placed(readers), limit])
  const pages = Map.groupBy(rows, ({ place }) => place)
  return { ids: rows.map(({ id }) => id), pageOf: (place) => (pages.get(place) ?? []).map(withDays) }
}

/** Whose owner has replies that nobody has read to what has ended. Rides follow_ups_unread. */
export async function listOwnersWaiting(db: Queryable, readers: readonly OwnersReader[]): Promise<ReadonlySet<number>> {
  const statement = `select distinct r.place from ${READERS} join follow_ups f on f.owner_id = r.owner
    where not (${IS_PENDING}) and f.unread_replies > 0 and ${IS_SEEN}`
  const rows = await ask<{ place: number }>(db, statement, [placed(readers)])
  return new Set(rows.map(({ place }) => place))
}

function placed(readers: readonly OwnersReader[]): string {
  return JSON.stringify(readers.map(({ owner, deskId: desk }, place) => ({ place, owner, desk })))
}
