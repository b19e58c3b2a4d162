import { BRACKETS } from '../../../domain/standings/brackets.ts'
import { PENDING_STATES } from '../../../domain/correspondence/characters.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Choices } from '../../../use-cases/pending/list-choices.ts'
import { MOVES } from '../../read-query.ts'
import { checkField, choiceField, lineField, type Choice, type Filled } from '../form.ts'
import { html, type Html } from '../html.ts'

const words = catalogueOf('en')
const MOST_OFFERED = 500
const ANY: Choice = { value: '', label: 'any' }

/** What narrows a list, as the board names it. */
export function listFields(filled: Filled, { counterparts, desks, officers }: Choices): Html {
  return html`<fieldset>
    <legend>What it lists</legend>
    <p class="hint soft">Everything pending that you may see, narrowed by what you choose here.</p>
    <div class="pair">
      ${lineField(filled, { name: 'counterpart', label: 'Counterpart', list: 'counterparts', maxLength: 40 })}
      ${lineField(filled, { name: 'dossier', label: 'Dossier', maxLength: 40 })}
      ${lineField(filled, { name: 'owner', label: 'Owner', list: 'owners', maxLength: 254 })}
      ${choiceField(filled, { name: 'desk', label: 'Desk', choices: [ANY, ...desks.map(named)] })}
      ${choiceField(filled, { name: 'state', label: 'State', choices: anyOf(PENDING_STATES, words.states) })}
      ${choiceField(filled, { name: 'bracket', label: 'Bracket', choices: anyOf(BRACKETS, words.brackets) })}
      ${choiceField(filled, { name: 'move', label: 'Whose move', choices: anyOf(MOVES, words.moves) })}
      ${lineField(filled, { name: 'search', label: 'With these words', maxLength: 200 })}
    </div>
    ${checkField(filled, { name: 'unread', label: 'only with a reply that nobody here has read' })}
    ${optionsOf('counterparts', counterparts.slice(0, MOST_OFFERED).map(named))}
    ${optionsOf(
      'owners',
      officers.slice(0, MOST_OFFERED).map(({ email, name }) => ({ value: email, label: name })),
    )}
  </fieldset>`
}

function anyOf(names: readonly string[], labels: Readonly<Record<string, string>>): Choice[] {
  return [ANY, ...names.map((value) => ({ value, label: labels[value] ?? value }))]
}

function named({ reference, name }: { reference: string; name: string }): Choice {
  return { value: reference, label: name }
}

export function optionsOf(id: string, choices: readonly Choice[]): Html {
  return html`<datalist id="${id}">
    ${choices.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
  </datalist>`
}
