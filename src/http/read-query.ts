import { BRACKETS } from '../domain/standings/brackets.ts'
import { PENDING_STATES } from '../domain/correspondence/characters.ts'
import { parseChoice } from '../domain/choice.ts'
import { parseMailAddress } from '../domain/mail-address.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { Problem } from '../domain/problem.ts'
import { parseLine, parseReference } from '../domain/text.ts'

export const MOVES = ['ours', 'theirs', 'nobody'] as const

type Parsers = { [Name in keyof PendingQuery]-?: (value: string, field: string) => PendingQuery[Name] }

const PARSERS: Parsers = {
  counterpart: parseReference,
  dossier: parseReference,
  owner: parseMailAddress,
  desk: parseReference,
  state: (value, field) => parseChoice(value, field, PENDING_STATES),
  move: (value, field) => parseChoice(value, field, MOVES),
  bracket: (value, field) => parseChoice(value, field, BRACKETS),
  isUnread: (value, field) => parseChoice(value, field, ['yes', 'no']) === 'yes' || undefined,
  search: (value, field) => parseLine(value, field),
}

/** What an address or a form calls a field of a query. */
export function nameInAddress(field: keyof PendingQuery): string {
  return field === 'isUnread' ? 'unread' : field
}

export const QUERY_FIELDS = Object.keys(PARSERS) as (keyof PendingQuery)[]

/** The query that an address asks for; what is left empty does not narrow. One Problem names all that was wrong. */
export function readQuery(given: URLSearchParams): PendingQuery {
  const mistakes: string[] = []
  const read = QUERY_FIELDS.flatMap((field) => {
    const value = given.get(nameInAddress(field))
    if (value === null || value.trim() === '') return []
    try {
      return [[field, PARSERS[field](value, nameInAddress(field))]]
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      mistakes.push(error.message)
      return []
    }
  })
  const [first, ...more] = mistakes
  if (first && more.length === 0) throw new Problem('invalid', first)
  if (first) throw new Problem('invalid', 'some of what this address asks for cannot be', mistakes)
  return Object.fromEntries(read.filter(([, value]) => value !== undefined))
}

/** The same query as an address says it. */
export function queryInAddress(query: PendingQuery): [string, string][] {
  return QUERY_FIELDS.flatMap((field) => {
    const value = query[field]
    if (value === undefined || value === false) return []
    return [[nameInAddress(field), value === true ? 'yes' : value]]
  })
}
