import { listChoices } from '../../../use-cases/pending/list-choices.ts'
import { contextOf, type WebContext } from '../../web.ts'
import { checkField, lineField, summaryOf, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { listFields, optionsOf } from './list-fields.ts'
import { slotsFragment } from './slots.ts'
import { MONDAYS_AT_EIGHT } from './wishes.ts'

const PRESETS = [
  ['0 8 * * 1-5', 'Weekdays at 08:00'],
  [MONDAYS_AT_EIGHT, 'Mondays at 08:00'],
  ['0 8 1 * *', 'The 1st of the month at 08:00'],
] as const

export async function newSubscriptionPage(c: WebContext, filled: Filled): Promise<Html> {
  const { officer } = contextOf(c)
  return layout(c, {
    title: 'Subscribe to a digest',
    within: '/subscriptions',
    body: html`<h1>Subscribe to a digest</h1>
      <p class="soft">
        It is mailed to ${officer.email}: what is pending in a list, what moved since the issue before, and what waits
        for you. It never tells more than you may see here.
      </p>
      ${await wishesForm(c, filled, { action: '/subscriptions', submit: 'Subscribe' })}`,
  })
}

interface Deed {
  /** Where it is sent to; by GET, the address that shows the form again. */
  action: string
  again?: string
  submit: string
  version?: number
}

export async function wishesForm(
  c: WebContext,
  filled: Filled,
  { action, again = `${action}/new`, submit, version }: Deed,
): Promise<Html> {
  const { values } = filled
  return html`<form method="post" action="${action}" class="record wishes" data-slots="/subscriptions/slots">
    ${summaryOf(filled)} ${version === undefined ? '' : html`<input type="hidden" name="version" value="${version}" />`}
    ${lineField(filled, {
      name: 'name',
      label: 'Name',
      hint: 'Stands at the head of each issue.',
      isRequired: true,
      maxLength: 80,
    })}
    ${listFields(filled, await listChoices(contextOf(c)))}
    <fieldset>
      <legend>When it comes</legend>
      <p class="actions presets">
        ${PRESETS.map(
          ([cron, label]) =>
            html`<button
              class="quiet small"
              type="submit"
              name="preset"
              value="${cron}"
              formmethod="get"
              formaction="${again}"
              formnovalidate
            >
              ${label}
            </button>`,
        )}
      </p>
      <div class="pair">
        ${lineField(filled, {
          name: 'cron',
          label: 'Schedule',
          hint: 'Minute, hour, day of the month, month, weekday; L is the last day.',
          isRequired: true,
          maxLength: 200,
          autocomplete: 'off',
        })}
        ${lineField(filled, {
          name: 'zone',
          label: 'Time zone',
          hint: 'Whose wall clock, such as Asia/Seoul.',
          isRequired: true,
          maxLength: 60,
          list: 'zones',
          autocomplete: 'off',
        })}
      </div>
      <div id="slots" class="slots" aria-live="polite">
        ${slotsFragment({ cron: values['cron'], zone: values['zone'] }, contextOf(c).now)}
      </div>
      <p class="actions">
        <button class="quiet small" type="submit" formmethod="get" formaction="${again}" formnovalidate>
          Show the next three
        </button>
      </p>
      ${optionsOf(
        'zones',
        Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: '' })),
      )}
    </fieldset>
    <fieldset>
      <legend>On quiet days</legend>
      ${checkField(filled, { name: 'only-if-changed', label: 'nothing is mailed where nothing changed since the last issue' })}
      ${checkField(filled, { name: 'skip-empty', label: 'nothing is mailed where nothing is pending' })}
    </fieldset>
    <button type="submit">${submit}</button>
  </form>`
}
