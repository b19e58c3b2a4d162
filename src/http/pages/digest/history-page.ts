import { catalogueOf } from '../../../language/catalogue.ts'
import type { DigestPage, ToldDigest } from '../../../use-cases/list-digests.ts'
import type { KnownSubscription } from '../../../use-cases/list-subscriptions.ts'
import type { WebContext } from '../../web.ts'
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
  return html`<table class="cards issues">
    <caption class="hidden">
      Every slot that came, latest first
    </caption>
    <thead>
      <tr>
        <th scope="col">Issue</th>
        <th scope="col">For</th>
        <th scope="col">What became of it</th>
        <th scope="col" class="number">Attempts</th>
      </tr>
    </thead>
    <tbody>
      ${digests.map((digest) => rowOf(c, digest))}
    </tbody>
  </table>`
}

function rowOf(c: WebContext, digest: ToldDigest): Html {
  const { subscription, number, slotAt, timeZone, subject, attempts, collapsedSlots } = digest
  return html`<tr>
    <th scope="row">
      ${
        number === null
          ? html`<span class="soft">none</span>`
          : html`<a href="${withMoment(c, `/subscriptions/${subscription}/digests/${number}`)}">No. ${number}</a>`
      }
      ${subject ? html`<p class="soft lists">${said(subject)}</p>` : ''}
    </th>
    <td data-term="For">
      ${timeOf(slotAt.toZonedDateTimeISO(timeZone))}
      ${collapsedSlots > 0 ? html`<br /><span class="soft">${collapsedInWords(collapsedSlots)}</span>` : ''}
    </td>
    <td>${fateOf(digest)}</td>
    <td class="number" data-term="Attempts">${words.formatNumber(attempts)}</td>
  </tr>`
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
