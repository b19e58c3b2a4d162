import { Problem } from '../../../domain/problem.ts'
import { describeInput } from '../../../domain/visible.ts'
import type { WebContext } from '../../web.ts'
import { html, type Html } from '../html.ts'

const SIZE = 100

/** The part of a long list that the address asks for, by a parameter of its own, and the way to the rest. */
export function slice<T>(
  c: WebContext,
  rows: readonly T[],
  { parameter, anchor }: { parameter: string; anchor: string },
): { shown: readonly T[]; links: Html | '' } {
  const pages = Math.max(1, Math.ceil(rows.length / SIZE))
  const page = Math.min(pageIn(c, parameter), pages)
  const link = (to: number, name: string, rel: 'prev' | 'next') => {
    const here = new URL(c.req.url)
    here.searchParams.set(parameter, String(to))
    return html`<a rel="${rel}" href="${here.pathname}${here.search}#${anchor}">${name}</a>`
  }
  const links = html`<p class="slices">
    ${page > 1 ? link(page - 1, 'Those before', 'prev') : ''} Page ${page} of ${pages}
    ${page < pages ? link(page + 1, 'Those after', 'next') : ''}
  </p>`
  return { shown: rows.slice((page - 1) * SIZE, page * SIZE), links: pages > 1 ? links : '' }
}

function pageIn(c: WebContext, parameter: string): number {
  const text = c.req.query(parameter) ?? '1'
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text)
  throw new Problem('invalid', `${parameter}: got ${describeInput(text)} — expected the number of a page, from 1`)
}
