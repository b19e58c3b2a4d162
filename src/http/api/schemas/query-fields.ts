import { z } from '@hono/zod-openapi'
import { BRACKETS } from '../../../domain/standings/brackets.ts'
import { PENDING_STATES, STATES } from '../../../domain/correspondence/characters.ts'
import type { PendingQuery } from '../../../domain/pending-query.ts'
import { MOVES } from '../../read-query.ts'
import {
  asked,
  choiceOf,
  COUNTERPART_REFERENCE,
  DESK_REFERENCE,
  FLAG,
  lineOf,
  MAIL_ADDRESS,
  REFERENCE,
} from './fields.ts'

const NARROWING = {
  counterpart: asked(COUNTERPART_REFERENCE, 'Of this office.'),
  dossier: asked(REFERENCE, 'Of this dossier.'),
  owner: asked(MAIL_ADDRESS, 'That this officer follows up.'),
  desk: asked(DESK_REFERENCE, 'Of this desk.'),
  state: asked(choiceOf(PENDING_STATES), 'In this state.'),
  move: asked(choiceOf(MOVES), 'Whose move it is.'),
  bracket: asked(choiceOf(BRACKETS), 'By its answer due day.'),
  search: asked(lineOf(), 'Stands in the reference, the title or the name of the office.'),
}

const UNREAD = 'With a reply that nobody here has read.'

/** Parameters that narrow what is pending, under the names that the addresses of our pages have. */
export const QUERY_PARAMETERS = { ...NARROWING, unread: asked(choiceOf(['yes', 'no']), UNREAD) }

/** The same in a body. */
export const QUERY_BODY = { ...NARROWING, isUnread: asked(FLAG, UNREAD) }

type Given = { [Name in keyof Omit<PendingQuery, 'isUnread'>]?: PendingQuery[Name] }

/** Without what is left out, or does not narrow. */
export function queryIn({ unread, ...given }: Given & { unread?: string | undefined }): PendingQuery {
  return queryOf({ ...given, isUnread: unread === 'yes' })
}

export function queryOf({ isUnread, ...given }: PendingQuery): PendingQuery {
  const narrowing = Object.entries({ ...given, isUnread: isUnread || undefined })
  return Object.fromEntries(narrowing.filter(([, value]) => value !== undefined))
}

/** The same in an answer. */
export const QUERY_TOLD = {
  counterpart: z.string().optional(),
  dossier: z.string().optional(),
  owner: z.string().optional(),
  desk: z.string().optional(),
  state: z.enum(STATES).optional(),
  move: z.enum(MOVES).optional(),
  bracket: z.enum(BRACKETS).optional(),
  search: z.string().optional(),
  isUnread: z.boolean().optional(),
}
