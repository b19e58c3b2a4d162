import { yearsAsWritten } from '../../../domain/dates/years.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { HolidaysChanged } from '../../../use-cases/rules/change-holidays.ts'
import type { Holiday } from '../../../use-cases/rules/list-holidays.ts'
import type { WebContext } from '../../web.ts'
import { cardTable } from '../card-table.ts'
import { lineField, summaryOf, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { withMoment } from '../moment.ts'

const words = catalogueOf('en')

export function holidaysPage(c: WebContext, calendar: string, holidays: readonly Holiday[]): Html {
  return layout(c, {
    title: `Holidays of ${calendar}`,
    body: html`${backFrom(c)}
      <h1>Holidays of ${calendar}</h1>
      ${
        holidays.length > 0
          ? cardTable(
              holidays,
              [
                { heading: 'Day', cell: ({ on }) => words.formatShortDay(on) },
                { heading: 'Holiday', cell: ({ name }) => said(name) },
                { heading: 'From', cell: ({ source }) => said(source) },
              ],
              { caption: 'Holidays, by day' },
            )
          : html`<p class="empty">No holidays are known of ${calendar}, which is not to say that it has none.</p>`
      }`,
  })
}

export function coverPage(c: WebContext, filled: Filled): Html {
  return layout(c, {
    title: 'Look up holidays',
    body: html`${backFrom(c)}
      <h1>Look up holidays</h1>
      <form method="post" action="/policies/look-up" class="narrow">
        ${summaryOf(filled)} ${calendarField(filled, 'A country or a part of it, such as CH or CH-GE.')}
        ${lineField(filled, { name: 'years', label: 'Years', hint: 'Such as 2026 or 2024-2026. What is known already stays.', isRequired: true })}
        <p class="actions"><button type="submit">Look them up</button> <a href="/policies">Leave it</a></p>
      </form>`,
  })
}

export function filePage(c: WebContext, filled: Filled): Html {
  return layout(c, {
    title: 'Bring in a calendar file',
    body: html`${backFrom(c)}
      <h1>Bring in a calendar file</h1>
      <p>
        It goes before what was looked up, and moves the due days that are counted by its calendar. What was known
        before stays known for whoever asks what was known then.
      </p>
      <form method="post" action="/policies/calendar-file" class="narrow" enctype="multipart/form-data">
        ${summaryOf(filled)} ${calendarField(filled, 'Whose holidays it holds, such as CH-GE or UNOG.')}
        ${lineField(filled, { name: 'years', label: 'Years that it covers', hint: 'Such as 2026-2027; those of its events, if it is left empty.' })}
        <div class="field">
          <label for="files">Calendar file</label>
          <p class="hint" id="files-hint">iCalendar (ICS), with its events of whole days.</p>
          ${filled.wrong.has('files') ? html`<p class="wrong">${filled.wrong.get('files')!}</p>` : ''}
          <input
            type="file"
            id="files"
            name="files"
            required
            accept=".ics,text/calendar"
            aria-describedby="files-hint"
          />
        </div>
        <p class="actions"><button type="submit">Bring it in</button> <a href="/policies">Leave it</a></p>
      </form>`,
  })
}

export function changedPage(c: WebContext, { calendar, source, years, leftOut, redated }: HolidaysChanged): Html {
  const covered = yearsAsWritten(years.map(({ year }) => year))
  return layout(c, {
    title: `Holidays of ${calendar}`,
    body: html`${backFrom(c)}
      <h1>Holidays of ${calendar}</h1>
      <p>
        ${years.length > 0 ? html`${covered} now from ${said(source)}.` : html`Nothing new: known from ${said(source)} already.`}
        ${redated.length === 0 ? 'No due day moved.' : 'These due days moved:'}
      </p>
      <ul>
        ${redated.map(
          ({ reference, clock, wasOn, isOn }) =>
            html`<li>
              <a href="/follow-ups/${reference}">${reference}</a>, ${clock === 'answer' ? 'answer' : 'first reply'}: was
              ${words.formatDay(wasOn)}, is ${words.formatDay(isOn)}
            </li>`,
        )}
        ${leftOut.map((line) => html`<li>Left out: ${said(line)}</li>`)}
      </ul>
      <p><a href="/holidays/${calendar}">All that is known of ${calendar}</a></p>`,
  })
}

function calendarField(filled: Filled, hint: string): Html {
  return lineField(filled, { name: 'calendar', label: 'Calendar', hint, isRequired: true, maxLength: 40 })
}

function backFrom(c: WebContext): Html {
  return html`<p><a href="${withMoment(c, '/policies')}">Policies and holidays</a></p>`
}
