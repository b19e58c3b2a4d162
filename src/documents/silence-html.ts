import { html, raw } from 'hono/html'
import { showSafely } from '../domain/visible.ts'
import type { Sentence } from '../language/story-words.ts'
import type { WrittenSilence } from './written-silence.ts'

type Html = ReturnType<typeof html>

/** A page that needs nothing beside itself, to be kept, mailed and printed on A4. */
export function silenceAsPage(written: WrittenSilence): Html {
  return html`<!doctype html>
    <html lang="${written.language}" dir="${written.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${written.title}</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <h1>${written.title}</h1>
        <p class="subject">${inline(written.subject)}</p>
        ${silenceBody(written)}
      </body>
    </html>`
}

/** What comes after its title, within whatever page. */
export function silenceBody({ statement, points, limits, provenance }: WrittenSilence): Html {
  return html`${statement.map((text) => html`<p>${inline(text)}</p>`)}
    <h2>${points.heading}</h2>
    <table class="cards">
      <thead>
        <tr>
          ${points.heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${points.rows.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell, i) =>
                i === 0
                  ? html`<th scope="row">${inline(cell)}</th>`
                  : html`<td data-term="${points.heads[i]!}">${inline(cell)}</td>`,
              )}
            </tr>`,
        )}
      </tbody>
    </table>
    ${limits.map((text) => html`<p>${inline(text)}</p>`)}
    <p class="provenance soft">${inline(provenance)}</p>`
}

/** What a person wrote stands apart from our own words in direction. */
function inline(sentence: Sentence): Html {
  return html`${sentence.map((part) => (typeof part === 'string' ? part : html`<bdi>${showSafely(part.said)}</bdi>`))}`
}

const STYLE = `
@page { size: A4; margin: 25mm; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; font: 11pt/1.5 Georgia, 'Times New Roman', serif; }
h1 { font-size: 16pt; font-weight: normal; }
h2 { font-size: 12pt; }
table { width: 100%; border-collapse: collapse; font-size: 10pt; }
th, td { padding: 0.3em 0.6em 0.3em 0; border-bottom: 1px solid #999; text-align: start; vertical-align: top; }
.subject { font-weight: bold; }
.provenance { font-style: italic; }
`
