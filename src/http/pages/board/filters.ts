import { BRACKETS } from '../../../domain/standings/brackets.ts'
import { PENDING_STATES } from '../../../domain/correspondence/characters.ts'
import { GROUPINGS, SORTS } from '../../../domain/pending-query.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import type { Choices } from '../../../use-cases/pending/list-choices.ts'
import { MOVES, nameInAddress, QUERY_FIELDS, queryInAddress } from '../../read-query.ts'
import type { WebContext } from '../../web.ts'
import { checkField, choiceField, fill, lineField, type Choice } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { momentFields, withMoment } from '../moment.ts'
import { GROUPING_NAMES } from './groups.ts'
import { ORDER } from './rows.ts'
import { pathOf, without, type View } from './view.ts'

const words = catalogueOf('en')
const MOST_OFFERED = 500
const named = ({ reference, name }: { reference: string; name: string }): Choice => ({ value: reference, label: name })
const ANY: Choice = { value: '', label: 'any' }

/** What narrows the list now, each with a way to take it off. */
export function chips(c: WebContext, view: View): Html | '' {
  const narrowed = QUERY_FIELDS.filter((field) => view.query[field] !== undefined)
  if (narrowed.length === 0) return ''
  return html`<ul class="chips" aria-label="Narrowed to">
    ${narrowed.map((field) => {
      const rest = withMoment(c, pathOf({ ...view, query: without(view.query, field), after: null }))
      const narrowing = words.queryInWords({ [field]: view.query[field] }).replace(/^pending: /, '')
      return html`<li>
        <a href="${rest}"
          >${said(narrowing)} <span aria-hidden="true">×</span><span class="hidden">, take it off</span></a
        >
      </li>`
    })}
    ${narrowed.length > 1 ? html`<li><a href="${withMoment(c, pathOf({ ...view, query: {}, after: null }))}">all off</a></li>` : ''}
  </ul>`
}

/** Narrows, groups and sorts by GET, so that the address is the view. */
export function filters(c: WebContext, view: View, choices: Choices): Html {
  const { query, sort, group } = view
  const filled = fill({ ...Object.fromEntries(queryInAddress(query)), sort, group: group ?? '' })
  const of = (names: readonly string[], labels: Readonly<Record<string, string>>) => [
    ANY,
    ...names.map((value) => ({ value, label: labels[value] ?? value })),
  ]
  return html`<details class="filters">
    <summary>Narrow, group, sort</summary>
    <form method="get" action="/">
      ${momentFields(c)}
      <div class="pair">
        ${lineField(filled, { name: 'counterpart', label: 'Counterpart', list: 'counterparts', maxLength: 40 })}
        ${lineField(filled, { name: 'dossier', label: 'Dossier', maxLength: 40 })}
        ${lineField(filled, { name: 'owner', label: 'Owner', list: 'owners', maxLength: 254 })}
        ${choiceField(filled, { name: 'desk', label: 'Desk', choices: [ANY, ...offered(choices.desks, named)] })}
        ${choiceField(filled, { name: 'state', label: 'State', choices: of(PENDING_STATES, words.states) })}
        ${choiceField(filled, { name: nameInAddress('bracket'), label: 'Bracket', choices: of(BRACKETS, words.brackets) })}
        ${choiceField(filled, { name: 'move', label: 'Whose move', choices: of(MOVES, words.moves) })}
        ${lineField(filled, { name: 'search', label: 'With these words', type: 'text', maxLength: 200 })}
        ${choiceField(filled, {
          name: 'group',
          label: 'Group by',
          choices: [
            { value: '', label: 'nothing: a list' },
            ...GROUPINGS.map((value) => ({ value, label: GROUPING_NAMES[value] })),
          ],
        })}
        ${choiceField(filled, { name: 'sort', label: 'Sort', choices: SORTS.map((value) => ({ value, label: ORDER[value] })) })}
      </div>
      ${checkField(filled, { name: 'unread', label: 'only with a reply that nobody here has read' })}
      ${optionsOf('counterparts', offered(choices.counterparts, named))}
      ${optionsOf(
        'owners',
        offered(choices.officers, ({ email, name }) => ({ value: email, label: name })),
      )}
      <button type="submit">Show</button>
    </form>
  </details>`
}

function optionsOf(id: string, choices: readonly Choice[]): Html {
  return html`<datalist id="${id}">
    ${choices.map(({ value, label }) => html`<option value="${value}">${label}</option>`)}
  </datalist>`
}

function offered<T>(all: readonly T[], choice: (one: T) => Choice): Choice[] {
  return all.slice(0, MOST_OFFERED).map(choice)
}
