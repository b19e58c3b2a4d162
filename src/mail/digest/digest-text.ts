import widthOfScript from 'string-width'
import type { Opening } from './commands.ts'
import type { BalanceLine, Figure, Lead, Page, Row, Section } from './digest-page.ts'

const WIDTH = 72
const RULE = '-'.repeat(WIDTH)

/** Lines of at most 72 columns, but for commands and addresses, which are copied as a whole. */
export function renderText(page: Page): string {
  const terms = columnOf(page.particulars.map(({ term }) => term))
  const blocks = [
    [`${page.name} ${page.number}`, ...fold(page.subscription)],
    fold(page.summary),
    page.particulars.flatMap(({ term, says }) => hang(term.padEnd(terms), says)),
    ...(page.notice ? [fold(page.notice)] : []),
    [page.balance.heading, RULE, ...page.balance.lines.flatMap(balanceLine)],
    ...(page.balance.brackets.length > 0
      ? [[page.balance.bracketsHeading, ...page.balance.brackets.flatMap(balanceLine)]]
      : []),
    ...page.sections.flatMap(sectionBlocks),
    [RULE, ...page.footer.flatMap((line) => fold(line))],
    ...(page.leads.length > 0 ? [page.leads.flatMap(leadLines)] : []),
  ]
  return `${blocks.map((block) => block.join('\n')).join('\n\n')}\n`
}

function balanceLine({ sign, label, count, references, opening }: BalanceLine): string[] {
  const start = `${(sign || ' ').padEnd(2)}${label} `
  const gap = Math.max(0, WIDTH - widthOf(start) - count.length - 1)
  return [
    `${start}${(count === '0' ? ' ' : '.').repeat(gap)} ${count}`,
    ...(references.length > 0 ? indent(references.map(({ words }) => words).join(''), 4) : []),
    ...(opening ? [`    ${said(opening)}`] : []),
  ]
}

function sectionBlocks({ heading, count, note, rows, unshown, openings }: Section): string[][] {
  if (rows.length === 0) return [fold(`${heading}: ${note}`)]
  const ending = [...(unshown ? [unshown] : []), ...openings.flatMap(leadLines)]
  return [
    [count ? `${heading}: ${count}` : heading, RULE, ...(note ? fold(note) : [])],
    ...rows.map(rowLines),
    ...(ending.length > 0 ? [ending] : []),
  ]
}

function leadLines({ says, opening }: Lead): string[] {
  return [`${says}:`, `    ${said(opening)}`]
}

function rowLines({ reference, mark, title, counterpart, says, figures, opening }: Row): string[] {
  const terms = columnOf(figures.map(({ term }) => term))
  return [
    ...fold(mark ? `${reference}  [${mark}]` : reference),
    ...indent(title, 4),
    ...(counterpart ? indent(counterpart, 4) : []),
    ...says.flatMap((line) => indent(line, 4)),
    ...figures.flatMap((figure) => hang(`    ${figure.term.padEnd(terms)}`, figureIn(figure))),
    ...(opening && 'url' in opening ? [`    ${opening.url}`] : []),
  ]
}

function figureIn({ value, remark }: Figure): string {
  return remark ? `${value} (${remark})` : value
}

function said(opening: Opening): string {
  return 'url' in opening ? opening.url : opening.command
}

function columnOf(terms: readonly string[]): number {
  return Math.max(0, ...terms.map((term) => widthOf(term))) + 2
}

function indent(text: string, by: number): string[] {
  return fold(text, WIDTH - by).map((line) => ' '.repeat(by) + line)
}

function hang(term: string, text: string): string[] {
  const margin = widthOf(term)
  return fold(text, WIDTH - margin).map((line, index) => (index === 0 ? term : ' '.repeat(margin)) + line)
}

function fold(text: string, width = WIDTH): string[] {
  if (text.length <= width && IS_ONE_COLUMN_EACH.test(text)) return [text]
  const lines = ['']
  for (const piece of text.split(' ').flatMap((word) => broken(word, width))) {
    const line = lines.at(-1) ?? ''
    const longer = line === '' ? piece : `${line} ${piece}`
    if (widthOf(longer) <= width) lines[lines.length - 1] = longer
    else lines.push(piece)
  }
  return lines
}

function widthOf(text: string): number {
  return IS_ONE_COLUMN_EACH.test(text) ? text.length : widthOfScript(text)
}

/** Letters, dashes and quotation marks that need no measuring. */
const IS_ONE_COLUMN_EACH = /^[\x20-\x7e\u2013\u2014\u2018-\u201d\u2026\u2212]*$/

/** A word that is wider than a line, as a sentence of a script without spaces is. */
function broken(word: string, width: number): string[] {
  if (widthOf(word) <= width) return [word]
  const pieces = ['']
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const longer = (pieces.at(-1) ?? '') + segment
    if (widthOf(longer) <= width) pieces[pieces.length - 1] = longer
    else pieces.push(segment)
  }
  return pieces
}
