import { differenceInWords, documentInWords } from '../../../documents/difference-words.ts'
import { CORRIGENDUM_FORMATS } from '../../../documents/corrigendum-file.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Corrigendum } from '../../../use-cases/issued/draft-corrigendum.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { sentenceOnPage } from './sentence.ts'
import { recordedAt } from './versions.ts'

const words = catalogueOf('en')

/** A page is not to take longer with every document that goes out. */
export const CARRIED_LOOKED_AT = 100
const DIFFERENCES_SHOWN = 6

type Carried = Corrigendum['documents'][number]

/** Each document that says otherwise than the record does now, to whom it went, and what is to be read instead. */
export function carriedList(c: WebContext, documents: readonly Carried[]): Html {
  return html`<ul class="carried">
    ${documents.map(
      ({ document, differences }) =>
        html`<li>
          <p>
            <strong>${sentenceOnPage(documentInWords(document))}</strong><br />
            <span class="soft"
              >to ${said(document.to.name)}, ${recordedAt(c, document.givenAt)}${fateOf(document)}</span
            >
          </p>
          <ul>
            ${differences
              .slice(0, DIFFERENCES_SHOWN)
              .map((difference) => html`<li>${sentenceOnPage(differenceInWords(difference, document.kind))}</li>`)}
            ${differences.length > DIFFERENCES_SHOWN ? html`<li class="soft">${moreOf(differences.length)}</li>` : ''}
          </ul>
        </li>`,
    )}
  </ul>`
}

function fateOf({ digest }: Carried['document']): string {
  return digest && digest.state !== 'sent' ? `; ${digest.state}` : ''
}

function moreOf(count: number): string {
  return words.formatCount(count - DIFFERENCES_SHOWN, {
    one: '# more, in the corrigendum',
    other: '# more, in the corrigendum',
  })
}

const NAMES = { md: 'Markdown', docx: 'Word' }

/** The draft as files, of the whole dossier or of one communication. */
export function corrigendumLinks(c: WebContext, dossier: string, number: number | null): Html {
  const path = (format: string) =>
    `/dossiers/${dossier}/corrigendum?format=${format}${number === null ? '' : `&communication=${number}`}`
  return html`<p class="actions">
    ${CORRIGENDUM_FORMATS.map(
      (format) =>
        html`<a class="button quiet" href="${withMoment(c, path(format))}">Corrigendum (${NAMES[format]})</a>`,
    )}
  </p>`
}
