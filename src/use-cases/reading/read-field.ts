import { z } from 'zod'
import { parseChoice } from '../../domain/choice.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine } from '../../domain/text.ts'

export type Parse<T> = (value: unknown, field: string) => T

/** A field read by one of the domain's parsers, whose message it then gives. */
export const read = <T>(parse: Parse<T>) => z.unknown().transform((value, context) => readBy(parse, value, context))

/** The same, or null where there is none. */
export const maybe = <T>(parse: Parse<T>) =>
  z
    .unknown()
    .optional()
    .transform((value, context) => (value === undefined || value === null ? null : readBy(parse, value, context)))

export const choice =
  <T extends string>(choices: readonly T[]): Parse<T> =>
  (value, field) =>
    parseChoice(value, field, choices)

export const longLine: Parse<string> = (value, field) => parseLine(value, field, 500)

/** Where a mistake stands: `entries[0].character`. */
export function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
}

function readBy<T>(parse: Parse<T>, value: unknown, context: z.RefinementCtx): T {
  try {
    return parse(value, '')
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    context.addIssue({ code: 'custom', message: error.message.replace(/^: /, '') })
    return z.NEVER
  }
}
