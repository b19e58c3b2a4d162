import { z } from '@hono/zod-openapi'
import { Problem } from '../../../domain/problem.ts'
import { read } from '../../../use-cases/reading/read-field.ts'
import type { WebContext } from '../../web.ts'

/** Of a change to what exists: the version that it was decided upon, as the ETag gave it; `*` takes whichever holds. */
export const IF_MATCH = {
  'if-match': read(parseIfMatch).optional().openapi({
    type: 'string',
    maxLength: 40,
    description: 'The ETag of what is to change, as it was read; * for whichever version holds. Without it: 428.',
    example: '"3"',
  }),
}

export const ETAG = z.object({
  ETag: z.string().openapi({ description: 'The version, for If-Match', example: '"3"' }),
})

export function etagOf(version: number): string {
  return `"${version}"`
}

/** The version that a change expects; undefined where whichever holds will do. */
export function versionExpected(c: WebContext): number | undefined {
  const header = c.req.header('if-match')
  if (header === undefined)
    throw new Problem('precondition_required', 'If-Match: got nothing — expected the ETag that was read, or *')
  return parseIfMatch(header, 'If-Match')
}

function parseIfMatch(value: unknown, field: string): number | undefined {
  if (value === '*') return undefined
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(String(value)) ?? []
  if (digits !== undefined) return Number(digits)
  throw new Problem('invalid', `${field}: expected an ETag such as "3", or *`)
}
