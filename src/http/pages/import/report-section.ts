import { addedInWords } from '../../../language/added-in-words.ts'
import { catalogueOf } from '../../../language/catalogue.ts'
import { FATES, type Fate, type SheetReport } from '../../../use-cases/sheets/report.ts'
import { cardTable } from '../card-table.ts'
import { html, said, type Html } from '../html.ts'
import { asFields } from './words.ts'

const words = catalogueOf('en')

export interface Looked {
  report: SheetReport
  /** Of what was looked at. */
  mark: string
  isDryRun: boolean
}

/** What would become of each row, the worst first; and the way on, where there is one. */
export function reportSection({ report, isDryRun }: Looked): Html {
  return html`<section class="sheet-report" aria-labelledby="report">
    <h2 id="report">${said(report.name)}</h2>
    ${isDryRun ? '' : html`<p class="problem" role="alert">The ledger has changed since you looked. Nothing was imported.</p>`}
    <ul class="totals">
      ${FATES.filter((fate) => report.totals[fate] > 0).map(
        (fate) =>
          html`<li>
            <strong class="${TONES[fate]}">${words.formatNumber(report.totals[fate])}</strong> ${NAMES[fate]}
          </li>`,
      )}
    </ul>
    ${report.notices.map((notice) => html`<p class="notice">${said(asFields(notice))}</p>`)} ${wayOn(report)}
    ${rowsTable(report)}
  </section>`
}

const NAMES: Readonly<Record<Fate, string>> = {
  new: 'new',
  unchanged: 'recorded already',
  corrected: 'to be corrected',
  changed: 'recorded otherwise',
  error: 'wrong',
}

const TONES: Readonly<Record<Fate, string>> = {
  new: 'good',
  unchanged: 'soft',
  corrected: 'soon',
  changed: 'late',
  error: 'late',
}

function wayOn({ totals, added, rows }: SheetReport): Html {
  if (totals.error > 0)
    return html`<p>
      Nothing was imported, nor will be while a row is wrong. Mend the sheet and choose it again below, or say there
      what its columns and words mean.
    </p>`
  if (totals.changed > 0)
    return html`<p>
      Nothing was imported: the ledger has something else than the sheet. Mend the sheet, or
      <a href="#why">say why</a> the ledger is to be corrected, and look again.
    </p>`
  const would = addedInWords(added)
  if (would === '' && totals.corrected === 0)
    return html`<p>
      ${rows.length === 0 ? 'It has headings, and no row under them.' : 'Nothing is new: all of it is recorded already.'}
    </p>`
  return html`<p>Nothing was imported yet. ${would === '' ? '' : html`It would add ${would}.`}</p>
    <p class="actions"><button type="submit" form="import" name="do" value="import">Import it</button></p>`
}

const SHOWN = 200
const WORST_FIRST: readonly Fate[] = ['error', 'changed', 'corrected', 'new', 'unchanged']

function rowsTable({ name, rows }: SheetReport): Html | '' {
  if (rows.length === 0) return ''
  const sorted = WORST_FIRST.flatMap((fate) => rows.filter((row) => row.fate === fate))
  const shown = sorted.slice(0, SHOWN)
  const tally =
    shown.length === rows.length
      ? words.formatCount(rows.length, { one: 'One row.', other: '# rows, the worst first.' })
      : `${words.formatNumber(shown.length)} of ${words.formatNumber(rows.length)} rows, the worst first; ${words.formatNumber(rows.length - shown.length)} more are not shown.`
  return html`<p class="soft tally">${tally}</p>
    ${cardTable(
      shown,
      [
        { heading: 'Row', cell: ({ line }) => line, className: 'number' },
        { heading: 'Would be', cell: ({ fate }) => html`<span class="mark ${TONES[fate]}">${NAMES[fate]}</span>` },
        {
          heading: 'Communication',
          cell: ({ communication }) => html`<span class="reference">${communication ?? '–'}</span>`,
        },
        { heading: 'Bears on', cell: ({ bears }) => bears ?? html`<span class="soft">nothing</span>` },
        { heading: 'Why', cell: ({ says }) => (says.length === 0 ? '' : reasonsOf(says, name)) },
      ],
      { caption: 'What becomes of each row' },
    )}`
}

function reasonsOf(says: SheetReport['rows'][number]['says'], name: string): Html {
  return html`<ul>
    ${says.map(({ place, message }) => html`<li>${placeOf(place, name)}${said(asFields(message))}</li>`)}
  </ul>`
}

/** The file and the row stand above it already. */
function placeOf(place: string, name: string): Html | '' {
  const cell = place.slice(name.length + 1)
  const [, column] = /^\d+:(\d+)$/u.exec(cell) ?? []
  if (column === undefined && !/^[A-Z]/u.test(cell)) return ''
  return html`<span class="reference">${column === undefined ? cell : `column ${column}`}</span>: `
}
