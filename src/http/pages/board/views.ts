import type { SavedView } from '../../../use-cases/pending/saved-views.ts'
import { queryInAddress } from '../../read-query.ts'
import type { WebContext } from '../../web.ts'
import { checkField, lineField, summaryOf, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { pathOf, type View } from './view.ts'

/** The views that the officer has saved, and those that others share. */
export function savedViews(c: WebContext, views: readonly SavedView[]): Html | '' {
  if (views.length === 0) return ''
  return html`<nav class="views" aria-label="Saved views">
    <ul>
      ${views.map(
        ({ number, name, query, by, isOwn }) =>
          html`<li>
            <a href="${withMoment(c, pathOf({ query }))}">${said(name)}</a>
            ${
              isOwn
                ? html`<form method="post" action="/views/${number}/forget">
                    <button class="quiet small" type="submit" aria-label="Forget the view ${name}">×</button>
                  </form>`
                : html`<span class="soft">of ${said(by)}</span>`
            }
            ${
              c.get('moment')
                ? ''
                : html`<a
                    class="soft"
                    href="/account?view=${number}#calendars"
                    aria-label="The view ${name} in my calendar"
                    >calendar</a
                  >`
            }
          </li>`,
      )}
    </ul>
  </nav>`
}

/** Ways to keep what is shown: under a name, by mail, as a file. */
export function keeping(c: WebContext, { query }: View, filled: Filled): Html {
  const hasQuery = Object.keys(query).length > 0
  return html`<details class="keeping" ${filled.told ? 'open' : ''}>
    <summary>Keep this list</summary>
    <p class="actions">
      <a class="button quiet" href="${pathOf({ query }, '/subscriptions/new')}">Mail it to me</a>
      <a class="button quiet" href="${withMoment(c, pathOf({ query }, '/pending.csv'))}">As a spreadsheet (CSV)</a>
      <a class="button quiet" href="${withMoment(c, pathOf({ query }, '/pending.xlsx'))}">As a workbook (XLSX)</a>
      ${hasQuery || c.get('moment') ? '' : html`<a class="button quiet" href="/account#calendars">In my calendar</a>`}
    </p>
    ${
      hasQuery
        ? html`<form method="post" action="/views" class="narrow">
            ${summaryOf(filled)}
            ${queryInAddress(query).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
            ${lineField(filled, { name: 'name', label: 'Or save it as a view, called', isRequired: true, maxLength: 80 })}
            ${checkField(filled, { name: 'shared', label: 'for everybody; each sees in it only what they may see' })}
            <button type="submit">Save the view</button>
          </form>`
        : html`<p class="soft">Once it is narrowed, it can also be saved as a view with a name.</p>`
    }
  </details>`
}
