import { parseCron } from '../../../domain/digests/cron.ts'
import type { PendingQuery } from '../../../domain/pending-query.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseTimeZone } from '../../../domain/dates/time-zone.ts'
import { parseLine } from '../../../domain/text.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Wishes } from '../../../use-cases/digests/subscribe.ts'
import { nameInAddress, QUERY_FIELDS, queryInAddress, readQuery } from '../../read-query.ts'
import { fill, readFields, refuse, type Filled, type Values } from '../form.ts'

const words = catalogueOf('en')
const LONGEST_NAME = 80
export const MONDAYS_AT_EIGHT = '0 8 * * 1'

/** What a form or an address says of a subscription; one Problem names all that is wrong. */
export function readWishes(values: Values): Wishes {
  const { name, cron, zone, query } = readAll(values)
  return {
    name,
    cron,
    timeZone: zone,
    query,
    onlyIfChanged: values['only-if-changed'] === 'yes',
    suppressIfEmpty: values['skip-empty'] === 'yes',
  }
}

/** The same as a form has it. */
export function valuesOf({ name, query, cron, timeZone, onlyIfChanged, suppressIfEmpty }: Wishes): Values {
  return {
    name,
    cron,
    zone: timeZone,
    ...Object.fromEntries(queryInAddress(query)),
    ...(onlyIfChanged && { 'only-if-changed': 'yes' }),
    ...(suppressIfEmpty && { 'skip-empty': 'yes' }),
  }
}

/** A form that an address begins to fill: what it leaves open gets what is usual, what is wrong in it is marked. */
export function beginForm(given: URLSearchParams, usual: { timeZone: string }): Filled {
  const { preset, ...typed } = Object.fromEntries([...given].filter(([, value]) => value.trim() !== ''))
  const values: Values = {
    zone: usual.timeZone,
    cron: MONDAYS_AT_EIGHT,
    name: titleOf(typed),
    ...typed,
    ...(preset !== undefined && { cron: preset }),
  }
  try {
    readWishes(values)
    return fill(values)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return { ...refuse(values, error), told: null }
  }
}

function readAll(values: Values) {
  const narrowing = Object.fromEntries(
    QUERY_FIELDS.map((field) => [nameInAddress(field), parseNarrowing] as const),
  ) as Record<string, typeof parseNarrowing>
  const read = readFields<{ name: string; cron: string; zone: string } & Record<string, string>>(values, {
    ...narrowing,
    name: (value, field) => parseLine(value, field, LONGEST_NAME),
    cron: (value, field) => parseCron(value, field).expression,
    zone: parseTimeZone,
  })
  return { name: read.name, cron: read.cron, zone: read.zone, query: queryOf(values) }
}

/** One field of the query by itself, so that what is wrong with it is told beside what else is. */
function parseNarrowing(value: string | undefined, field: string): string {
  if (value !== undefined) readQuery(new URLSearchParams([[field, value]]))
  return value ?? ''
}

function queryOf(values: Values): PendingQuery {
  return readQuery(new URLSearchParams({ ...values }))
}

function titleOf(values: Values): string {
  try {
    const name = words.queryInWords(queryOf(values))
    return `${name.charAt(0).toUpperCase()}${name.slice(1)}`.slice(0, LONGEST_NAME)
  } catch (error) {
    if (error instanceof Problem) return ''
    throw error
  }
}
