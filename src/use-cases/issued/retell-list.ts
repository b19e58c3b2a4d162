import { FOLLOW_UP_HEADING, followUpFields, type FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { Passage } from '../../domain/passages.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Moment, Seen } from '../context.ts'
import { listFollowUps, listPending } from '../pending/list-pending.ts'
import type { At } from './retell.ts'

export async function retellList(seen: Seen, query: PendingQuery, { moment, dossier }: At): Promise<Passage[]> {
  const narrowed = narrowedTo(query, dossier)
  if (!narrowed) return []
  return (await listPending({ ...seen, today: moment.asOf }, narrowed, moment)).map(rowOf)
}

/** To what a dossier brings to it; null where it means another alone. */
export function narrowedTo(query: PendingQuery, dossier: string | undefined): PendingQuery | null {
  if (dossier === undefined) return query
  return query.dossier === undefined || query.dossier === dossier ? { ...query, dossier } : null
}

/** How everything stands that was asked in a dossier. */
export async function retellStandings(seen: Seen, dossier: string, moment: Moment): Promise<Passage[]> {
  return (await listFollowUps({ ...seen, today: moment.asOf }, { dossier }, moment)).map(rowOf)
}

function rowOf(followUp: FollowUpOnDay): Passage {
  return { section: 'Rows', about: followUp.reference, fields: recordedFields(followUp) }
}

/** What the correspondence says of it, and what it and its office are called; who owns it is no part of the record. */
function recordedFields(followUp: FollowUpOnDay): Record<string, string> {
  return textsOf(Object.fromEntries(Object.entries(followUpFields(followUp)).filter(([field]) => !isHeading(field))))
}

function isHeading(field: string): boolean {
  return field !== 'title' && field !== 'counterpart' && (FOLLOW_UP_HEADING as readonly string[]).includes(field)
}

export function textsOf(fields: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields as Record<string, unknown>).map(([name, value]) => [name, String(value ?? '')]),
  )
}
