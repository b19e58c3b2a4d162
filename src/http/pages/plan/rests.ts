import type { Plan, Rest } from '../../../domain/approaches/plan.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { sentenceOnPage } from '../dossier/sentence.ts'

const words = catalogueOf('en')
const MOST_SHOWN = 100

/** What is in no approach: first what we must do ourselves, then what must wait. */
export function restSections(c: WebContext, { rests }: Plan): Html {
  const ours = rests.filter(({ why }) => why.because === 'ours')
  const waiting = rests.filter(({ why }) => why.because !== 'ours')
  return html`${section(c, ours, { id: 'ours', heading: 'Our move first', what: 'What to do' })}
  ${section(c, waiting, { id: 'waiting', heading: 'Not yet', what: 'Until when, and why' })}`
}

function section(
  c: WebContext,
  rests: readonly Rest[],
  { id, heading, what }: { id: string; heading: string; what: string },
): Html | '' {
  if (rests.length === 0) return ''
  const more = rests.length - MOST_SHOWN
  return html`<section aria-labelledby="${id}">
    <h2 id="${id}">${heading}</h2>
    <table class="cards rests">
      <thead>
        <tr>
          <th scope="col">Ask</th>
          <th scope="col">Office</th>
          <th scope="col">${what}</th>
        </tr>
      </thead>
      <tbody>
        ${rests.slice(0, MOST_SHOWN).map((rest) => row(c, rest, what))}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="soft">And ${words.formatNumber(more)} more.</p>` : ''}
  </section>`
}

function row(c: WebContext, rest: Rest, what: string): Html {
  const { reference, title, counterpart, isConfidential } = rest.followUp
  return html`<tr>
    <th scope="row">
      <a class="reference" href="${withMoment(c, `/follow-ups/${reference}`)}">${reference}</a>
      ${isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(title)}
    </th>
    <td data-term="Office">${said(counterpart)}</td>
    <td data-term="${what}">${sentenceOnPage(words.plan.rest(rest))}</td>
  </tr>`
}
