import { CHANGES, countOf, type Balance, type Change } from '../../../domain/digests/balance.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { DigestStory } from '../../../use-cases/digests/list-digests.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type Web, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { collapsedInWords, fateOf } from './fate.ts'
import { mailShown } from './framed.ts'
import { timeOf } from './slots.ts'

const words = catalogueOf('en')

/** One issue: what became of it, and for its reader what it says. */
export function issuePage(c: WebContext, web: Web, { story, done }: { story: DigestStory; done: Html | '' }): Html {
  const { subscription, digest, content } = story
  const path = `/subscriptions/${subscription.id}/digests/${digest.number}`
  const text = content && web.readMessage(content.message!).text
  return layout(c, {
    title: `No. ${digest.number} of ${subscription.name}`,
    within: '/subscriptions',
    body: html`<p class="soft">
        <a href="${withMoment(c, `/subscriptions/${subscription.id}`)}">${said(subscription.name)}</a>,
        <a href="${withMoment(c, `/subscriptions/${subscription.id}/digests`)}">all issues</a>
      </p>
      <h1>No. ${digest.number}</h1>
      ${done} ${factsOf(story)} ${story.deliveries.length > 1 ? deliveriesOf(story) : ''}
      ${story.suppression ? suppressedNotice(c, story) : ''}
      ${
        content
          ? html`${c.get('moment') ? '' : againForm(path, digest)} ${balanceOf(c, content.balance)}
            ${mailShown({ path: `${path}/mail.html`, subject: digest.subject!, text: text ?? '' })}`
          : html`<p class="notice">What it says is shown to its reader alone, ${said(subscription.reader)}.</p>`
      }`,
  })
}

function factsOf({ subscription, digest, since }: DigestStory): Html {
  const inZone = (at: Temporal.Instant) => timeOf(at.toZonedDateTimeISO(subscription.timeZone))
  const { slotAt, plannedAt, collapsedSlots, sentAt, recipient, messageId, attempts, asOf } = digest
  return html`<dl class="facts">
    ${fact('What became of it', fateOf(digest))} ${fact('For', inZone(slotAt))}
    ${collapsedSlots > 0 ? fact('Stands for', collapsedInWords(collapsedSlots)) : ''}
    ${fact('Covers', html`${since ? html`${inZone(since)} – ` : 'all that was recorded until '}${inZone(plannedAt)}`)}
    ${fact('As of', words.formatDay(asOf))} ${fact('Put together', inZone(plannedAt))}
    ${fact('Sent', sentAt ? inZone(sentAt) : digest.state === 'undeliverable' ? 'no' : 'not yet')}
    ${fact('Attempts', words.formatNumber(attempts))} ${fact('To', said(recipient!))}
    ${fact('Message-ID', html`<code>${messageId}</code>`)}
  </dl>`
}

function deliveriesOf({ subscription: { timeZone }, deliveries }: DigestStory): Html {
  return cardTable(
    deliveries,
    [
      { heading: 'When', cell: ({ at }) => timeOf(at.toZonedDateTimeISO(timeZone)) },
      { heading: 'What became of it', cell: fateOf, term: null },
      { heading: 'Attempts', cell: ({ attempts }) => words.formatNumber(attempts), className: 'number' },
    ],
    { className: 'issues', caption: 'What became of it, in order' },
  )
}

function suppressedNotice(c: WebContext, { subscription, suppression }: DigestStory): Html {
  const { address, suppressedAt, said: answer } = suppression!
  const inZone = timeOf(suppressedAt.toZonedDateTimeISO(subscription.timeZone))
  return html`<p class="notice">
    Nothing is sent to ${said(address)} since ${inZone}: <q>${said(answer)}</q>.
    ${
      may('administrator', contextOf(c).officer)
        ? html`<a href="/officers/${subscription.officerId}">Send mail there again</a>`
        : 'Signing in again, sending an issue again, or an administrator ends this.'
    }
  </p>`
}

function fact(term: string, says: Html | string): Html {
  return html`<dt>${term}</dt>
    <dd>${says}</dd>`
}

function againForm(path: string, { state }: DigestStory['digest']): Html {
  if (state === 'sending') return html`<p class="notice">It is being sent just now.</p>`
  return html`<form method="post" action="${path}/again" class="actions">
    <button class="quiet" type="submit">${state === 'planned' ? 'Try at once' : 'Send it again'}</button>
    <span class="soft">the same bytes under the same Message-ID</span>
  </form>`
}

function balanceOf(c: WebContext, balance: Balance): Html {
  const moved = CHANGES.filter((change) => countOf(balance, change) > 0)
  return html`<section aria-labelledby="balance">
    <h2 id="balance">The balance</h2>
    <dl class="facts">
      <dt>Pending in the issue before</dt>
      <dd class="number">${words.formatNumber(balance.opening)}</dd>
      ${moved.map((change) => changeOf(c, balance, change))}
      <dt>Pending then</dt>
      <dd class="number">${words.formatNumber(balance.closing)}</dd>
    </dl>
  </section>`
}

function changeOf(c: WebContext, balance: Balance, change: Change): Html {
  const { unnamed = 0, changes } = balance
  const name = words.changes[change]
  return html`<dt id="${change}">${name.charAt(0).toUpperCase()}${name.slice(1)}</dt>
    <dd>
      <span class="number">${words.formatNumber(countOf(balance, change))}</span>:
      ${changes[change].map(
        (reference, i) =>
          html`${i > 0 ? ', ' : ''}<a class="reference" href="${withMoment(c, `/follow-ups/${reference}`)}"
              >${reference}</a
            >`,
      )}
      ${change === 'left_view' && unnamed > 0 ? html`<span class="soft">${unnamedInWords(unnamed, changes[change].length > 0)}</span>` : ''}
    </dd>`
}

function unnamedInWords(unnamed: number, isMore: boolean): string {
  const more = isMore ? ' more' : ''
  return words.formatCount(unnamed, {
    one: `#${more} that you may see no longer`,
    other: `#${more} that you may see no longer`,
  })
}
