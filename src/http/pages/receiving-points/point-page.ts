import { catalogueOf } from '../../../language/catalogue.ts'
import type { PointStory } from '../../../use-cases/silence/list-receiving-points.ts'
import { may } from '../../../use-cases/permission.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, saidAtLength, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'
import { readUntil, spanInWords } from './read-until.ts'

const words = catalogueOf('en')

/** One point, what was attested of it, and the form that attests more. */
export function pointPage(c: WebContext, story: PointStory, filled: Filled): Html {
  const { reference, name, attestations } = story
  const mayRecord = !c.get('moment') && may('officer', contextOf(c).officer)
  return layout(c, {
    title: `${reference} ${name}`,
    body: html`<p><a href="${withMoment(c, '/receiving-points')}">Receiving points</a></p>
      <header class="follow-up-head">
        <p class="reference soft">${reference}</p>
        <h1>${said(name)}</h1>
        ${factsOf(story)}
      </header>
      ${mayRecord && !story.retiredOn ? attestForm(story, filled) : ''}
      <h2>Attested</h2>
      ${
        attestations.length > 0
          ? tableOf(c, story, mayRecord)
          : html`<p class="empty">
              Nothing yet. To attest is to say that all that came in on those days has been read, and that what bears on
              a follow-up is recorded here.
            </p>`
      }`,
  })
}

function factsOf(story: PointStory): Html {
  const { desk, channels, sinceOn, declaredBy } = story
  return html`<dl class="facts">
    <dt>Desk</dt>
    <dd><a href="/?desk=${desk}">${desk}</a></dd>
    <dt>By it come in</dt>
    <dd>${words.formatList(channels.map((channel) => words.channels[channel]))}</dd>
    <dt>Since</dt>
    <dd>${words.formatDay(sinceOn)}, declared by ${said(declaredBy)}</dd>
    <dt>Read</dt>
    <dd>${readUntil(story)}</dd>
  </dl>`
}

function attestForm({ reference }: PointStory, filled: Filled): Html {
  return html`<h2>Attest that it was read</h2>
    <form method="post" action="/receiving-points/${reference}/attest" class="narrow">
      ${summaryOf(filled)}
      <div class="pair">
        ${lineField(filled, { name: 'from', label: 'From', type: 'date', hint: 'The first day of which it is not attested yet.' })}
        ${lineField(filled, { name: 'through', label: 'Through', type: 'date', hint: 'The last day that was read.', isRequired: true })}
      </div>
      ${textField(filled, { name: 'remark', label: 'Remark', hint: 'For whoever asks, years later.' })}
      <p class="soft">
        All that came in on these days has been read, and what bears on a follow-up is recorded here. It stays on record
        with your name.
      </p>
      <p class="actions">
        <button type="submit">Attest it</button> <a href="/receiving-points/${reference}/retire">Retire this point</a>
      </p>
    </form>`
}

function tableOf(c: WebContext, { reference, attestations }: PointStory, mayRecord: boolean): Html {
  return cardTable(attestations.toReversed(), [
    {
      heading: 'Read',
      cell: (one) => (one.withdrawnAt ? html`<s>${spanInWords(one)}</s>` : spanInWords(one)),
    },
    { heading: 'Attested by', cell: ({ by, recordedAt }) => html`${said(by)}, ${dayIn(c, recordedAt)}` },
    { heading: 'Remark', cell: (one) => remarkOf(c, one) },
    mayRecord ? { heading: 'Take back', cell: (one) => takeBack(reference, one) } : null,
  ])
}

function remarkOf(c: WebContext, one: PointStory['attestations'][number]): Html {
  const remark = one.remark ? saidAtLength(one.remark) : ''
  if (!one.withdrawnAt) return html`${remark || html`<span class="soft">none</span>`}`
  return html`${remark} Taken back by ${said(one.withdrawnBy ?? '')}, ${dayIn(c, one.withdrawnAt)}:
  ${said(one.withdrawnWhy ?? '')}`
}

function takeBack(reference: string, { number, withdrawnAt }: PointStory['attestations'][number]): Html {
  if (withdrawnAt) return html`<span class="soft">taken back</span>`
  const label = `Take back attestation ${number}`
  return html`<a href="/receiving-points/${reference}/withdraw/${number}" aria-label="${label}">take back</a>`
}

function dayIn(c: WebContext, at: Temporal.Instant): string {
  return words.formatDay(at.toZonedDateTimeISO(contextOf(c).timeZone).toPlainDate())
}
