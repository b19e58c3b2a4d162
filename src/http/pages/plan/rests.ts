import type { Plan, Rest } from '../../../domain/approaches/plan.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { WebContext } from '../../web.ts'
import { askHead } from '../ask-cells.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
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
    ${cardTable(
      rests.slice(0, MOST_SHOWN),
      [
        { heading: 'Ask', cell: ({ followUp }) => askHead(c, followUp) },
        { heading: 'Office', cell: ({ followUp }) => said(followUp.counterpart) },
        { heading: what, cell: (rest) => sentenceOnPage(words.plan.rest(rest)) },
      ],
      { className: 'rests' },
    )}
    ${more > 0 ? html`<p class="soft">And ${words.formatNumber(more)} more.</p>` : ''}
  </section>`
}
