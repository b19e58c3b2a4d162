import type { ProjectedDuty } from '../../../domain/duty.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { dueOf, tallyOf } from './projection.ts'

const words = catalogueOf('en')

/** What must be reported, the nearest day first; what was met is folded away. */
export function dutyListPage(c: WebContext, duties: readonly ProjectedDuty[]): Html {
  const open = duties.filter(({ metBy }) => metBy === null)
  const met = duties.filter(({ metBy }) => metBy !== null)
  return layout(c, {
    title: 'Reports',
    within: '/duties',
    body: html`<h1>Reports owed <span class="soft">on ${words.formatDay(dayShown(c))}</span></h1>
      ${open.length > 0 ? tableOf(c, open) : emptyState(c, met.length > 0)}
      ${
        met.length > 0
          ? html`<details>
              <summary>
                ${words.formatCount(met.length, { one: 'One report went out', other: '# reports went out' })}
              </summary>
              ${tableOf(c, met)}
            </details>`
          : ''
      }`,
  })
}

function tableOf(c: WebContext, duties: readonly ProjectedDuty[]): Html {
  const isMet = duties[0]!.metBy !== null
  return html`<table class="cards duties">
    <caption class="hidden">
      ${isMet ? 'Reports that went out' : 'Reports that are owed, the nearest day first'}
    </caption>
    <thead>
      <tr>
        <th scope="col">Report</th>
        <th scope="col">Due</th>
        <th scope="col">${isMet ? 'Met by' : 'On that day, if nothing happens'}</th>
        <th scope="col">Under</th>
        <th scope="col">Dossier</th>
      </tr>
    </thead>
    <tbody>
      ${duties.map((duty) => rowOf(c, duty))}
    </tbody>
  </table>`
}

function rowOf(c: WebContext, duty: ProjectedDuty): Html {
  const { number, body, session, metBy, metOn, document, paragraph, dossier } = duty
  const path = withMoment(c, `/duties/${number}`)
  return html`<tr>
    <th scope="row"><a href="${path}">${said(`${body}, ${session}`)}</a></th>
    <td data-term="Due">${dueOf(c, duty)}</td>
    <td data-term="${metBy === null ? 'Then' : 'Met by'}">
      ${metBy === null ? tallyOf(duty) : html`${said(metBy)}${metOn ? html` of ${words.formatShortDay(metOn)}` : ''}`}
    </td>
    <td data-term="Under">${said(document)}, para. ${said(paragraph)}</td>
    <td data-term="Dossier">
      <a class="reference" href="${withMoment(c, `/dossiers/${dossier}`)}">${dossier}</a>
    </td>
  </tr>`
}

function emptyState(c: WebContext, hasMet: boolean): Html {
  if (hasMet) return html`<p class="empty">Nothing is to be reported: every report that is on record went out.</p>`
  if (c.get('moment')) return html`<p class="empty">No report was owed then, as far as was known.</p>`
  return html`<div class="empty">
    <p>No report is owed.</p>
    <p>
      A resolution asks for a report to a session. Once its mandate and the report are entered in a dossier, this page
      says how many days are left, and how every ask will stand on that day if nothing more happens.
    </p>
    <p>Both are entered at the foot of <a href="/dossiers">their dossier</a>.</p>
  </div>`
}
