import type { CalendarFeed } from '../../../use-cases/access/calendar-feeds.ts'
import type { SavedView } from '../../../use-cases/pending/saved-views.ts'
import { cardTable } from '../../pages/card-table.ts'
import { choiceField, summaryOf, type Filled } from '../../pages/form.ts'
import { html, said, type Html } from '../../pages/html.ts'
import type { WebContext } from '../../web.ts'
import { when } from '../when.ts'

/** What the form has for everything that the officer sees. */
export const EVERYTHING = 'everything'

export function calendarSection(
  c: WebContext,
  { feeds, views, filled }: { feeds: readonly CalendarFeed[]; views: readonly SavedView[]; filled: Filled },
): Html {
  return html`<section aria-labelledby="calendars">
    <h2 id="calendars">Calendar addresses</h2>
    ${
      feeds.length > 0
        ? tableOf(c, feeds)
        : html`<p class="empty">
            At an address of your own, your calendar program reads the due days and promises of a saved view, and the
            reports that are owed on it. You have none yet.
          </p>`
    }
    <h3>Make an address</h3>
    <form method="post" action="/account/calendars" class="narrow">
      ${summaryOf(filled)}
      ${choiceField(filled, {
        name: 'view',
        label: 'Of',
        hint: 'One that you have of the same view is good no longer then.',
        choices: [
          { value: EVERYTHING, label: 'everything that I see' },
          ...views.map(({ number, name, isOwn, by }) => ({
            value: String(number),
            label: isOwn ? name : `${name}, of ${by}`,
          })),
        ],
      })}
      <button type="submit">Make the address</button>
    </form>
  </section>`
}

function tableOf(c: WebContext, feeds: readonly CalendarFeed[]): Html {
  return cardTable(feeds, [
    { heading: 'Of', cell: ({ view }) => (view ? said(view.name) : 'everything that I see') },
    { heading: 'Made', cell: ({ createdAt }) => when(c, createdAt) },
    {
      heading: 'Last read',
      cell: ({ lastReadAt }) => (lastReadAt ? when(c, lastReadAt) : html`<span class="soft">never</span>`),
    },
    { heading: html`<span class="hidden">Renew or revoke it</span>`, cell: changesOf },
  ])
}

function changesOf({ number, view }: CalendarFeed): Html {
  return html`<div class="actions">
    <form method="post" action="/account/calendars">
      <input type="hidden" name="view" value="${view ? String(view.number) : EVERYTHING}" />
      <button type="submit" class="quiet">Renew<span class="hidden"> address ${number}</span></button>
    </form>
    <form method="post" action="/account/calendars/${number}/revoke">
      <button type="submit" class="danger">Revoke<span class="hidden"> address ${number}</span></button>
    </form>
  </div>`
}
