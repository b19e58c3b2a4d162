import { COLUMNS, FIELDS, type Field } from '../../../use-cases/sheets/columns.ts'
import type { Filled, Values } from '../form.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { columnOf, meantBy, type Foreign } from './meanings.ts'

/** Where no mapping file tells them: what the sheet's own headings are, and what its words mean. */
export function meaningFields({ values, told }: Filled, foreign: Foreign | null): Html | '' {
  if (!foreign) return ''
  const { headings, words } = foreign
  return html`${words.length > 0 ? wordsSection(values, words) : ''}
  ${columnsSection(values, { headings, isOpen: told !== null })}`
}

function columnsSection(values: Values, { headings, isOpen }: { headings: readonly string[]; isOpen: boolean }): Html {
  return html`<details class="more meanings" ${isOpen ? 'open' : ''}>
    <summary>What its columns are</summary>
    <p class="hint">
      Choose which of its columns is which of ours, or write what is the same in every row. What is chosen for nothing
      is not read. One of its columns may stand for two of ours.
    </p>
    <input type="hidden" name="headings" value="${headings.join('\n')}" />
    ${cardTable(FIELDS, [
      {
        heading: 'Ours',
        cell: (field) =>
          html`${COLUMNS[field].heading}${NEEDED.has(field) ? ' (needed)' : ''}
            <p class="hint">${COLUMNS[field].about}</p>`,
      },
      { heading: 'Its column', cell: (field) => columnChoice(values, field, headings) },
      { heading: 'Or in every row', cell: (field) => (UNLIKE.has(field) ? '' : constantField(values, field)) },
    ])}
  </details>`
}

function columnChoice(values: Values, field: Field, headings: readonly string[]): Html {
  const chosen = columnOf(values, field, headings)
  return html`<select name="column-${field}" aria-label="Its column for ${COLUMNS[field].heading}">
    <option value="">none</option>
    ${headings.map((one) => html`<option value="${one}" ${one === chosen ? 'selected' : ''}>${one}</option>`)}
  </select>`
}

function constantField(values: Values, field: Field): Html {
  return html`<input
    type="text"
    name="all-${field}"
    value="${values[`all-${field}`] ?? ''}"
    maxlength="500"
    aria-label="${COLUMNS[field].heading} in every row"
  />`
}

const NEEDED: ReadonlySet<Field> = new Set(['dossier', 'channel', 'externalReference'])
/** What no two letters, or no two asks, have alike. */
const UNLIKE: ReadonlySet<Field> = new Set(['followUp', 'communication', 'externalReference', 'orderOnDay'])

function wordsSection(values: Values, words: Foreign['words']): Html {
  const fields = [...new Set(words.map(({ field }) => field))]
  return html`<details class="more meanings" open>
    <summary>What its words mean</summary>
    <p class="hint">What stands in its cells, and the word or reference of ours that it means.</p>
    ${fields.map((field) =>
      wordsOf(
        values,
        field,
        words.filter((word) => word.field === field),
      ),
    )}
  </details>`
}

const MOST = 60

function wordsOf(values: Values, field: Field, words: Foreign['words']): Html {
  const { heading, about } = COLUMNS[field]
  const shown = words.slice(0, MOST)
  const meant = meantBy(values, field) ?? {}
  return html`<fieldset>
    <legend>${heading}</legend>
    <p class="hint">${about}${words.length > MOST ? `; the first ${MOST} of ${words.length}` : ''}</p>
    <input type="hidden" name="said-${field}" value="${shown.map((word) => word.said).join('\n')}" />
    <div class="pair">
      ${shown.map(
        (word, i) =>
          html`<div class="field">
            <label for="meant-${field}-${i}">${said(word.said)}</label>
            <input
              type="text"
              id="meant-${field}-${i}"
              name="meant-${field}-${i}"
              value="${meant[word.said] ?? ''}"
              maxlength="500"
            />
          </div>`,
      )}
    </div>
  </fieldset>`
}
