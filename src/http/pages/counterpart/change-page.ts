import { parseTimeZone } from '../../../domain/dates/time-zone.ts'
import { parseLanguage, parseReference, parseText } from '../../../domain/text.ts'
import { parseWeekend, weekendAsWritten } from '../../../domain/dates/weekend.ts'
import type { CounterpartChange } from '../../../use-cases/counterparts/change-counterpart.ts'
import type { CounterpartStory } from '../../../use-cases/counterparts/show-counterpart.ts'
import type { WebContext } from '../../web.ts'
import { lineField, optional, readFields, summaryOf, textField, type Filled, type Values } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { parseAddresses } from './enter-page.ts'

export function readChange(values: Values): Omit<CounterpartChange, 'counterpart'> {
  const { why, ...change } = readFields(values, {
    holidayCalendar: optional(parseReference),
    weekend: optional(parseWeekend),
    timeZone: optional(parseTimeZone),
    languages: (value, field) => wordsIn(value).map((language) => parseLanguage(language, field)),
    emails: parseAddresses,
    why: (value, field) => parseText(value ?? '', field),
  })
  return { why, change }
}

function wordsIn(value = ''): string[] {
  return value.split(/[\s,;]+/u).filter((word) => word !== '')
}

/** As it is now. */
export function asItIs({ counterpart }: CounterpartStory): Values {
  const { holidayCalendar, weekend, timeZone, languages, emails } = counterpart
  return {
    holidayCalendar: holidayCalendar ?? '',
    weekend: weekend ? weekendAsWritten(weekend) : '',
    timeZone: timeZone ?? '',
    languages: languages.join(', '),
    emails: emails.join('\n'),
  }
}

export function changePage(
  c: WebContext,
  { counterpart: { reference, name } }: CounterpartStory,
  filled: Filled,
): Html {
  return layout(c, {
    title: `Change ${reference}`,
    within: '/counterparts',
    body: html`<p class="reference soft"><a href="/counterparts/${reference}">${reference}</a></p>
      <h1>Change how ${said(name)} is reached</h1>
      <p>
        It holds from now on, and moves the due days that are counted by its calendar. What was known before stays known
        for whoever asks what was known then.
      </p>
      <form method="post" class="narrow">
        ${summaryOf(filled)}
        <div class="pair">
          ${lineField(filled, { name: 'holidayCalendar', label: 'Holiday calendar', hint: 'As UZ or CH-GE.', maxLength: 40 })}
          ${lineField(filled, { name: 'weekend', label: 'Closed on', hint: 'As fri,sat; when we are, if it is left empty.', maxLength: 40 })}
        </div>
        <div class="pair">
          ${lineField(filled, { name: 'timeZone', label: 'Time zone', hint: 'As Asia/Tashkent.' })}
          ${lineField(filled, { name: 'languages', label: 'Languages', hint: 'In which it is written to, as fr, en.', maxLength: 200 })}
        </div>
        ${textField(filled, { name: 'emails', label: 'Written to at', hint: 'Mail addresses: one on a line.', maxLength: 6000 })}
        ${textField(filled, { name: 'why', label: 'Why it is changed', isRequired: true })}
        <p class="actions">
          <button type="submit">Change it</button> <a href="/counterparts/${reference}">Leave it as it is</a>
        </p>
      </form>`,
  })
}
