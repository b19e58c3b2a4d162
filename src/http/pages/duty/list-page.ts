import type { ProjectedDuty } from '../../../domain/duty.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
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
  return cardTable(
    duties,
    [
      {
        heading: 'Report',
        cell: ({ number, body, session }) =>
          html`<a href="${withMoment(c, `/duties/${number}`)}">${said(`${body}, ${session}`)}</a>`,
      },
      { heading: 'Due', cell: (duty) => dueOf(c, duty) },
      isMet
        ? { heading: 'Met by', cell: metByOf }
        : { heading: 'On that day, if nothing happens', cell: tallyOf, term: 'Then' },
      { heading: 'Under', cell: ({ document, paragraph }) => html`${said(document)}, para. ${said(paragraph)}` },
      {
        heading: 'Dossier',
        cell: ({ dossier }) =>
          html`<a class="reference" href="${withMoment(c, `/dossiers/${dossier}`)}">${dossier}</a>`,
      },
    ],
    {
      className: 'duties',
      caption: isMet ? 'Reports that went out' : 'Reports that are owed, the nearest day first',
    },
  )
}

function metByOf({ metBy, metOn }: ProjectedDuty): Html {
  return html`${said(metBy ?? '')}${metOn ? html` of ${words.formatShortDay(metOn)}` : ''}`
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
