import { catalogueOf } from '../../../language/catalogue.ts'
import type { MandateStory, MandateVersion } from '../../../use-cases/mandates/list-mandates.ts'
import { may } from '../../../use-cases/permission.ts'
import { when } from '../../access/when.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, saidAtLength, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

/** One decision, what is owed under it, and each version of it. */
export function mandatePage(c: WebContext, { dossier, mandate, versions }: MandateStory): Html {
  const { id, document, paragraph, requires } = mandate
  const mayCorrect = !c.get('moment') && may('officer', contextOf(c).officer)
  return layout(c, {
    title: `Mandate ${id}`,
    within: '/dossiers',
    body: html`<header>
        <p class="soft">
          <a class="reference" href="${withMoment(c, `/dossiers/${dossier}`)}">${dossier}</a>
        </p>
        <h1>${said(document)}, para. ${said(paragraph)}</h1>
        <p class="soft">${decidedInWords(mandate)}</p>
      </header>
      ${saidAtLength(requires)} ${dutiesUnder(c, mandate)}
      ${mayCorrect ? html`<p class="actions"><a class="button quiet" href="/mandates/${id}/correct">Correct it</a></p>` : ''}
      <section aria-labelledby="record">
        <h2 id="record">Record</h2>
        <ol class="duty-record">
          ${versions.map((version) => versionItem(c, version))}
        </ol>
      </section>`,
  })
}

/** The reports that are owed under a decision, each a link to its page. */
export function dutiesUnder(c: WebContext, { reportDuties }: Pick<MandateStory['mandate'], 'reportDuties'>): Html | '' {
  if (reportDuties.length === 0) return ''
  return html`<ul>
    ${reportDuties.map(
      (duty) =>
        html`<li>
          <a href="${withMoment(c, `/duties/${duty.number}`)}">${said(words.story.duty(duty))}</a>
        </li>`,
    )}
  </ul>`
}

export function decidedInWords({ decided }: Pick<MandateVersion, 'decided'>): string {
  return decided ? `Decided: ${words.story.vagueDate(decided)}` : 'The day of the decision is not recorded'
}

function versionItem(c: WebContext, version: MandateVersion): Html {
  const { document, paragraph, requires, isWithdrawn, why, by, at } = version
  return html`<li>
    ${
      isWithdrawn
        ? 'Taken back, nothing is owed under it'
        : html`${said(document)}, para. ${said(paragraph)}. ${decidedInWords(version)}. ${said(requires)}`
    }<br /><span class="record soft"
      >Recorded
      ${by === null ? '' : html`by ${said(by)}, `}${when(c, at)}${why === null ? '' : html`: ${said(why)}`}</span
    >
  </li>`
}
