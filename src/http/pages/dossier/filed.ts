import { catalogueOf } from '../../../language/catalogue.ts'
import type { FiledWithVersions } from '../../../use-cases/stories/show-dossier.ts'
import type { WebContext } from '../../web.ts'
import { html, said, saidAtLength, type Html, type Part } from '../html.ts'
import { withMoment } from '../moment.ts'
import { recordedAt, versionsTable } from './versions.ts'

const words = catalogueOf('en')

/** One communication in a list: when, how, between whom, what it says, what it bears on, and where it is known from. */
export function filedItem(
  c: WebContext,
  filed: FiledWithVersions,
  { bearings, more = '', actions = '' }: { bearings: Html; more?: Part; actions?: Part },
): Html {
  const { communication: of, dossier, versions, recordedByName, attachments } = filed
  const path = communicationPath(dossier, of.number)
  return html`<li class="filed ${of.direction}" id="communication-${of.number}">
    <p class="when">
      <span class="day">${words.story.dayOf(of)}</span>
      <a class="reference" href="${withMoment(c, path)}">${dossier}/${of.number}</a>
      <span class="soft">${words.channels[of.channel]}, ${words.directions[of.direction]}</span>
    </p>
    ${bearings} ${contentOf(of)} ${attachmentsOf(dossier, attachments)} ${more}
    <p class="record soft">Recorded by ${said(recordedByName)}, ${recordedAt(c, of.recordedAt)} ${actions}</p>
    ${
      versions.length > 1
        ? html`<details>
            <summary>
              ${words.formatCount(versions.length - 1, { one: 'Corrected once', other: 'Corrected # times' })}: both
              versions
            </summary>
            ${versionsTable(c, versions, `${dossier}/${of.number}`)}
          </details>`
        : ''
    }
  </li>`
}

export function communicationPath(dossier: string, number: number): string {
  return `/dossiers/${dossier}/communications/${number}`
}

/** Each to be saved, not opened: what somebody sent us does not run here. */
export function attachmentsOf(dossier: string, attachments: FiledWithVersions['attachments']): Html | '' {
  if (attachments.length === 0) return ''
  return html`<ul class="attachments" aria-label="Attachments">
    ${attachments.map(
      ({ number, communication, name, size }) =>
        html`<li>
          <a href="${communicationPath(dossier, communication)}/attachments/${number}" download>${said(name)}</a>
          <span class="soft">${words.formatBytes(size)}</span>
        </li>`,
    )}
  </ul>`
}

/** What it says, between whom, and the document that it is known from. */
export function contentOf(of: FiledWithVersions['communication']): Html {
  return html`${partiesOf(of)} ${of.summary ? saidAtLength(of.summary) : ''}
  ${of.quotation ? html`<blockquote>“${said(of.quotation)}”</blockquote>` : ''}
  ${of.source ? html`<p class="citation"><cite>${said(of.source)}</cite></p>` : ''}`
}

function partiesOf({ sender, recipient, direction }: FiledWithVersions['communication']): Html | '' {
  if (!sender && !recipient) return ''
  const joined = direction === 'exchange' ? 'with' : 'to'
  return html`<p class="parties">
    ${sender ? html`${direction === 'exchange' ? '' : 'From '}${said(sender)}` : ''}
    ${recipient ? html` <span class="soft">${sender ? joined : 'To'}</span> ${said(recipient)}` : ''}
  </p>`
}
