import type { DutyEvent } from '../../../domain/duty.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { DutyStory } from '../../../use-cases/mandates/list-duties.ts'
import { may } from '../../../use-cases/permission.ts'
import { when } from '../../access/when.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { dueOf, projectionTable, tallyOf } from './projection.ts'

const words = catalogueOf('en')

/** One report that is owed, and what it would have to say. */
export function dutyPage(c: WebContext, { duty, history }: DutyStory): Html {
  const { dossier, document, paragraph, metBy, metOn } = duty
  return layout(c, {
    title: `Report ${duty.number}`,
    within: '/duties',
    body: html`<header>
        <p class="soft">
          <a href="${withMoment(c, '/duties')}">Reports</a> ·
          <a class="reference" href="${withMoment(c, `/dossiers/${dossier}`)}">${dossier}</a>
        </p>
        <h1>${said(words.duties.to(duty))}</h1>
        <dl class="facts">
          <dt>Due</dt>
          <dd>${dueOf(c, duty)}</dd>
          <dt>Under</dt>
          <dd>${said(document)}, para. ${said(paragraph)}</dd>
          <dt>Met by</dt>
          <dd>
            ${metBy === null ? 'nothing yet' : html`${said(metBy)}${metOn ? html` of ${words.formatDay(metOn)}` : ''}`}
          </dd>
        </dl>
      </header>
      ${actionsOf(c, duty)}
      <section aria-labelledby="asks">
        <h2 id="asks">${words.duties.projectedOn(duty)}</h2>
        <p class="soft">${tallyOf(duty)}.</p>
        ${projectionTable(c, duty)}
        <p>
          <a href="/dossiers/${dossier}/note?as-of=${duty.projectedOn.toString()}"
            >The note of ${dossier} as of that day</a
          >
        </p>
      </section>
      <section aria-labelledby="record">
        <h2 id="record">Record</h2>
        <ol class="duty-record">
          ${history.map((event) => eventItem(c, event))}
        </ol>
      </section>`,
  })
}

function actionsOf(c: WebContext, { number, metBy }: DutyStory['duty']): Html | '' {
  if (c.get('moment') || !may('officer', contextOf(c).officer)) return ''
  return html`<p class="actions">
    ${
      metBy === null
        ? html`<a class="button" href="/duties/${number}/met">It went out</a>`
        : html`<a class="button quiet" href="/duties/${number}/met">Correct what met it</a>
            <a class="button quiet" href="/duties/${number}/unmet">It did not go out</a>`
    }
    <a class="button quiet" href="/duties/${number}/correct">Correct its day</a>
  </p>`
}

function eventItem(c: WebContext, event: DutyEvent): Html {
  return html`<li>
    ${said(words.duties.event(event))}<br /><span class="record soft"
      >Recorded ${event.by === null ? '' : html`by ${said(event.by)}, `}${when(c, event.at)}</span
    >
  </li>`
}
