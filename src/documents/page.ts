import { html, raw } from 'hono/html'
import { showSafely } from '../domain/visible.ts'
import type { Block, WordContent, WordText } from './word-file.ts'

export type Html = ReturnType<typeof html>

/** A page that needs nothing beside itself, of the same blocks that a Word file has; without footnotes. */
export function pageOf({ title, language, body }: WordContent): Html {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${showSafely(title)}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${blocksOnPage(body)}
      </body>
    </html>`
}

/** The blocks alone, within whatever page. */
export function blocksOnPage(body: readonly Block[]): Html {
  let number = 0
  return html`${body.map((block) => {
    if (block.kind === 'table') return tableOf(block)
    if (block.kind === 'title') return html`<h1>${inline(block.text)}</h1>`
    if (block.kind === 'heading') return html`<h2>${inline(block.text)}</h2>`
    const counted = block.kind === 'numbered' ? html`<span class="count">${(number += 1)}.</span>` : ''
    return html`<p class="${block.kind}">${counted}${inline(block.text)}</p>`
  })}`
}

function tableOf({ columns, rows }: Block & { kind: 'table' }): Html {
  return html`<table class="cards">
    <thead>
      <tr>
        ${columns.map(({ heading }) => html`<th scope="col">${heading}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ([first, ...cells]) =>
          html`<tr>
            <th scope="row">${inline(first ?? [])}</th>
            ${cells.map((cell, i) => html`<td data-term="${columns[i + 1]?.heading ?? ''}">${inline(cell)}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** What a person wrote stands apart from our own words in direction. */
function inline(text: WordText): Html {
  return html`${text.map((part) => {
    if (typeof part === 'string') return part
    return 'said' in part ? html`<bdi>${showSafely(part.said)}</bdi>` : ''
  })}`
}

const STYLE = `
@page { size: A4; margin: 25mm; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 11pt/1.5 Georgia, 'Times New Roman', serif; }
h1 { font-size: 16pt; font-weight: normal; }
h2 { font-size: 12pt; }
table { width: 100%; border-collapse: collapse; font-size: 10pt; }
th, td { padding: 0.3em 0.6em 0.3em 0; border-bottom: 1px solid #999; text-align: start; vertical-align: top; }
.count { margin-inline-end: 0.6em; }
.subtitle { font-weight: bold; }
.remark { font-style: italic; }
`
