import { may } from '../../../use-cases/permission.ts'
import type { DossierStory } from '../../../use-cases/stories/show-dossier.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, saidAtLength, type Html } from '../html.ts'
import { decidedInWords, dutiesUnder } from '../duty/mandate-page.ts'
import { withMoment } from '../moment.ts'

/** The decisions that oblige somebody, what is to be reported under them, and how either is entered. */
export function mandatesOfDossier(c: WebContext, { reference, mandates }: DossierStory): Html | '' {
  const mayEnter = !c.get('moment') && may('officer', contextOf(c).officer)
  if (!mayEnter) return mandatesOf(c, mandates)
  const empty = html`<p class="empty">
    No decision is entered that obliges anybody here. With one, this dossier says what must be reported to which
    session, and how its asks will stand on that day.
  </p>`
  return sectionOf(
    mandates,
    html`${mandates.length === 0 ? empty : mandates.map((mandate) => mandateOf(c, mandate))}
      <p class="actions">
        <a class="button quiet" href="/dossiers/${reference}/mandates/new">Enter a mandate</a>
        ${
          mandates.length > 0
            ? html`<a class="button quiet" href="/dossiers/${reference}/duties/new">Enter a report</a>`
            : ''
        }
      </p>`,
  )
}

export function mandatesOf(c: WebContext, mandates: DossierStory['mandates']): Html | '' {
  return mandates.length === 0 ? '' : sectionOf(mandates, html`${mandates.map((mandate) => mandateOf(c, mandate))}`)
}

function sectionOf(mandates: DossierStory['mandates'], content: Html): Html {
  return html`<section aria-labelledby="mandates">
    <h2 id="mandates">${mandates.length === 1 ? 'Mandate' : 'Mandates'}</h2>
    ${content}
  </section>`
}

function mandateOf(
  c: WebContext,
  { id, document, paragraph, requires, decided, reportDuties }: DossierStory['mandates'][number],
): Html {
  return html`<div class="mandate">
    <h3><a href="${withMoment(c, `/mandates/${id}`)}">${said(document)}, para. ${said(paragraph)}</a></h3>
    ${decided ? html`<p class="soft">${decidedInWords({ decided })}</p>` : ''} ${saidAtLength(requires)}
    ${dutiesUnder(c, { reportDuties })}
  </div>`
}
