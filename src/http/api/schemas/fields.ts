import { z } from '@hono/zod-openapi'
import { parseCron } from '../../../domain/digests/cron.ts'
import { parseDay, parseInstant } from '../../../domain/dates/day.ts'
import { parseMailAddress } from '../../../domain/mail-address.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseTimeZone } from '../../../domain/dates/time-zone.ts'
import { parseCountry, parseFollowUpReference, parseLine, parseReference, parseText } from '../../../domain/text.ts'
import { parseVagueDate } from '../../../domain/dates/vague-date.ts'
import { describeInput } from '../../../domain/visible.ts'
import { choice, maybe, read, type Parse } from '../../../use-cases/reading/read-field.ts'

/** One of the domain's parsers, with what the document says of the text that it reads. */
export interface Kind<T> {
  parse: Parse<T>
  says: { type: 'string' | 'boolean' | 'integer'; [keyword: string]: unknown }
}

export const DAY: Kind<Temporal.PlainDate> = {
  parse: parseDay,
  says: { type: 'string', format: 'date', example: '2004-08-24' },
}

export const INSTANT: Kind<Temporal.Instant> = {
  parse: parseInstant,
  says: { type: 'string', format: 'date-time', example: '2026-11-24T09:00:00Z' },
}

export const VAGUE_DATE: Kind<ReturnType<typeof parseVagueDate>> = {
  parse: parseVagueDate,
  says: { type: 'string', description: 'EDTF level 1: a day, or less', example: '2003-08/2003-12' },
}

export function lineOf(maxLength = 200, example?: string): Kind<string> {
  return {
    parse: (value, field) => parseLine(value, field, maxLength),
    says: { type: 'string', minLength: 1, maxLength, ...(example === undefined ? {} : { example }) },
  }
}

export const TEXT: Kind<string> = {
  parse: (value, field) => parseText(value, field),
  says: { type: 'string', minLength: 1, maxLength: 20_000 },
}

export const REFERENCE: Kind<string> = {
  parse: parseReference,
  says: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,39}$', example: 'PRK-TC' },
}

export const COUNTERPART_REFERENCE: Kind<string> = { ...REFERENCE, says: { ...REFERENCE.says, example: 'PRK-GVA' } }

export const DESK_REFERENCE: Kind<string> = { ...REFERENCE, says: { ...REFERENCE.says, example: 'TC' } }

export const FOLLOW_UP_REFERENCE: Kind<string> = {
  parse: parseFollowUpReference,
  says: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,39}-[1-9][0-9]{0,5}$', example: 'PRK-TC-2' },
}

export const COMMUNICATION_REFERENCE: Kind<string> = {
  parse: (value, field) => {
    const line = parseLine(value, field).toUpperCase()
    if (/^[A-Z0-9][A-Z0-9-]{0,39}\/[1-9]\d{0,8}$/.test(line)) return line
    throw new Problem('invalid', `${field}: got ${describeInput(line)} — expected a communication such as PRK-TC/4`)
  },
  says: { type: 'string', pattern: '^[A-Za-z0-9][A-Za-z0-9-]{0,39}/[1-9][0-9]{0,8}$', example: 'PRK-TC/5' },
}

export const MAIL_ADDRESS: Kind<string> = {
  parse: parseMailAddress,
  says: { type: 'string', format: 'email', maxLength: 254, example: 'officer@example.org' },
}

export const COUNTRY: Kind<string> = {
  parse: parseCountry,
  says: { type: 'string', pattern: '^[A-Z]{3}$', description: 'ISO 3166-1 alpha-3', example: 'PRK' },
}

export const CALENDAR: Kind<string> = {
  ...REFERENCE,
  says: {
    ...REFERENCE.says,
    description: 'A country or a part of it, or a name that holidays were imported under',
    example: 'CH-GE',
  },
}

export const TIME_ZONE: Kind<string> = {
  parse: parseTimeZone,
  says: { type: 'string', description: 'IANA time zone', example: 'Europe/Zurich' },
}

export const CRON: Kind<string> = {
  parse: (value, field) => parseCron(value, field).expression,
  says: { type: 'string', description: 'Minute, hour, day of month, month, weekday', example: '30 7 * * 1-5' },
}

export const FLAG: Kind<boolean> = {
  parse: (value, field) => {
    if (typeof value === 'boolean') return value
    throw new Problem('invalid', `${field}: got ${describeInput(value)} — expected true or false`)
  },
  says: { type: 'boolean' },
}

export function choiceOf<T extends string>(choices: readonly T[]): Kind<T> {
  return { parse: choice(choices), says: { type: 'string', enum: [...choices], example: choices[0] } }
}

/** In a body, where a number is a number. */
export function wholeFrom(minimum: number, maximum: number): Kind<number> {
  return {
    parse: (value, field) => within(typeof value === 'number' ? value : Number.NaN, value, { field, minimum, maximum }),
    says: { type: 'integer', minimum, maximum },
  }
}

/** In an address, where everything is text: plain digits. */
export function digitsFrom(minimum: number, maximum: number): Kind<number> {
  return {
    parse: (value, field) => {
      const isDigits = typeof value === 'string' && /^(?:0|[1-9]\d{0,15})$/.test(value)
      return within(isDigits ? Number(value) : Number.NaN, value, { field, minimum, maximum })
    },
    says: { type: 'integer', minimum, maximum },
  }
}

const LARGEST_KEY = 999_999_999
/** The number of something within what holds it, in an address. */
export const NUMBER = digitsFrom(1, LARGEST_KEY)

function within(
  number: number,
  value: unknown,
  { field, minimum, maximum }: { field: string; minimum: number; maximum: number },
): number {
  if (Number.isInteger(number) && number >= minimum && number <= maximum) return number
  throw new Problem(
    'invalid',
    `${field}: got ${describeInput(value)} — expected a whole number from ${minimum} to ${maximum}`,
  )
}

export function wanted<T>({ parse, says }: Kind<T>, description?: string) {
  return read(parse).openapi({ ...says, ...described(says, description) })
}

/** Null where it is left out or null. */
export function orNone<T>({ parse, says }: Kind<T>, description?: string) {
  return maybe(parse).openapi({ ...orNull(says), ...described(says, description) })
}

/** Undefined where it is left out, which is not null. */
export function kept<T>({ parse, says }: Kind<T>, description?: string) {
  const parseOrNull: Parse<T | null> = (value, field) => (value === null ? null : parse(value, field))
  return read(parseOrNull)
    .optional()
    .openapi({ ...orNull(says), ...described(says, description) })
}

/** In an address: undefined where it is left out. */
export function asked<T>({ parse, says }: Kind<T>, description?: string) {
  return read(parse)
    .optional()
    .openapi({ ...says, ...described(says, description) })
}

export function listOf<T>(
  kind: Kind<T>,
  { least, most, description }: { least: number; most: number; description: string },
) {
  return z.array(wanted(kind)).min(least).max(most).openapi({ description })
}

function orNull({ enum: choices, type, ...says }: Kind<unknown>['says']) {
  return { ...says, type: [type, 'null' as const], ...(Array.isArray(choices) ? { enum: [...choices, null] } : {}) }
}

function described({ description: own }: Kind<unknown>['says'], description?: string): { description?: string } {
  const text = [description, own].filter((part) => typeof part === 'string').join(' ')
  return text === '' ? {} : { description: text }
}

/** Monday is 1. */
export const WEEKEND = z
  .array(wanted(wholeFrom(1, 7)))
  .max(6)
  .openapi({ description: 'Weekdays on which an office is closed, Monday is 1.', example: [6, 7] })
