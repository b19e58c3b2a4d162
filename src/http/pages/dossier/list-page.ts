import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierOnDay, DossierPage } from '../../../use-cases/stories/list-dossiers.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

export function dossierListPage(c: WebContext, { dossiers, next }: DossierPage): Html {
  const mayOpen = !c.get('moment') && may('officer', contextOf(c).officer)
  return layout(c, {
    title: 'Dossiers',
    within: '/dossiers',
    body: html`<h1>Dossiers</h1>
      ${
        mayOpen
          ? html`<p class="actions">
              <a class="button" href="/open">Open a follow-up</a>
              <a class="button quiet" href="/import">Import a sheet</a>
            </p>`
          : ''
      }
      ${dossiers.length > 0 ? tableOf(c, dossiers) : emptyState(c)}
      ${next ? html`<p><a rel="next" href="${withMoment(c, `/dossiers?after=${next}`)}">Further dossiers</a></p>` : ''}`,
  })
}

function tableOf(c: WebContext, dossiers: readonly DossierOnDay[]): Html {
  return cardTable(
    dossiers,
    [
      {
        heading: 'Dossier',
        cell: ({ reference, title }) =>
          html`<a href="${withMoment(c, `/dossiers/${reference}`)}"><span class="reference">${reference}</span></a
            ><br />${said(title)}`,
      },
      {
        heading: 'Counterparts',
        cell: ({ counterparts }) => counterparts.map(({ name }, i) => html`${i > 0 ? '; ' : ''}${said(name)}`),
      },
      { heading: 'Pending', cell: ({ pending }) => words.formatNumber(pending), className: 'number' },
      { heading: 'Ended', cell: ({ ended }) => words.formatNumber(ended), className: 'number' },
      { heading: 'Their last word', cell: lastWordOf },
      { heading: 'Next report', cell: nextReportOf },
    ],
    { className: 'dossiers', caption: 'Dossiers in the order of their references' },
  )
}

function lastWordOf({ lastWordOn, daysSinceLastWord, isLastWordVague }: DossierOnDay): Html {
  if (!lastWordOn) return html`<span class="soft">none yet</span>`
  return html`${words.formatShortDay(lastWordOn)}
    <span class="soft">${words.agoInWords(daysSinceLastWord, isLastWordVague)}</span>`
}

function nextReportOf({ nextDuty }: DossierOnDay): Html {
  if (!nextDuty) return html`<span class="soft">none</span>`
  return html`${said(`${nextDuty.body}, ${nextDuty.session}`)}
    <span class="soft">${nextDuty.dueOn ? words.formatShortDay(nextDuty.dueOn) : 'no day known'}</span>`
}

function emptyState(c: WebContext): Html {
  if (c.get('moment')) return html`<p class="empty">No dossier had been opened by then, as far as is known to you.</p>`
  return html`<div class="empty">
    <p>
      A dossier holds one subject that is pursued with one or more offices: every letter, call and meeting about it, and
      every single ask. It opens with its first ask.
    </p>
    <p>
      <a href="/open">Open the first follow-up</a>, or <a href="/import">bring in a sheet</a> of the letters that you
      have.
    </p>
  </div>`
}
