import { styleText } from 'node:util'
import stringWidth from 'string-width'
import { showSafely } from '../domain/visible.ts'

export type Style = Parameters<typeof styleText>[0]

export type Column<Row> = {
  readonly heading: string
  readonly cell: (row: Row) => string
  readonly align?: 'left' | 'right'
  /** May be shortened on a narrow terminal. Never set for a reference. */
  readonly shrinks?: boolean
  /** May be left out on a narrow terminal, the first such column first, for the sake of one line a row. */
  readonly isSpare?: boolean
  readonly style?: (row: Row) => Style | undefined
}

export type TableLook = {
  /** Columns of the terminal; left out when the output is piped, and then nothing is shortened. */
  readonly width?: number | undefined
  readonly isColoured?: boolean
}

type Cell = { readonly text: string; readonly style: Style | undefined }

const GAP = '  '
const LEAST_WIDTH = 10

/**
 * One line a row; where even shortened columns do not fit, without those that can be spared; else one paragraph a row,
 * with all of them. No line end after the last line.
 */
export function formatTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { width = Infinity, isColoured = false }: TableLook = {},
): string {
  for (let kept = columns; ; kept = withoutSpare(kept)) {
    const lines = cellsOf(kept, rows, isColoured)
    const widths = fittingWidths(kept, lines, width)
    if (widths) return lines.map((line) => formatLine(kept, line, widths)).join('\n')
    if (kept.every(({ isSpare }) => !isSpare)) break
  }
  const [, ...lines] = cellsOf(columns, rows, isColoured)
  return lines.map((line) => formatParagraph(columns, line, width)).join('\n\n')
}

function withoutSpare<Row>(columns: readonly Column<Row>[]): readonly Column<Row>[] {
  return columns.toSpliced(
    columns.findIndex(({ isSpare }) => isSpare),
    1,
  )
}

/** The heading first. */
function cellsOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[], isColoured: boolean): Cell[][] {
  const styleOf = (style: Style | undefined) => (isColoured ? style : undefined)
  const heading = columns.map((column) => ({ text: column.heading, style: styleOf('bold') }))
  const cells = rows.map((row) =>
    columns.map((column) => ({ text: onOneLine(column.cell(row)), style: styleOf(column.style?.(row)) })),
  )
  return [heading, ...cells]
}

/** NO_COLOR is a person's wish and wins over FORCE_COLOR, which is mostly a machine's. */
export function isColourWanted({ isTTY, env }: Output): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return !['0', 'false'].includes(env['FORCE_COLOR'])
  return isTTY && env['TERM'] !== 'dumb'
}

type Output = { readonly isTTY: boolean; readonly env: Readonly<Record<string, string | undefined>> }

function onOneLine(text: string): string {
  return showSafely(text).replaceAll('\n', ' ')
}

/** Natural widths, the widest shrinking column giving way first; undefined where that is not enough. */
function fittingWidths(
  columns: readonly Column<never>[],
  lines: readonly (readonly Cell[])[],
  width: number,
): readonly number[] | undefined {
  const widths = columns.map((_, index) =>
    lines.reduce((widest, line) => Math.max(widest, stringWidth(line[index]?.text ?? '')), 0),
  )
  let excess = widths.reduce((sum, each) => sum + each, GAP.length * (columns.length - 1)) - width
  for (; excess > 0; excess -= 1) {
    const widest = Math.max(...widths.filter((_, index) => columns[index]?.shrinks))
    if (widest <= LEAST_WIDTH) return undefined
    widths[widths.findIndex((each, index) => each === widest && columns[index]?.shrinks)] = widest - 1
  }
  return widths
}

function formatLine(columns: readonly Column<never>[], line: readonly Cell[], widths: readonly number[]): string {
  const padded = columns.map(({ align }, index) => {
    const cell = shortened(line[index], widths[index] ?? 0)
    const padding = ' '.repeat((widths[index] ?? 0) - stringWidth(cell.text))
    return align === 'right' ? padding + styled(cell) : styled(cell) + padding
  })
  return padded.join(GAP).trimEnd()
}

function formatParagraph(columns: readonly Column<never>[], line: readonly Cell[], width: number): string {
  const margin = Math.max(...columns.slice(1).map(({ heading }) => stringWidth(heading))) + 2 * GAP.length
  const lines = columns.map(({ heading, shrinks }, index) => {
    const label = index === 0 ? '' : `${GAP}${heading}`
    const indent = index === 0 ? 0 : margin
    const cell = shortened(line[index], shrinks ? Math.max(LEAST_WIDTH, width - indent) : Infinity)
    return `${label}${' '.repeat(indent - stringWidth(label))}${styled(cell)}`.trimEnd()
  })
  return lines.join('\n')
}

function shortened(cell: Cell = { text: '', style: undefined }, width: number): Cell {
  if (stringWidth(cell.text) <= width) return cell
  let text = ''
  for (const { segment } of new Intl.Segmenter().segment(cell.text)) {
    if (stringWidth(text + segment) >= width) break
    text += segment
  }
  return { ...cell, text: `${text}…` }
}

function styled({ text, style }: Cell): string {
  return style && text ? styleText(style, text, { validateStream: false }) : text
}
