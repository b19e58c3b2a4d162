import { parseCron } from '../../../domain/digests/cron.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { countPending } from '../../../use-cases/pending/count-pending.ts'
import type { KnownSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { queryInAddress } from '../../read-query.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { summaryOf, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { fateOf } from './fate.ts'
import { wishesForm } from './form-page.ts'
import { timesList } from './slots.ts'

const words = catalogueOf('en')

/** One subscription and all that can be done with it; of somebody else's, what an administrator may know. */
export async function subscriptionPage(
  c: WebContext,
  subscription: KnownSubscription,
  { filled, isOpen, done }: { filled: Filled; isOpen: boolean; done: Html | '' },
): Promise<Html> {
  const { id, name, reader, email, isOwn, version } = subscription
  const action = `/subscriptions/${id}`
  return layout(c, {
    title: name,
    within: '/subscriptions',
    body: html`<p class="soft">
        Subscription ${id}, for ${said(reader)}${reader === email ? '' : html`, ${said(email)}`}
      </p>
      <h1>${said(name)}</h1>
      ${done} ${await factsOf(c, subscription)} ${actionsOf(c, subscription)}
      ${
        isOwn
          ? html`<details class="change" ${isOpen || filled.told ? 'open' : ''}>
              <summary>Change what it lists or when it comes</summary>
              ${await wishesForm(c, filled, { action, again: action, submit: 'Change it', version })}
            </details>`
          : summaryOf(filled)
      }`,
  })
}

async function factsOf(c: WebContext, subscription: KnownSubscription): Promise<Html> {
  const { id, query, cron, timeZone, cancelledAt, next, latest, isOwn, issues } = subscription
  const board = `/?${new URLSearchParams(queryInAddress(query)).toString()}`.replace(/\?$/, '')
  const pending = isOwn ? (await countPending(contextOf(c), query)).pending : null
  return html`<dl class="facts">
    <dt>Lists</dt>
    <dd>
      ${said(words.queryInWords(query))}${pending === null ? '' : html`; <a href="${withMoment(c, board)}">${words.formatNumber(pending)} now</a>`}
    </dd>
    <dt>Comes</dt>
    <dd>${words.scheduleInWords(parseCron(cron, 'cron'))}, by the clocks of ${timeZone}</dd>
    <dt>Quiet days</dt>
    <dd>${quietDaysInWords(subscription)}</dd>
    <dt>State</dt>
    <dd>
      ${
        cancelledAt
          ? html`<strong class="mark">Ended</strong> on
              ${words.formatDay(cancelledAt.toZonedDateTimeISO(timeZone).toPlainDate())}`
          : html`<strong class="mark good">On</strong>`
      }
    </dd>
    ${
      next.length > 0
        ? html`<dt>Next</dt>
            <dd>${timesList(next)}</dd>`
        : ''
    }
    <dt>Last</dt>
    <dd>${latest ? fateOf(latest) : html`<span class="soft">nothing has fallen due yet</span>`}</dd>
    <dt>Issues</dt>
    <dd>
      <a href="${withMoment(c, `/subscriptions/${id}/digests`)}"
        >${words.formatCount(issues, { one: '# so far', other: '# so far' })}</a
      >
    </dd>
  </dl>`
}

function quietDaysInWords({ onlyIfChanged, suppressIfEmpty }: KnownSubscription): string {
  if (onlyIfChanged && suppressIfEmpty) return 'nothing is mailed where nothing changed, or where nothing is pending'
  if (onlyIfChanged) return 'nothing is mailed where nothing changed'
  return suppressIfEmpty ? 'nothing is mailed where nothing is pending' : 'it comes all the same'
}

function actionsOf(c: WebContext, { id, isOwn, cancelledAt }: KnownSubscription): Html {
  const deed = (path: string, label: string, look: string) =>
    html`<form method="post" action="/subscriptions/${id}/${path}">
      <button class="${look}" type="submit">${label}</button>
    </form>`
  if (!isOwn) return html``
  return html`<div class="actions">
    <a class="button" href="${withMoment(c, `/subscriptions/${id}/preview`)}">Preview the next issue</a>
    ${deed('test', 'Send me a test', 'quiet')}
    ${cancelledAt ? deed('resume', 'Resume it', '') : deed('end', 'End it', 'danger')}
  </div>`
}
