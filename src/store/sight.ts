import { and, eq, or, sql, type SQL } from 'drizzle-orm'
import type { Queryable } from './connection/database.ts'
import type { Moment } from './correspondence/facts.ts'
import { dossiers } from './schema/dossiers.ts'
import { followUps } from './schema/follow-ups.ts'
import { communications, entries } from './schema/ledger.ts'

/** Whose confidential follow-ups are seen: a desk's, nobody's, or everybody's, as whoever holds the database sees them. */
export type Sight = 'everything' | { deskId: number | null }

/** What is read, with whose eyes, and as it stood when; now where that is left open. */
export interface Seen {
  db: Queryable
  sight: Sight
  moment?: Moment | undefined
}

/** The same of a row that was read already. */
export function sees(sight: Sight, followUp: { isConfidential: boolean; deskId: number }): boolean {
  return sight === 'everything' || !followUp.isConfidential || followUp.deskId === sight.deskId
}

export function isFollowUpSeen(sight: Sight): SQL | undefined {
  if (sight === 'everything') return undefined
  const isOpen = eq(followUps.isConfidential, false)
  return sight.deskId === null ? isOpen : or(isOpen, eq(followUps.deskId, sight.deskId))
}

/** One that bears, in any of its versions, on something seen; or on nothing at all. */
export function isCommunicationSeen(sight: Sight): SQL | undefined {
  if (sight === 'everything') return undefined
  return sql`(not ${bearsOn(undefined)} or ${bearsOn(isFollowUpSeen(sight))})`
}

/** One with a follow-up that is seen, or with none yet. */
export function isDossierSeen(sight: Sight): SQL | undefined {
  if (sight === 'everything') return undefined
  return sql`(not ${holds(undefined)} or ${holds(isFollowUpSeen(sight))})`
}

function bearsOn(condition: SQL | undefined): SQL {
  const isVersion = sql`version.dossier_id = ${communications.dossierId} and version.number = ${communications.number}`
  return sql`exists (select 1 from ${entries}
    join ${communications} as version on version.id = ${entries.communicationId}
    join ${followUps} on ${followUps.id} = ${entries.followUpId}
    where ${and(isVersion, condition)})`
}

function holds(condition: SQL | undefined): SQL {
  const isWithin = sql`${followUps.dossierId} = ${dossiers.id}`
  return sql`exists (select 1 from ${followUps} where ${and(isWithin, condition)})`
}
