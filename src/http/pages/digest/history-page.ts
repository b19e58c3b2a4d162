import { catalogueOf } from '../../../language/catalogue.ts'
import type { DigestPage, ToldDigest } from '../../../use-cases/digests/list-digests.ts'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import type { WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { collapsedInWords, fateOf } from './fate.ts'
import { timeOf } from './slots.ts'

const words = catalogueOf('en')

/** What became of each slot of a subscription, latest first. */
export function historyPage(c: WebContext, subscription: KnownSubscription, { digests, next }: DigestPage): Html {
  const { id, name, reader } = subscription
  const earlier = next && `/subscriptions/${id}/digests?before=${encodeURIComponent(next.toString())}`
  return layout(c, {
    title: `Issues of ${name}`,
    within: '/subscriptions',
    body: html`<p class="soft">
        <a href="${withMoment(c, `/subscriptions/${id}`)}">${said(name)}</a>, for ${said(reader)}
      </p>
      <h1>Issues</h1>
      ${digests.length > 0 ? tableOf(c, digests) : emptyState(c, subscription)}
      ${earlier ? html`<p><a rel="next" href="${withMoment(c, earlier)}">Earlier ones</a></p>` : ''}`,
  })
}

function tableOf(c: WebContext, digests: readonly ToldDigest[]): Html {
  return cardTable(
    digests,
    [
      { heading: 'Issue', cell: (digest) => issueOf(c, digest) },
      {
        heading: 'For',
        cell: ({ slotAt, timeZone, collapsedSlots }) =>
          html`${timeOf(slotAt.toZonedDateTimeISO(timeZone))}
          ${collapsedSlots > 0 ? html`<br /><span class="soft">${collapsedInWords(collapsedSlots)}</span>` : ''}`,
      },
      { heading: 'What became of it', cell: fateOf, term: null },
      { heading: 'Attempts', cell: ({ attempts }) => words.formatNumber(attempts), className: 'number' },
    ],
    { className: 'issues', caption: 'Every slot that came, latest first' },
  )
}

function issueOf(c: WebContext, { subscription, number, subject }: ToldDigest): Html {
  const path = withMoment(c, `/subscriptions/${subscription}/digests/${number}`)
  return html`${number === null ? html`<span class="soft">none</span>` : html`<a href="${path}">No. ${number}</a>`}
  ${subject ? html`<p class="soft lists">${said(subject)}</p>` : ''}`
}

function emptyState(c: WebContext, { id, isOwn, next }: KnownSubscription): Html {
  return html`<div class="empty">
    <p>
      Nothing has fallen due yet. Each issue will stand here under its number, with what the mail server said of it, and
      as it was sent.
    </p>
    <p>
      ${next[0] ? html`The first comes on ${timeOf(next[0])}.` : ''}
      ${isOwn ? html`<a href="${withMoment(c, `/subscriptions/${id}/preview`)}">Preview what it would say now</a>.` : ''}
    </p>
  </div>`
}
