import { RANKS } from '../../../domain/approaches/ladder.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import type { Meeting } from '../../../use-cases/plan/plan-meeting.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')
const MOST_OFFERED = 500

interface Listed {
  meetings: readonly Meeting[]
  offices: readonly { reference: string; name: string }[]
  filled: Filled
}

export function meetingListPage(c: WebContext, { meetings, offices, filled }: Listed): Html {
  const mayChange = may('officer', contextOf(c).officer) && !c.get('moment')
  return layout(c, {
    title: 'Planned meetings',
    within: '/plan',
    body: html`<h1>Planned meetings</h1>
      <p class="soft">
        What is due to be raised with an office goes onto the agenda of the next meeting with it, as the
        <a href="${withMoment(c, '/plan')}">plan</a> tells. Every desk sees them.
      </p>
      ${meetings.length === 0 ? html`<p class="empty">No meeting is planned.</p>` : table(meetings, mayChange)}
      ${mayChange ? announceForm(offices, filled) : ''}`,
  })
}

function table(meetings: readonly Meeting[], mayChange: boolean): Html {
  return cardTable(
    meetings,
    [
      {
        heading: 'Meeting',
        cell: ({ number, title }) => (mayChange ? html`<a href="/meetings/${number}">${said(title)}</a>` : said(title)),
      },
      { heading: 'Held on', cell: ({ heldOn }) => words.formatDay(heldOn) },
      { heading: 'Office', cell: ({ counterpart }) => said(counterpart) },
      { heading: 'For us', cell: ({ rank }) => words.plan.ranks[rank] },
      {
        heading: 'With',
        cell: ({ meets }) => (meets === null ? html`<span class="soft">not said</span>` : said(meets)),
      },
    ],
    { className: 'meetings' },
  )
}

function announceForm(offices: Listed['offices'], filled: Filled): Html {
  return html`<section aria-labelledby="announce">
    <h2 id="announce">Announce a meeting</h2>
    <form method="post" action="/meetings" class="narrow">
      ${summaryOf(filled)}
      ${lineField(filled, {
        name: 'counterpart',
        label: 'With which office',
        hint: 'Its reference, such as PRK-GVA.',
        list: 'offices',
        maxLength: 40,
        isRequired: true,
      })}
      <datalist id="offices">
        ${offices.slice(0, MOST_OFFERED).map(({ reference, name }) => html`<option value="${reference}">${name}</option>`)}
      </datalist>
      ${details(filled)}
      <p class="actions"><button type="submit">Announce it</button></p>
    </form>
  </section>`
}

/** One that is planned, to be moved or cancelled. */
export function meetingPage(c: WebContext, { number, title, counterpart, heldOn }: Meeting, filled: Filled): Html {
  return layout(c, {
    title: 'A planned meeting',
    within: '/plan',
    body: html`<header>
        <p class="soft"><a href="/meetings">Planned meetings</a></p>
        <h1>${said(title)}</h1>
        <p>With ${said(counterpart)}, on ${words.formatDay(heldOn)}.</p>
      </header>
      <form method="post" action="/meetings/${number}" class="narrow">
        ${summaryOf(filled)} ${details(filled)}
        ${textField(filled, {
          name: 'why',
          label: 'Why it is changed or cancelled',
          hint: 'What was announced before stays on record beside it.',
          isRequired: true,
        })}
        <p class="actions">
          <button type="submit">Change it</button>
          <button type="submit" class="quiet" formaction="/meetings/${number}/cancellation" formnovalidate>
            Cancel the meeting
          </button>
          <a href="/meetings">Leave it</a>
        </p>
      </form>`,
  })
}

function details(filled: Filled): Html {
  return html`${lineField(filled, { name: 'on', label: 'Held on', type: 'date', isRequired: true })}
  ${choiceField(filled, {
    name: 'rank',
    label: 'Who speaks for us',
    hint: 'What needs a higher rank is not put on its agenda.',
    choices: [
      { value: '', label: 'choose a rank' },
      ...RANKS.map((value) => ({ value, label: words.plan.ranks[value] })),
    ],
    isRequired: true,
  })}
  ${lineField(filled, { name: 'title', label: 'What it is called', maxLength: 200, isRequired: true })}
  ${lineField(filled, { name: 'meets', label: 'Whom we meet', maxLength: 200 })}`
}
