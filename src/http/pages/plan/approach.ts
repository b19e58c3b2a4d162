import type { Approach, PlannedAsk } from '../../../domain/approaches/plan.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { html, said, type Html } from '../html.ts'
import { withMoment } from '../moment.ts'
import { sentenceOnPage } from '../dossier/sentence.ts'

const words = catalogueOf('en')
const MOST_SHOWN = 50

/** One letter, call or meeting: to whom, for what, and why then. */
export function approachCard(c: WebContext, approach: Approach): Html {
  const { on, office, desk, isConfidential, asks, meeting } = approach
  const [first] = asks as [PlannedAsk]
  const id = `approach-${first.followUp.reference}`
  return html`<article class="approach" aria-labelledby="${id}">
    <h3 id="${id}">
      <time datetime="${on.toString()}">${words.formatDay(on)}</time>
      <a href="${withMoment(c, `/counterparts/${office.reference}`)}">${said(office.name)}</a>
    </h3>
    <p>
      ${sentenceOnPage(words.plan.way(approach))} ${meeting ? '' : words.plan.replyBy(approach)}
      <span class="soft">Desk <span class="reference">${desk}</span></span>
      ${isConfidential ? html`<span class="mark soon">confidential</span>` : ''}
    </p>
    <ul class="asks">
      ${asks.slice(0, MOST_SHOWN).map(({ followUp: { reference, title } }) => {
        const to = withMoment(c, `/follow-ups/${reference}`)
        return html`<li><a class="reference" href="${to}">${reference}</a> ${said(title)}</li>`
      })}
      ${asks.length > MOST_SHOWN ? html`<li class="soft">and ${words.formatNumber(asks.length - MOST_SHOWN)} more</li>` : ''}
    </ul>
    ${reasons(approach)} ${actions(c, approach)}
  </article>`
}

function reasons(approach: Approach): Html {
  return html`<details class="more">
    <summary>Why then, and why so</summary>
    <ul>
      ${words.plan.circumstances(approach).map((sentence) => html`<li>${sentenceOnPage(sentence)}</li>`)}
      ${approach.asks.slice(0, MOST_SHOWN).map(
        (ask) =>
          html`<li>
            <span class="reference">${ask.followUp.reference}</span>
            ${words.plan.reasons(ask).map((sentence) => html`${sentenceOnPage(sentence)} `)}
          </li>`,
      )}
    </ul>
  </details>`
}

function actions(c: WebContext, approach: Approach): Html {
  const { on, asks, office } = approach
  const days = Math.max(1, (c.get('moment')?.asOf ?? contextOf(c).today).until(on).days)
  const draft = (format: string) =>
    withMoment(c, `/plan/drafts/${asks[0]!.followUp.reference}?format=${format}&days=${days}`)
  const isOfNow = !c.get('moment') && may('officer', contextOf(c).officer)
  return html`<p class="actions">
    <a class="button quiet" href="${draft('docx')}" download
      >Draft it in Word<span class="hidden">, to ${said(office.name)}</span></a
    >
    <a href="${draft('md')}" download>as Markdown</a>
    ${isOfNow ? recordLinks(approach) : ''}
  </p>`
}

/** A communication belongs to one dossier, so what goes in one letter may be two of record. */
function recordLinks({ asks, channel }: Approach): Html[] {
  const dossiers = Map.groupBy(asks, ({ followUp }) => followUp.dossier)
  return [...dossiers].map(([dossier, of]) => {
    const given = new URLSearchParams({ bearing: 'reminds', channel })
    for (const { followUp } of of) given.append('follow-up', followUp.reference)
    return html`<a href="/dossiers/${dossier}/record?${given.toString()}"
      >Record it as sent${dossiers.size > 1 ? html` in <span class="reference">${dossier}</span>` : ''}</a
    >`
  })
}
