import { CHANNELS } from '../../../domain/correspondence/facts.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Desk } from '../../../use-cases/find.ts'
import type { WebContext } from '../../web.ts'
import { deskField } from '../desk-field.ts'
import { checkField, lineField, summaryOf, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'
import { layout } from '../layout.ts'

const words = catalogueOf('en')

export function declarePage(c: WebContext, filled: Filled, desks: readonly Desk[]): Html {
  const wrong = filled.wrong.get('by-letter')
  return layout(c, {
    title: 'Declare a receiving point',
    body: html`<p><a href="/receiving-points">Receiving points</a></p>
      <h1>Declare a receiving point</h1>
      <form method="post" action="/receiving-points/declare" class="narrow">
        ${summaryOf(filled)}
        ${lineField(filled, {
          name: 'reference',
          label: 'Reference',
          hint: 'Short and lasting, such as TC-REGISTRY. It cannot be changed later.',
          isRequired: true,
          maxLength: 40,
        })}
        ${lineField(filled, { name: 'name', label: 'Name', hint: 'Such as Registry, or Mailbox of the desk.', isRequired: true, maxLength: 200 })}
        ${deskField(filled, desks)}
        <fieldset>
          <legend>By it come in</legend>
          ${wrong ? html`<p class="wrong">${wrong}</p>` : ''}
          ${CHANNELS.map((channel) => checkField(filled, { name: `by-${channel}`, label: words.channels[channel] }))}
        </fieldset>
        ${lineField(filled, {
          name: 'since',
          label: 'Since',
          type: 'date',
          hint: 'From that day on every day of it must have been read before a silence can be stated.',
          isRequired: true,
        })}
        <p class="actions"><button type="submit">Declare it</button> <a href="/receiving-points">Leave it</a></p>
      </form>`,
  })
}
