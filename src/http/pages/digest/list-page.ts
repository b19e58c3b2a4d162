import { parseCron } from '../../../domain/digests/cron.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html, type Part } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { fateOf } from './fate.ts'
import { timeOf } from './slots.ts'

const words = catalogueOf('en')

export function subscriptionListPage(c: WebContext, subscriptions: readonly KnownSubscription[]): Html {
  const isOfAll = may('administrator', contextOf(c).officer)
  return layout(c, {
    title: 'Digests',
    within: '/subscriptions',
    body: html`<h1>Digests</h1>
      ${c.get('moment') ? html`<p class="notice">Subscriptions are shown as they are today; a preview replays.</p>` : ''}
      <p class="actions"><a class="button" href="/subscriptions/new">Subscribe to a digest</a></p>
      ${subscriptions.length > 0 ? tableOf(c, subscriptions, isOfAll) : emptyState()}`,
  })
}

function tableOf(c: WebContext, subscriptions: readonly KnownSubscription[], isOfAll: boolean): Html {
  return cardTable(
    subscriptions,
    [
      {
        heading: 'Digest',
        cell: ({ id, name, query }) =>
          html`<a href="${withMoment(c, `/subscriptions/${id}`)}">${said(name)}</a>
            <p class="soft lists">${said(words.queryInWords(query))}</p>`,
      },
      isOfAll ? { heading: 'Reader', cell: readerOf } : null,
      { heading: 'Comes', cell: ({ cron }) => words.scheduleInWords(parseCron(cron, 'cron')) },
      { heading: 'Next', cell: nextOf },
      {
        heading: 'Last',
        cell: (subscription) =>
          subscription.latest
            ? lastOf(c, subscription, subscription.latest)
            : html`<span class="soft">no issue yet</span>`,
      },
    ],
    {
      className: 'subscriptions',
      caption: `${isOfAll ? 'Everybody’s subscriptions' : 'Your subscriptions'}, those that have ended last`,
    },
  )
}

function readerOf({ reader, email }: KnownSubscription): Html {
  return html`${said(reader)}${reader === email ? '' : html`<br /><span class="soft">${said(email)}</span>`}`
}

function nextOf({ cancelledAt, timeZone, next }: KnownSubscription): Part {
  if (!cancelledAt) return next.slice(0, 1).map(timeOf)
  const endedOn = cancelledAt.toZonedDateTimeISO(timeZone).toPlainDate()
  return html`<span class="mark soft">Ended</span> on ${words.formatDay(endedOn)}`
}

function lastOf(c: WebContext, { id }: KnownSubscription, latest: NonNullable<KnownSubscription['latest']>): Html {
  const { number, slotAt, timeZone } = latest
  const day = words.formatShortDay(slotAt.toZonedDateTimeISO(timeZone).toPlainDate())
  const issue =
    number === null
      ? day
      : html`<a href="${withMoment(c, `/subscriptions/${id}/digests/${number}`)}">No. ${number}</a>, ${day}`
  return html`${issue}<br />${fateOf(latest)}`
}

function emptyState(): Html {
  return html`<div class="empty">
    <p>
      A digest is a list that comes to you by mail: what is pending, longest silence first, and every ask that came,
      went or crossed a line since the issue before. You say which follow-ups, and when.
    </p>
    <p>
      Begin with <a href="/subscriptions/new?preset=0+8+*+*+1-5">everything pending, on weekdays at 08:00</a>, or narrow
      the <a href="/">board</a> and choose “Mail it to me” there.
    </p>
  </div>`
}
