import { html } from 'hono/html'
import { showSafely } from '../../domain/visible.ts'

export type Html = ReturnType<typeof html>
/** What a template takes where something may be left out. */
export type Part = Html | string | number | null | undefined | readonly Part[]

/** What somebody wrote, apart from our own words in direction, with nothing in it that acts on the page. */
export function said(text: string): Html {
  return html`<bdi>${showSafely(text)}</bdi>`
}

/** The same over several lines. */
export function saidAtLength(text: string): Html {
  return html`<div class="said" dir="auto">${showSafely(text)}</div>`
}

export { html }
