import { html, type Html, type Part } from './html.ts'

export interface CardColumn<Row> {
  heading: string | Html
  cell: (row: Row) => Part
  /** Said beside the cell where rows are cards: the heading, unless told; null says nothing. */
  term?: string | null
  /** Of the heading and of its cells. */
  className?: string
}

interface Look<Row> {
  /** For those who do not see the table. */
  caption?: string
  className?: string
  rowClass?: (row: Row) => string
  rowId?: (row: Row) => string
}

/** A row for each, headed by its first cell; rows become cards where they have no room. */
export function cardTable<Row>(
  rows: readonly Row[],
  columns: readonly (CardColumn<Row> | null)[],
  { caption, className, rowClass, rowId }: Look<Row> = {},
): Html {
  const [head, ...others] = columns.filter((column) => column !== null)
  return html`<table class="cards ${className ?? ''}">
    ${
      caption &&
      html`<caption class="hidden">
        ${caption}
      </caption>`
    }
    <thead>
      <tr>
        ${[head!, ...others].map((column) => html`<th scope="col" ${classOf(column.className)}>${column.heading}</th> `)}
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr${classOf(rowClass?.(row))}${rowId ? html` id="${rowId(row)}"` : ''}>
            <th scope="row"${classOf(head!.className)}>${head!.cell(row)}</th>
            ${others.map((column) => cellOf(column, column.cell(row)))}
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** An empty cell needs no term. */
function cellOf<Row>(
  { heading, term = typeof heading === 'string' ? heading : null, className }: CardColumn<Row>,
  cell: Part,
): Html {
  const said = term === null || cell === '' ? '' : html` data-term="${term}"`
  return html`<td${said}${classOf(className)}>${cell}</td> `
}

function classOf(className: string | undefined): Html | '' {
  return className ? html` class="${className}"` : ''
}
