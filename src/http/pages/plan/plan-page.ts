import type { Approach, Plan } from '../../../domain/approaches/plan.ts'
import type { PendingQuery } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Meeting } from '../../../use-cases/plan/plan-meeting.ts'
import { queryInAddress } from '../../read-query.ts'
import type { WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { approachCard } from './approach.ts'
import { restSections } from './rests.ts'

const words = catalogueOf('en')
const MOST_SHOWN = 100
const HORIZONS = [14, 30, 60, 90]

interface Shown {
  plan: Plan
  query: PendingQuery
  days: number
  meetings: readonly Meeting[]
}

/** Whom to approach next, week by week, each with its reasons folded in. */
export function planPage(c: WebContext, shown: Shown): Html {
  const { plan, query } = shown
  const { from, until, approaches } = plan
  const weeks = Map.groupBy(approaches.slice(0, MOST_SHOWN), ({ on }) => mondayOf(on).toString())
  const isNarrowed = Object.keys(query).length > 0
  return layout(c, {
    title: 'Plan',
    within: '/plan',
    body: html`<header class="plan-head">
        <h1>Whom to approach next</h1>
        <p class="soft">
          ${words.formatDay(from)} to ${words.formatDay(until)}.
          ${isNarrowed ? html`${said(words.queryInWords(query))}. <a href="${withMoment(c, '/plan')}">Everything</a>` : ''}
        </p>
        ${horizons(c, shown)} ${meetingsAhead(c, shown)}
      </header>
      ${approaches.length === 0 ? nothing(plan) : ''}
      ${[...weeks].map(([monday, ofWeek]) => week(c, Temporal.PlainDate.from(monday), ofWeek))}
      ${approaches.length > MOST_SHOWN ? unshown(approaches.length - MOST_SHOWN) : ''} ${restSections(c, plan)}`,
  })
}

function horizons(c: WebContext, { query, days }: Shown): Html {
  const to = (ahead: number) =>
    withMoment(c, `/plan?${new URLSearchParams([...queryInAddress(query), ['days', String(ahead)]]).toString()}`)
  return html`<nav aria-label="How far ahead">
    <ul class="horizons">
      ${HORIZONS.map(
        (ahead) =>
          html`<li>
            <a href="${to(ahead)}" ${ahead === days ? html`aria-current="true"` : ''}>${ahead} days</a>
          </li>`,
      )}
    </ul>
  </nav>`
}

function meetingsAhead(c: WebContext, { meetings }: Shown): Html {
  const to = withMoment(c, '/meetings')
  if (meetings.length === 0)
    return html`<p><a href="${to}">No meeting is planned.</a> What is due to be raised would go onto its agenda.</p>`
  const planned = words.formatCount(meetings.length, { one: '# meeting is planned', other: '# meetings are planned' })
  return html`<p><a href="${to}">${planned}</a>: what is due to be raised by then goes onto the agenda.</p>`
}

function week(c: WebContext, monday: Temporal.PlainDate, approaches: readonly Approach[]): Html {
  const id = `week-${monday.toString()}`
  return html`<section class="week" aria-labelledby="${id}">
    <h2 id="${id}">Week of ${words.formatDay(monday)}</h2>
    ${approaches.map((approach) => approachCard(c, approach))}
  </section>`
}

function nothing({ rests, until }: Plan): Html {
  return html`<p class="empty">
    Nobody is to be approached by ${words.formatDay(until)}.
    ${rests.length === 0 ? 'Nothing is pending that could be.' : 'Below is what rests, and until when.'}
  </p>`
}

function unshown(count: number): Html {
  return html`<p class="soft">
    And ${words.formatNumber(count)} more: narrow the plan, as /plan?desk=… or with the filters of the board; relance
    plan lists all.
  </p>`
}

function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 })
}
