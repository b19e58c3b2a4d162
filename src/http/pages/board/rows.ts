import type { FollowUpOnDay } from '../../../domain/standings/follow-up.ts'
import type { Sort } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { pathOf, type View } from './view.ts'

const words = catalogueOf('en')

/** Pending follow-ups, each with its standing and its two ages. */
export function rowsTable(c: WebContext, view: View, followUps: readonly FollowUpOnDay[]): Html {
  const heading = (sort: Sort, name: string) =>
    html`<th
      scope="col"
      class="number"
      ${view.sort === sort ? html`aria-sort="${sort === 'due' ? 'ascending' : 'descending'}"` : ''}
    >
      <a href="${withMoment(c, pathOf({ ...view, sort, after: null }))}">${name}</a>
    </th>`
  return html`<table class="cards board">
    <caption class="hidden">
      Pending follow-ups, ${ORDER[view.sort]}
    </caption>
    <thead>
      <tr>
        <th scope="col">Follow-up</th>
        <th scope="col">Standing</th>
        <th scope="col">Move</th>
        ${heading('asked', 'Asked')} ${heading('silence', 'Silent')} ${heading('due', 'Answer due')}
      </tr>
    </thead>
    <tbody>
      ${followUps.map((followUp) => rowOf(c, followUp))}
    </tbody>
  </table>`
}

export const ORDER: Readonly<Record<Sort, string>> = {
  silence: 'longest silence first',
  asked: 'asked longest ago first',
  due: 'soonest due day first',
}

function rowOf(c: WebContext, followUp: FollowUpOnDay): Html {
  const { reference, title, counterpart, counterpartReference, isConfidential, move } = followUp
  return html`<tr>
    <th scope="row">
      <a class="reference" href="${withMoment(c, `/follow-ups/${reference}`)}">${reference}</a>
      ${isConfidential ? html`<span class="mark soon">confidential</span>` : ''}<br />${said(title)}<br /><a
        class="with"
        href="${withMoment(c, `/counterparts/${counterpartReference}`)}"
        >${said(counterpart)}</a
      >
    </th>
    <td class="standing-cell" data-term="Standing">${words.standingInWords(followUp)}${unreadMark(followUp)}</td>
    <td data-term="Move" class="move ${move === 'ours' ? 'soon' : ''}">${words.moves[move]}</td>
    <td class="number" data-term="Asked">${daysCell(followUp.daysSinceAsked, followUp.isAskedVague, 'ago')}</td>
    <td class="number" data-term="Silent">${silenceCell(followUp)}</td>
    <td class="number due" data-term="Answer due">${dueCell(c, followUp)}</td>
  </tr>`
}

function unreadMark({ unreadReplies }: FollowUpOnDay): Html | '' {
  if (unreadReplies === 0) return ''
  return html`<br /><strong class="soon"
      >${words.formatCount(unreadReplies, { one: '# unread reply', other: '# unread replies' })}</strong
    >`
}

function silenceCell({ daysSinceLastWord, daysSinceAsked, isLastWordVague, isAskedVague }: FollowUpOnDay): Html {
  const isHeard = daysSinceLastWord !== null
  return daysCell(daysSinceLastWord ?? daysSinceAsked, isHeard ? isLastWordVague : isAskedVague, '')
}

function daysCell(days: number | null, isVague: boolean, after: string): Html {
  if (days === null) return html`<span class="late">day unknown</span>`
  const counted = words.formatCount(days, { one: '# day', other: '# days' })
  return html`${isVague ? html`<span class="soft">at least</span> ` : ''}${counted} ${after}`
}

function dueCell(c: WebContext, followUp: FollowUpOnDay): Html {
  const { answerDueOn, daysOverdue, bracket } = followUp
  if (!answerDueOn)
    return html`<span class="${bracket === 'date_unknown' ? 'late' : 'soft'}">${words.bracketInWords(followUp)}</span>`
  return html`${words.formatShortDay(answerDueOn)} <br /><span class="${daysOverdue ? 'late' : 'soft'}"
      >${words.dueInWords(followUp, dayShown(c))}</span
    >`
}
