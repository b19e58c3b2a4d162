import type { Choices } from '../../../use-cases/pending/list-choices.ts'
import type { WebContext } from '../../web.ts'
import { checkField, choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { contentFields, wayFields } from './communication-fields.ts'

const NAMED = ({ reference, name }: { reference: string; name: string }) => ({
  value: reference,
  label: `${reference}: ${name}`,
})

/** One letter, and each thing that it asks. */
export function openPage(c: WebContext, choices: Choices, filled: Filled): Html {
  const usual = { value: '', label: "the desk's own, if it has one" }
  return layout(c, {
    title: 'Open a follow-up',
    within: '/dossiers',
    body: html`<h1>Open a follow-up</h1>
      ${
        choices.counterparts.length === 0
          ? html`<p class="empty">
              First <a href="/counterparts/enter">enter the office that is asked</a>: a ministry, a mission, an agency.
            </p>`
          : html`<form method="post" class="record">
              ${summaryOf(filled)}
              <div class="pair">
                ${lineField(filled, {
                  name: 'dossier',
                  label: 'Dossier',
                  hint: 'Its reference, such as PRK-TC; letters, digits and hyphens.',
                  isRequired: true,
                  maxLength: 40,
                })}
                ${lineField(filled, {
                  name: 'dossier-title',
                  label: 'Its subject, to begin a new dossier',
                  hint: 'Left empty for a dossier that exists.',
                })}
              </div>
              ${textField(filled, {
                name: 'titles',
                label: 'What is asked, one thing on each line',
                hint: 'A letter that asks three things opens three follow-ups, so that an answer to one cannot hide the silence on the others.',
                isRequired: true,
              })}
              ${textField(filled, {
                name: 'counterparts',
                label: 'Of whom, one office on each line',
                hint: html`Its name or its reference, such as ${choices.counterparts[0]!.reference}. Each office owes
                  its own answer.
                  ${choices.counterparts.length <= 12 ? html`Known: ${choices.counterparts.map(({ reference }) => reference).join(', ')}.` : ''}
                  <a href="/counterparts">All counterparts</a>`,
                isRequired: true,
              })}
              ${wayFields(filled, ['sent', 'exchange'])}
              ${lineField(filled, {
                name: 'until',
                label: 'Answer wanted by',
                type: 'date',
                hint: 'Only if the letter itself sets a day; otherwise the policy says when one is expected.',
              })}
              ${contentFields(filled)}
              <div class="pair">
                ${choiceField(filled, {
                  name: 'owner',
                  label: 'Who follows it up',
                  choices: choices.officers.map(({ email, name }) => ({ value: email, label: name })),
                })}
                ${choiceField(filled, {
                  name: 'desk',
                  label: 'Desk',
                  choices: [{ value: '', label: 'mine' }, ...choices.desks.map(NAMED)],
                })}
                ${choiceField(filled, {
                  name: 'policy',
                  label: 'Policy',
                  choices: [usual, ...choices.policies.map(NAMED)],
                })}
              </div>
              ${checkField(filled, { name: 'confidential', label: 'confidential: only the desk sees it' })}
              <p class="actions"><button type="submit">Open it</button> <a href="/">Leave it</a></p>
            </form>`
      }`,
  })
}
