import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import { END_RULES, PERIOD_UNITS } from '../../../domain/standings/due-day.ts'
import { parseLine, parseReference } from '../../../domain/text.ts'
import { parseWeekend } from '../../../domain/dates/weekend.ts'
import type { Desk } from '../../../use-cases/find.ts'
import type { NewPolicy } from '../../../use-cases/rules/policies.ts'
import { digitsFrom } from '../../api/schemas/fields.ts'
import type { WebContext } from '../../web.ts'
import { deskField } from '../desk-field.ts'
import { choiceField, lineField, optional, readFields, summaryOf, type Filled, type Values } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'

const count = optional(digitsFrom(1, 1500).parse)
const CALENDARS_OF = ['office', 'counterpart'] as const

export function readPolicy(values: Values): NewPolicy {
  const { quietDays, graceDays, ...told } = readFields(values, {
    reference: parseReference,
    name: (value, field) => parseLine(value, field),
    desk: optional(parseReference),
    unit: (value, field) => parseChoice(value, field, PERIOD_UNITS),
    firstReplyWithin: count,
    answerWithin: count,
    endRule: (value, field) => parseChoice(value, field, END_RULES),
    calendarOf: (value, field) => parseChoice(value, field, CALENDARS_OF),
    holidayCalendar: optional(parseReference),
    weekend: parseWeekend,
    remindEveryDays: count,
    quietDays: count,
    escalateAfterReminders: count,
    graceDays: count,
    sinceOn: (value, field) => parseDay(value ?? '', field),
  })
  return { ...told, quietDays: quietDays ?? 0, graceDays: graceDays ?? 0 }
}

export function addPage(c: WebContext, filled: Filled, desks: readonly Desk[]): Html {
  return layout(c, {
    title: 'Add a policy',
    body: html`<p><a href="/policies">Policies and holidays</a></p>
      <h1>Add a policy</h1>
      <form method="post" action="/policies/add" class="narrow">
        ${summaryOf(filled)} ${namesOf(filled, desks)} ${periodsOf(filled)} ${calendarOf(filled)} ${remindersOf(filled)}
        ${lineField(filled, { name: 'sinceOn', label: 'Since', type: 'date', hint: 'Since when the rule holds.', isRequired: true })}
        <p class="actions"><button type="submit">Add it</button> <a href="/policies">Leave it</a></p>
      </form>`,
  })
}

function namesOf(filled: Filled, desks: readonly Desk[]): Html {
  return html`${lineField(filled, { name: 'reference', label: 'Reference', hint: 'Short and lasting, such as EU-2M.', isRequired: true, maxLength: 40 })}
  ${lineField(filled, { name: 'name', label: 'Name', hint: 'Such as Two months, as EU law counts.', isRequired: true, maxLength: 200 })}
  ${deskField(filled, desks)}`
}

function periodsOf(filled: Filled): Html {
  return html`${choiceField(filled, {
      name: 'unit',
      label: 'Counted in',
      choices: PERIOD_UNITS.map((value) => ({ value, label: value.replace('_', ' ') })),
      isRequired: true,
    })}
    <div class="pair">
      ${countField(filled, 'firstReplyWithin', 'First reply within')}
      ${countField(filled, 'answerWithin', 'Answer within', 'One of the two is wanted.')}
    </div>
    ${choiceField(filled, {
      name: 'endRule',
      label: 'If it ends on a day off',
      choices: [
        { value: 'as_is', label: 'that day' },
        { value: 'next_working_day', label: 'the next working day' },
      ],
      isRequired: true,
    })}`
}

function calendarOf(filled: Filled): Html {
  return html`${choiceField(filled, {
      name: 'calendarOf',
      label: 'Days off are',
      choices: [
        { value: 'office', label: 'ours' },
        { value: 'counterpart', label: "those of each counterpart's own calendar" },
      ],
      isRequired: true,
    })}
    <div class="pair">
      ${lineField(filled, { name: 'holidayCalendar', label: 'Our holiday calendar', hint: 'As CH-GE.', maxLength: 40 })}
      ${lineField(filled, { name: 'weekend', label: 'We are closed on', hint: 'As sat,sun.', isRequired: true, maxLength: 40 })}
    </div>`
}

function remindersOf(filled: Filled): Html {
  return html`<div class="pair">
      ${countField(filled, 'remindEveryDays', 'Remind every', 'Days.')}
      ${countField(filled, 'quietDays', 'Leave them alone for', 'Days after a reply or a reminder.')}
    </div>
    <div class="pair">
      ${countField(filled, 'escalateAfterReminders', 'Go higher after', 'Reminders.')}
      ${countField(filled, 'graceDays', 'Grace', 'Days after a due day before we remind.')}
    </div>`
}

function countField(filled: Filled, name: string, label: string, hint?: string): Html {
  return lineField(filled, { name, label, ...(hint && { hint }), maxLength: 4 })
}
