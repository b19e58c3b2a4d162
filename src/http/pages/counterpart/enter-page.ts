import { parseMailAddress } from '../../../domain/mail-address.ts'
import { Problem } from '../../../domain/problem.ts'
import { parseTimeZone } from '../../../domain/dates/time-zone.ts'
import { parseCountry, parseLine, parseReference } from '../../../domain/text.ts'
import { parseWeekend } from '../../../domain/dates/weekend.ts'
import type { NewCounterpart } from '../../../use-cases/counterparts/enter-counterpart.ts'
import type { CounterpartOwing } from '../../../use-cases/counterparts/list-counterparts.ts'
import type { WebContext } from '../../web.ts'
import {
  choiceField,
  lineField,
  optional,
  readFields,
  summaryOf,
  textField,
  type Filled,
  type Values,
} from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'

const MOST_ADDRESSES = 20

export function readCounterpart(values: Values): NewCounterpart {
  return readFields<NewCounterpart>(values, {
    reference: parseReference,
    name: (value, field) => parseLine(value, field, 500),
    country: optional((value, field) => parseCountry(String(value).trim().toUpperCase(), field)),
    timeZone: optional(parseTimeZone),
    holidayCalendar: optional(parseReference),
    weekend: optional(parseWeekend),
    emails: parseAddresses,
    succeeds: optional(parseReference),
  })
}

/** One on a line, or apart by commas or spaces. */
export function parseAddresses(value: string | undefined, field: string): string[] {
  const typed = (value ?? '').split(/[\s,;]+/u).filter((address) => address !== '')
  if (typed.length > MOST_ADDRESSES) {
    throw new Problem('invalid', `${field}: got ${typed.length} addresses — expected at most ${MOST_ADDRESSES}`)
  }
  return [...new Set(typed.map((address) => parseMailAddress(address, field)))]
}

export function enterPage(c: WebContext, filled: Filled, known: readonly CounterpartOwing[]): Html {
  return layout(c, {
    title: 'Enter a counterpart',
    within: '/counterparts',
    body: html`<h1>Enter a counterpart</h1>
      <form method="post" action="/counterparts/enter" class="narrow">
        ${summaryOf(filled)}
        ${lineField(filled, {
          name: 'reference',
          label: 'Reference',
          hint: 'Short and lasting, such as UZB-GVA. It cannot be changed later.',
          isRequired: true,
          maxLength: 40,
        })}
        ${lineField(filled, {
          name: 'name',
          label: 'Name of the office',
          hint: 'Such as Permanent Mission of Uzbekistan to the United Nations Office at Geneva; never a person.',
          isRequired: true,
        })}
        <div class="pair">
          ${lineField(filled, {
            name: 'country',
            label: 'Country',
            hint: 'Three letters, as UZB, if it is of one.',
          })}
          ${lineField(filled, {
            name: 'timeZone',
            label: 'Time zone',
            hint: 'As Asia/Tashkent, if it is known.',
            list: 'time-zones',
          })}
        </div>
        <div class="pair">
          ${lineField(filled, {
            name: 'holidayCalendar',
            label: 'Holiday calendar',
            hint: 'As UZ or CH-GE, for rules that count its working days.',
            maxLength: 40,
          })}
          ${lineField(filled, {
            name: 'weekend',
            label: 'Closed on',
            hint: 'As fri,sat; when we are, if it is left empty.',
            maxLength: 40,
          })}
        </div>
        ${textField(filled, {
          name: 'emails',
          label: 'Written to at',
          hint: 'Mail addresses, if there are any: one on a line.',
          maxLength: 6000,
        })}
        ${known.length > 0 ? succeedsField(filled, known) : ''}
        <datalist id="time-zones">
          ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value="${zone}"></option>`)}
        </datalist>
        <p class="actions"><button type="submit">Enter it</button> <a href="/counterparts">Leave it</a></p>
      </form>`,
  })
}

function succeedsField(filled: Filled, known: readonly CounterpartOwing[]): Html {
  return choiceField(filled, {
    name: 'succeeds',
    label: 'Takes the place of',
    hint: 'An office that it succeeds; what that one owes stays with that one.',
    choices: [
      { value: '', label: 'no other office' },
      ...known.map(({ reference, name }) => ({ value: reference, label: `${reference} ${name}` })),
    ],
  })
}
