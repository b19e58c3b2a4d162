import { yearsAsWritten } from '../../../domain/dates/years.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { CalendarYears } from '../../../use-cases/rules/list-holidays.ts'
import { may } from '../../../use-cases/permission.ts'
import type { Policy } from '../../../use-cases/rules/policies.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

export function policiesPage(c: WebContext, policies: readonly Policy[], calendars: readonly CalendarYears[]): Html {
  const mayAdd = may('officer', contextOf(c).officer)
  return layout(c, {
    title: 'Policies and holidays',
    body: html`<h1>Policies and holidays</h1>
      ${mayAdd ? html`<p class="actions"><a class="button" href="/policies/add">Add a policy</a></p>` : ''}
      ${
        policies.length > 0
          ? policyTable(policies)
          : html`<p class="empty">
              A policy says within which time a first reply and an answer are expected, and how often we remind. There
              is none yet, so that only days that were set or promised are due.
            </p>`
      }
      <section aria-labelledby="holidays">
        <h2 id="holidays">Holidays that are known</h2>
        ${mayAdd ? holidayActions(c) : ''}
        ${
          calendars.length > 0
            ? calendarTable(c, calendars)
            : html`<p class="empty">
                None yet. What a due day wants is looked up with it; a calendar whose holidays nobody knows is told as
                such, and never taken to have none.
              </p>`
        }
      </section>`,
  })
}

function policyTable(policies: readonly Policy[]): Html {
  return html`<p class="soft">A rule is never changed, for due days of the past rest on it: another is added.</p>
    ${cardTable(
      policies,
      [
        {
          heading: 'Policy',
          cell: ({ reference, name }) => html`<span class="reference">${reference}</span><br />${said(name)}`,
        },
        { heading: 'Desk', cell: ({ desk }) => desk },
        { heading: 'First reply', cell: (policy) => words.policy.within(policy, policy.firstReplyWithin) },
        { heading: 'Answer', cell: (policy) => words.policy.within(policy, policy.answerWithin) },
        {
          heading: 'Further',
          cell: (policy) => words.policy.told(policy).slice(2).join(' ') || html`<span class="soft">nothing</span>`,
        },
        {
          heading: 'Since',
          cell: ({ sinceOn }) => (sinceOn ? words.formatShortDay(sinceOn) : html`<span class="soft">not told</span>`),
        },
      ],
      { caption: 'Policies, in the order in which they were added', rowId: ({ reference }) => reference },
    )}`
}

function holidayActions(c: WebContext): Html {
  return html`<p class="actions">
    <a class="button quiet" href="/policies/look-up">Look up years</a>
    ${
      may('administrator', contextOf(c).officer)
        ? html`<a class="button quiet" href="/policies/calendar-file">Bring in a calendar file</a>`
        : ''
    }
  </p>`
}

function calendarTable(c: WebContext, calendars: readonly CalendarYears[]): Html {
  return cardTable(
    calendars,
    [
      {
        heading: 'Calendar',
        cell: ({ calendar }) =>
          html`<a class="reference" href="${withMoment(c, `/holidays/${calendar}`)}">${calendar}</a>`,
      },
      { heading: 'Years', cell: ({ years }) => yearsAsWritten(years) },
      {
        heading: 'From',
        cell: ({ source, sha256 }) => html`${said(source)}${sha256 ? `, SHA-256 ${sha256.slice(0, 12)}` : ''}`,
      },
    ],
    { caption: 'Calendars and the years that are known of them' },
  )
}
