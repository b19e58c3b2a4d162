import { nearest } from '../choice.ts'
import { Problem } from '../problem.ts'
import { describeInput } from '../visible.ts'

/** An IANA name in its own capitals. Offsets are refused, for they know no summer time. */
export function parseTimeZone(value: unknown, field: string): string {
  const typed = typeof value === 'string' ? value : ''
  if (/^[a-z][\w+/-]*$/i.test(typed) && isKnown(typed)) return new Temporal.ZonedDateTime(0n, typed).timeZoneId
  const got = `${field}: got ${describeInput(value)}`
  throw new Problem('invalid', `${got} — expected an IANA time zone (Region/City); try ${nearestTimeZone(typed)}`)
}

function isKnown(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

function nearestTimeZone(typed: string): string {
  const known = Intl.supportedValuesOf('timeZone')
  const isItsCity = (zone: string) => zone.toLowerCase().endsWith(`/${typed.toLowerCase()}`)
  return known.find(isItsCity) ?? nearest(typed.slice(0, 40), known) ?? 'Europe/Zurich'
}
