import { catalogueOf } from '../../../language/catalogue.ts'
import { sheetColumns } from '../../../use-cases/sheets/template.ts'
import type { WebContext } from '../../web.ts'
import { choiceField, lineField, summaryOf, textField, type Filled } from '../form.ts'
import { html, said, type Html } from '../html.ts'
import { layout } from '../layout.ts'
import { reportSection, type Looked } from './report-section.ts'
import { inWordsOfPage, ORDERS } from './words.ts'
import { meaningFields } from './meaning-fields.ts'
import type { Foreign } from './meanings.ts'
import type { FileField, Files } from './wanted.ts'

const words = catalogueOf('en')

/** How many rows of each fate were imported. */
export type Done = Readonly<Record<'new' | 'unchanged' | 'corrected', number>>

export interface Shown {
  filled: Filled
  files: Files
  looked?: Looked | undefined
  done?: Done | undefined
  foreign?: Foreign | null
}

export function importPage(c: WebContext, { filled, files, looked, done, foreign = null }: Shown): Html {
  return layout(c, {
    title: 'Import a sheet',
    within: '/dossiers',
    body: html`<h1>Import a sheet of letters</h1>
      ${done ? doneNotice(done) : ''} ${looked ? reportSection(looked) : ''}
      ${looked ? html`<h2>Read it otherwise, or take another file</h2>` : introduction()}
      ${formOf({ filled: inWordsOfPage(filled), files, looked, foreign })} ${columns()}`,
  })
}

function doneNotice({ new: added, unchanged, corrected }: Done): Html {
  const told = [
    words.formatCount(added, { one: 'one row is new', other: '# rows are new' }),
    ...(unchanged > 0
      ? [words.formatCount(unchanged, { one: 'one was recorded already', other: '# were recorded already' })]
      : []),
    ...(corrected > 0 ? [words.formatCount(corrected, { one: 'one was corrected', other: '# were corrected' })] : []),
  ]
  return html`<p class="done" role="status">
    Imported: ${told.join(', ')}. <a href="/dossiers">Go to the dossiers</a>, or to <a href="/">what is pending</a>.
  </p>`
}

function introduction(): Html {
  return html`<p class="introduction">
    Bring in the correspondence that you keep in a spreadsheet: a row for each letter, call or meeting and each ask that
    it bears on. First you see what would become of every row; then all of it is imported, or nothing. The same sheet
    again changes nothing: its rows are found by their external reference.
  </p>`
}

function formOf({ filled, files, looked, foreign = null }: Shown): Html {
  return html`<form id="import" method="post" action="/import" enctype="multipart/form-data" class="narrow">
    ${summaryOf(filled)}
    ${fileField(filled, files, {
      name: 'file',
      label: 'Sheet',
      accept: '.csv,.tsv,.txt,.xlsx',
      hint: 'CSV or XLSX, at most 8 MiB. An empty one with all columns is below.',
    })}
    ${meaningFields(filled, foreign)}
    ${fileField(filled, files, {
      name: 'mapping',
      label: 'Mapping, if you have one',
      accept: '.json,application/json',
      hint: 'JSON that says which of its columns are ours, and what its words mean. Without one you are asked here.',
    })}
    <div class="pair">
      ${choiceField(filled, {
        name: 'date-format',
        label: 'How it writes days',
        hint: 'Nothing is guessed.',
        choices: DATE_FORMATS,
      })}
      ${lineField(filled, { name: 'sheet', label: 'Sheet of the workbook', hint: 'If not the first of XLSX.' })}
      ${lineField(filled, { name: 'encoding', label: 'Encoding', hint: 'Of CSV, if not UTF-8.', placeholder: 'windows-1252' })}
    </div>
    ${whyField(filled, looked)} ${looked ? html`<input type="hidden" name="looked" value="${looked.mark}" />` : ''}
    <button type="submit" name="do" value="look">${looked ? 'Look again' : 'Look first'}</button>
  </form>`
}

/** Asked for once it is known that the ledger has something else. */
function whyField(filled: Filled, looked: Shown['looked']): Html | '' {
  if (filled.values['why'] === undefined && !looked?.report.totals.changed) return ''
  return textField(filled, {
    name: 'why',
    label: 'Correct what is recorded otherwise, because',
    hint: 'Each row that differs then becomes a correction with this reason, where one can record it.',
    maxLength: 2_000,
  })
}

const DATE_FORMATS = [
  { value: '', label: 'As 2004-08-24' },
  ...Object.entries(ORDERS).map(([value, like]) => ({ value, label: `As ${like}` })),
]

interface Choosing {
  name: FileField
  label: string
  hint: string
  accept: string
}

/** No browser fills in a file again: the page carries it, until another is chosen. */
function fileField({ wrong }: Filled, files: Files, { name, label, hint, accept }: Choosing): Html {
  const given = files[name]
  const why = wrong.get(name)
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <p class="hint" id="${name}-hint">
      ${given ? html`${said(given.name)} is kept from before, unless you choose another.` : hint}
    </p>
    <input
      type="file"
      id="${name}"
      name="${name}"
      accept="${accept}"
      aria-describedby="${name}-hint${why ? ` ${name}-wrong` : ''}"
      ${why ? html`aria-invalid="true"` : ''}
      ${name === 'file' && !given ? 'required' : ''}
    />
    ${
      given
        ? html`<input type="hidden" name="${name}-name" value="${given.name}" />
            <input type="hidden" name="${name}-bytes" value="${given.bytes.toString('base64')}" />`
        : ''
    }
    ${why ? html`<p class="wrong" id="${name}-wrong">${why}</p>` : ''}
  </div>`
}

function columns(): Html {
  return html`<details class="more sheet-columns">
    <summary>The columns of a sheet</summary>
    <p>
      In any order; it needs dossier, channel and external reference.
      <a href="/import/template.csv">An empty sheet with all of them</a>
    </p>
    <dl class="facts">
      ${sheetColumns().map(
        ({ heading, about }) =>
          html`<dt>${heading}</dt>
            <dd>${about}</dd>`,
      )}
    </dl>
  </details>`
}
