import { html, raw } from 'hono/html'
import { showSafely } from '../../domain/visible.ts'
import type { Sentence } from '../../language/story-words.ts'
import { NOTE_STYLE } from './note-style.ts'
import type { WrittenNote, WrittenParagraph } from './written-note.ts'

export type Html = ReturnType<typeof html>

/** A page that needs nothing beside itself, to be kept, mailed and printed on A4. */
export function noteAsPage(note: WrittenNote): Html {
  return html`<!doctype html>
    <html lang="${note.language}" dir="${note.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${showSafely(note.title)}</title>
        <style>
          ${raw(NOTE_STYLE)}
        </style>
      </head>
      <body>
        ${noteBody(note)}
      </body>
    </html>`
}

/** The address of a communication or a follow-up; a page of its own has none. */
export type AddressOf = (reference: string) => string

/** The note itself, within whatever page. */
export function noteBody(note: WrittenNote, addressOf?: AddressOf): Html {
  const { owedTo, title, heading, draft, sections, annex, provenance } = note
  const paragraphs = sections.flatMap((section) => section.paragraphs)
  return html`<article class="note">
    <header>
      ${owedTo.length > 0 ? html`<p class="owed-to">${owedTo.map((line, i) => html`${i > 0 ? html`<br />` : ''}${inline(line)}`)}</p>` : ''}
      <h1>${inline([{ said: title }])}</h1>
      <p class="as-at">${heading}</p>
      ${draft ? html`<p class="draft">${draft}</p>` : ''}
    </header>
    ${sections.map(
      (section) =>
        html`<h2>${section.heading}</h2>
          <ol class="paragraphs" start="${section.paragraphs[0]!.number}">
            ${section.paragraphs.map(paragraph)}
          </ol>`,
    )}
    <h2>${annex.heading}</h2>
    ${annexTable(annex)}
    <section class="footnotes" aria-label="Footnotes">
      <ol>
        ${paragraphs.flatMap((of) => footnotes(of, (text) => (addressOf ? linked(text, note.dossier, addressOf) : inline(text))))}
      </ol>
    </section>
    <p class="provenance">${inline(provenance)}</p>
  </article>`
}

function paragraph({ sentences }: WrittenParagraph): Html {
  return html`<li>
    ${sentences.map(
      ({ text, footnote }, i) =>
        html`${i > 0 ? ' ' : ''}${inline(text)}${
          footnote
            ? html`<sup><a id="call-${footnote.number}" href="#foot-${footnote.number}">${footnote.number}</a></sup>`
            : ''
        }`,
    )}
  </li>`
}

function footnotes({ sentences }: WrittenParagraph, show: (text: Sentence) => Html): Html[] {
  return sentences.flatMap(({ footnote }) =>
    footnote
      ? [
          html`<li id="foot-${footnote.number}">
            ${show(footnote.text)} <a class="back" href="#call-${footnote.number}" aria-label="Back to the text">↩</a>
          </li>`,
        ]
      : [],
  )
}

function annexTable({ heads, rows }: WrittenNote['annex']): Html {
  return html`<table class="cards">
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (cells) =>
          html`<tr>
            ${cells.map((cell, i) =>
              i === 0
                ? html`<th scope="row">${inline(cell)}</th>`
                : html`<td data-term="${heads[i]!}">${inline(cell)}</td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** With each reference of ours leading to its record. */
function linked(sentence: Sentence, dossier: string, addressOf: AddressOf): Html {
  const reference = new RegExp(`(${dossier}[/-]\\d+)`)
  return html`${sentence.map((part) =>
    typeof part === 'string'
      ? part.split(reference).map((text, i) => (i % 2 === 1 ? html`<a href="${addressOf(text)}">${text}</a>` : text))
      : inline([part]),
  )}`
}

/** What a person wrote stands apart from our own words in direction. */
function inline(sentence: Sentence): Html {
  return html`${sentence.map((part) => (typeof part === 'string' ? part : html`<bdi>${showSafely(part.said)}</bdi>`))}`
}
