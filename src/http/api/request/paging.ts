import { z } from '@hono/zod-openapi'
import { LARGEST_PAGE } from '../../../use-cases/pending/list-pending-page.ts'
import type { WebContext } from '../../web.ts'
import { asked, digitsFrom, type Kind } from '../schemas/fields.ts'

/** Parameters of a list that is given a page at a time. */
export function pageParameters<T>(cursor: Kind<T>) {
  return {
    limit: asked(digitsFrom(1, LARGEST_PAGE), 'How many on a page; 50 where it is left out.'),
    after: asked(cursor, 'Where the page before ended: follow `next` or the Link header instead of making it.'),
  }
}

export const LINK = z.object({
  Link: z
    .string()
    .optional()
    .openapi({ description: 'The next page, if there is one', example: '</api/v1/dossiers?after=PRK-TC>; rel="next"' }),
})

export function pageOf<S extends z.ZodType>(item: S) {
  return z.strictObject({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'The address of the next page; null on the last' }),
  })
}

/** What comes after this page, in the body and in the header alike. */
export function nextPage(c: WebContext, after: string | null): string | null {
  if (after === null) return null
  const { pathname, searchParams } = new URL(c.req.url)
  searchParams.set('after', after)
  const next = `${pathname}?${searchParams.toString()}`
  c.header('Link', `<${next}>; rel="next"`)
  return next
}
