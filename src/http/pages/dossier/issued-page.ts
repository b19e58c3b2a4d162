import { documentInWords } from '../../../documents/difference-words.ts'
import type { Corrigendum } from '../../../use-cases/issued/draft-corrigendum.ts'
import type { IssuedPage } from '../../../use-cases/issued/list-issued.ts'
import type { WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { carriedList, corrigendumLinks } from './carried.ts'
import { sentenceOnPage } from './sentence.ts'
import { recordedAt } from './versions.ts'

interface Issued extends IssuedPage {
  /** To what is on this page. */
  corrigendum: Corrigendum
  isFirst: boolean
}

/** What was given out of a dossier, and what of it says otherwise than the record does now. */
export function issuedPage(c: WebContext, { corrigendum, ...page }: Issued): Html {
  const { reference, title } = corrigendum.dossier
  const isEmpty = page.issued.length === 0 && page.isFirst
  return layout(c, {
    title: `Given out of ${reference}`,
    within: '/dossiers',
    body: html`<header>
        <p class="soft"><a href="${withMoment(c, `/dossiers/${reference}`)}">${reference}</a> ${said(title)}</p>
        <h1>Given out</h1>
      </header>
      ${isEmpty ? emptyState(c) : html`${correctedSection(c, { corrigendum, ...page })} ${tableOf(c, { corrigendum, ...page })}`}`,
  })
}

function emptyState(c: WebContext): Html {
  if (c.get('moment')) return html`<p class="empty">Nothing that may show this dossier had been given out by then.</p>`
  return html`<div class="empty">
    <p>Nothing that may show this dossier has been given out yet.</p>
    <p>
      Each note, statement, list, export and digest that leaves the house is kept here with whom it went to. When the
      record is corrected later, this page names what had told it otherwise, and drafts the corrigendum.
    </p>
  </div>`
}

function correctedSection(c: WebContext, { corrigendum: { dossier, documents }, next, isFirst }: Issued): Html {
  const isAll = isFirst && next === null
  const which = isAll ? 'These' : 'Of those below, these'
  return html`<section aria-labelledby="corrected">
    <h2 id="corrected">Corrected since</h2>
    ${
      documents.length === 0
        ? html`<p>
            All ${isAll ? 'of it' : 'below'} says what the record ${c.get('moment') ? 'said then' : 'says now'}.
          </p>`
        : html`<p class="soft">${which} say otherwise than the record ${c.get('moment') ? 'did then' : 'does now'}.</p>
            ${carriedList(c, documents)}`
    }
    ${isAll ? '' : html`<p class="soft">The corrigendum goes through all that was given out, on every page.</p>`}
    ${isAll && documents.length === 0 ? '' : corrigendumLinks(c, dossier.reference, null)}
  </section>`
}

function tableOf(c: WebContext, { corrigendum: { dossier, documents }, issued, next }: Issued): Html {
  const corrected = new Set(documents.map(({ document }) => document.number))
  return html`<section aria-labelledby="all">
    <h2 id="all">All of it</h2>
    ${cardTable(issued, [
      {
        heading: 'Document',
        cell: (document) =>
          html`${sentenceOnPage(documentInWords(document))}
          ${corrected.has(document.number) ? html`<br /><strong class="soon">corrected since</strong>` : ''}`,
      },
      { heading: 'To', cell: ({ to }) => said(to.name) },
      { heading: 'Given', cell: ({ givenAt }) => recordedAt(c, givenAt) },
    ])}
    ${next === null ? '' : html`<p><a rel="next" href="${withMoment(c, `/dossiers/${dossier.reference}/issued?before=${next}`)}">Earlier ones</a></p>`}
  </section>`
}
