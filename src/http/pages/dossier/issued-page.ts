import { documentInWords } from '../../../documents/difference-words.ts'
import type { Corrigendum } from '../../../use-cases/draft-corrigendum.ts'
import type { IssuedDocument } from '../../../use-cases/list-issued.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { carriedList, corrigendumLinks } from './carried.ts'
import { sentenceOnPage } from './sentence.ts'
import { recordedAt } from './versions.ts'

interface Issued {
  corrigendum: Corrigendum
  issued: readonly IssuedDocument[]
}

/** What was given out of a dossier, and what of it says otherwise than the record does now. */
export function issuedPage(c: WebContext, { corrigendum: { dossier, documents }, issued }: Issued): Html {
  const { reference, title } = dossier
  return layout(c, {
    title: `Given out of ${reference}`,
    within: '/dossiers',
    body: html`<header>
        <p class="soft"><a href="${withMoment(c, `/dossiers/${reference}`)}">${reference}</a> ${said(title)}</p>
        <h1>Given out</h1>
      </header>
      ${issued.length === 0 ? emptyState() : html`${correctedSection(c, reference, documents)} ${tableOf(c, { documents, issued })}`}`,
  })
}

function emptyState(): Html {
  return html`<div class="empty">
    <p>Nothing that may show this dossier has been given out yet.</p>
    <p>
      Each note, statement, list, export and digest that leaves the house is kept here with whom it went to. When the
      record is corrected later, this page names what had told it otherwise, and drafts the corrigendum.
    </p>
  </div>`
}

function correctedSection(c: WebContext, reference: string, documents: Corrigendum['documents']): Html {
  return html`<section aria-labelledby="corrected">
    <h2 id="corrected">Corrected since</h2>
    ${
      documents.length === 0
        ? html`<p>All of it says what the record says now.</p>`
        : html`<p class="soft">These say otherwise than the record does now.</p>
            ${carriedList(c, documents)} ${corrigendumLinks(reference, null)}`
    }
  </section>`
}

function tableOf(c: WebContext, { documents, issued }: Pick<Issued, 'issued'> & Pick<Corrigendum, 'documents'>): Html {
  const corrected = new Set(documents.map(({ document }) => document.number))
  return html`<section aria-labelledby="all">
    <h2 id="all">All of it</h2>
    <table class="cards">
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col">To</th>
          <th scope="col">Given</th>
        </tr>
      </thead>
      <tbody>
        ${issued.map(
          (document) =>
            html`<tr>
              <th scope="row">
                ${sentenceOnPage(documentInWords(document))}
                ${corrected.has(document.number) ? html`<br /><strong class="soon">corrected since</strong>` : ''}
              </th>
              <td data-term="To">${said(document.to.name)}</td>
              <td data-term="Given">${recordedAt(c, document.givenAt)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
}
