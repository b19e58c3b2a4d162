import { catalogueOf } from '../../../language/catalogue.ts'
import type { MandateWithDuties } from '../../../use-cases/dossier-record.ts'
import { html, said, saidAtLength, type Html } from '../html.ts'

const words = catalogueOf('en')

/** The decisions that oblige somebody, and what is to be reported under them. */
export function mandatesOf(mandates: readonly MandateWithDuties[]): Html | '' {
  if (mandates.length === 0) return ''
  return html`<section aria-labelledby="mandates">
    <h2 id="mandates">${mandates.length === 1 ? 'Mandate' : 'Mandates'}</h2>
    ${mandates.map(
      ({ document, paragraph, requires, reportDuties }) =>
        html`<div class="mandate">
          <h3>${said(document)}, para. ${said(paragraph)}</h3>
          ${saidAtLength(requires)}
          ${
            reportDuties.length > 0
              ? html`<ul>
                  ${reportDuties.map((duty) => html`<li>${said(words.story.duty(duty))}</li>`)}
                </ul>`
              : ''
          }
        </div>`,
    )}
  </section>`
}
