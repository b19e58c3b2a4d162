import { catalogueOf } from '../../../language/catalogue.ts'
import type { DutyStory } from '../../../use-cases/mandates/list-duties.ts'
import { dayShown, type WebContext } from '../../web.ts'
import { checkField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'

const words = catalogueOf('en')

export function metPage(c: WebContext, story: DutyStory, filled: Filled): Html {
  const { metBy } = story.duty
  return framed(c, story, {
    title: metBy === null ? 'A report went out' : 'Correct what met a duty',
    fields: html`${summaryOf(filled)}
    ${lineField(filled, {
      name: 'document',
      label: 'The report',
      hint: 'Such as E/CN.4/2005/32',
      maxLength: 200,
      isRequired: true,
    })}
    ${lineField(filled, { name: 'on', label: 'The day on which it went out', type: 'date', isRequired: true })}
    ${metBy === null ? '' : textField(filled, { name: 'why', label: 'Why this stands instead', isRequired: true })}`,
    button: 'Record it',
  })
}

export function unmetPage(c: WebContext, story: DutyStory, filled: Filled): Html {
  return framed(c, story, {
    title: 'A report did not go out',
    fields: html`${summaryOf(filled)}
      <p class="soft">What was recorded stays on record; the report is owed again.</p>
      ${textField(filled, { name: 'why', label: 'Why it is taken back', isRequired: true })}`,
    button: 'Take it back',
  })
}

export function correctPage(c: WebContext, story: DutyStory, filled: Filled): Html {
  return framed(c, story, {
    title: 'Correct the day of a report',
    fields: html`${summaryOf(filled)}
    ${lineField(filled, {
      name: 'due',
      label: 'Due by',
      type: 'date',
      hint: 'Left empty where nobody knows the day. It is shown as not known, and never as not due.',
    })}
    ${checkField(filled, { name: 'withdraw', label: 'Nothing is owed after all' })}
    ${textField(filled, { name: 'why', label: 'Why', isRequired: true })}`,
    button: 'Correct it',
  })
}

function framed(
  c: WebContext,
  { duty }: DutyStory,
  { title, fields, button }: { title: string; fields: Html; button: string },
): Html {
  return layout(c, {
    title,
    within: '/duties',
    body: html`<header>
        <p class="soft">
          <a href="/duties/${duty.number}">${said(words.duties.to(duty))}</a>; ${words.duties.due(duty, dayShown(c))}
        </p>
        <h1>${title}</h1>
      </header>
      <form method="post" class="narrow">
        ${fields}
        <p class="actions">
          <button type="submit">${button}</button> <a href="/duties/${duty.number}">Leave it as it is</a>
        </p>
      </form>`,
  })
}
