import { catalogueOf } from '../../../language/catalogue.ts'
import type { Version } from '../../../use-cases/stories/dossier-record.ts'
import type { WebContext } from '../../web.ts'
import { html, said, saidAtLength, type Html } from '../html.ts'

const words = catalogueOf('en')

/** Every version beside the one before it, field by field, with who recorded it, when and why. */
export function versionsTable(c: WebContext, versions: readonly Version[], name: string): Html {
  const fields = FIELDS.map(([term, show]) => ({ term, shown: versions.map(show) }))
  const told = fields.filter(({ shown }) => shown.some(Boolean))
  return html`<div class="wide" role="region" aria-label="Versions of ${name}" tabindex="0">
    <table class="versions">
      <thead>
        <tr>
          <td></td>
          ${versions.map((version, i) => html`<th scope="col">${headOf(c, version, i)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${told.map(
          ({ term, shown }) =>
            html`<tr>
              <th scope="row">${term}</th>
              ${shown.map((text, i) => html`<td class="${isChanged(shown, i) ? 'changed' : ''}">${cell(text, isChanged(shown, i))}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}

function isChanged(shown: readonly string[], i: number): boolean {
  return i > 0 && shown[i] !== shown[i - 1]
}

function cell(text: string, isNew: boolean): Html {
  const shown = text ? saidAtLength(text) : html`<span class="soft">nothing</span>`
  return isNew ? html`<ins>${shown}</ins>` : shown
}

function headOf(c: WebContext, { communication: of, recordedByName }: Version, i: number): Html {
  const why = of.correctionReason ? html`<br /><span class="why">“${said(of.correctionReason)}”</span>` : ''
  const what = i === 0 ? 'As recorded' : of.isWithdrawn ? 'Withdrawn' : 'Corrected'
  return html`${what} <span class="soft">by ${said(recordedByName)}<br />${recordedAt(c, of.recordedAt)}</span>${why}`
}

export function recordedAt(c: WebContext, at: Temporal.Instant): Html {
  const local = at.toZonedDateTimeISO(c.get('surroundings').timeZone)
  return html`<time datetime="${at.toString()}">${words.formatInstant(local)}</time>`
}

const FIELDS: readonly [string, (version: Version) => string][] = [
  ['Channel', ({ communication: of }) => words.channels[of.channel]],
  ['Direction', ({ communication: of }) => words.directions[of.direction]],
  ['Dated', ({ communication: of }) => (of.dated ? words.story.vagueDate(of.dated) : '')],
  ['Sent', ({ communication: of }) => (of.sentOn ? words.formatDay(of.sentOn) : '')],
  ['Received', ({ communication: of }) => (of.receivedOn ? words.formatDay(of.receivedOn) : '')],
  ['From', ({ communication: of }) => of.sender ?? ''],
  ['To', ({ communication: of }) => of.recipient ?? ''],
  ['Summary', ({ communication: of }) => of.summary ?? ''],
  ['Quotation', ({ communication: of }) => of.quotation ?? ''],
  ['Citation', ({ communication: of }) => of.source ?? ''],
  [
    'Bears on',
    ({ entries, communication: of }) =>
      of.isWithdrawn ? '' : entries.map((entry) => `${entry.followUp}: ${words.story.bears(entry)}`).join('\n'),
  ],
]
