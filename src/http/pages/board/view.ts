import { GROUPINGS, SORTS, type Grouping, type PendingQuery, type Sort } from '../../../domain/pending-query.ts'
import { parseChoice } from '../../../domain/choice.ts'
import { queryInAddress, readQuery } from '../../read-query.ts'

/** All that an address of the board says, apart from its replay. */
export interface View {
  query: PendingQuery
  sort: Sort
  group: Grouping | null
  /** Where the page before ended. */
  after: string | null
}

export function readView(given: URLSearchParams): View {
  const named = (name: string) => given.get(name)?.trim() || null
  const group = named('group')
  return {
    query: readQuery(given),
    sort: parseChoice(named('sort') ?? 'silence', 'sort', SORTS),
    group: group === null ? null : parseChoice(group, 'group', GROUPINGS),
    after: named('after'),
  }
}

/** The address of a view. Another page is another address; what is first or usual is left out. */
export function pathOf({ query, sort = 'silence', group, after }: Partial<View>, pathname = '/'): string {
  const given = new URLSearchParams(queryInAddress(query ?? {}))
  if (sort !== 'silence') given.set('sort', sort)
  if (group) given.set('group', group)
  if (after) given.set('after', after)
  const search = given.toString()
  return search ? `${pathname}?${search}` : pathname
}

export function without(query: PendingQuery, ...fields: (keyof PendingQuery)[]): PendingQuery {
  return Object.fromEntries(Object.entries(query).filter(([field]) => !fields.includes(field as keyof PendingQuery)))
}
