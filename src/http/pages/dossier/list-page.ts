import { catalogueOf } from '../../../language/catalogue.ts'
import type { DossierOnDay, DossierPage } from '../../../use-cases/list-dossiers.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
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
  return html`<table class="cards dossiers">
    <caption class="hidden">
      Dossiers in the order of their references
    </caption>
    <thead>
      <tr>
        <th scope="col">Dossier</th>
        <th scope="col">Counterparts</th>
        <th scope="col" class="number">Pending</th>
        <th scope="col" class="number">Ended</th>
        <th scope="col">Their last word</th>
        <th scope="col">Next report</th>
      </tr>
    </thead>
    <tbody>
      ${dossiers.map((dossier) => rowOf(c, dossier))}
    </tbody>
  </table>`
}

function rowOf(c: WebContext, dossier: DossierOnDay): Html {
  const { reference, title, counterparts, pending, ended, lastWordOn, nextDuty } = dossier
  return html`<tr>
    <th scope="row">
      <a href="${withMoment(c, `/dossiers/${reference}`)}"><span class="reference">${reference}</span></a
      ><br />${said(title)}
    </th>
    <td data-term="Counterparts">${counterparts.map(({ name }, i) => html`${i > 0 ? '; ' : ''}${said(name)}`)}</td>
    <td class="number" data-term="Pending">${words.formatNumber(pending)}</td>
    <td class="number" data-term="Ended">${words.formatNumber(ended)}</td>
    <td data-term="Their last word">
      ${
        lastWordOn
          ? html`${words.formatShortDay(lastWordOn)}
              <span class="soft">${words.agoInWords(dossier.daysSinceLastWord, dossier.isLastWordVague)}</span>`
          : html`<span class="soft">none yet</span>`
      }
    </td>
    <td data-term="Next report">
      ${
        nextDuty
          ? html`${said(`${nextDuty.body}, ${nextDuty.session}`)}
              <span class="soft">${nextDuty.dueOn ? words.formatShortDay(nextDuty.dueOn) : 'no day known'}</span>`
          : html`<span class="soft">none</span>`
      }
    </td>
  </tr>`
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
