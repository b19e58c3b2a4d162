import type { ProjectedDuty } from '../../../domain/duty.ts'
import type { WebContext } from '../../web.ts'
import { dueOf, tallyOf } from '../duty/projection.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'

/** How many of the nearest reports the board names. */
export const REPORTS_SHOWN = 3

/** Why pending matters: somebody must report on it. */
export function reportsAhead(c: WebContext, duties: readonly ProjectedDuty[]): Html | '' {
  if (duties.length === 0) return ''
  return html`<section class="reports-ahead" aria-labelledby="reports-ahead">
    <h2 id="reports-ahead"><a href="${withMoment(c, '/duties')}">Reports ahead</a></h2>
    <ul>
      ${duties.slice(0, REPORTS_SHOWN).map(
        (duty) =>
          html`<li>
            <a href="${withMoment(c, `/duties/${duty.number}`)}">${said(`${duty.body}, ${duty.session}`)}</a>
            ${dueOf(c, duty)} <span class="soft">${tallyOf(duty)}</span>
          </li>`,
      )}
      ${duties.length > REPORTS_SHOWN ? html`<li><a href="${withMoment(c, '/duties')}">and others</a></li>` : ''}
    </ul>
  </section>`
}
