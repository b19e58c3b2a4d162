import type { Paragraph, ParagraphChild, Table } from 'docx'
import type { Sentence } from '../../language/story-words.ts'
import { showSafely } from '../../domain/visible.ts'
import type { Block, Docx, WordStyle, WordText } from '../word-file.ts'
import { TEXT_WIDTH } from './styles.ts'

type Footnotes = Record<string, { children: Paragraph[] }>

/** The blocks as the library has them, and the footnotes that are called in them, numbered from 1. */
export function blocksIn(
  docx: Docx,
  body: readonly Block[],
): { children: (Paragraph | Table)[]; footnotes: Footnotes } {
  const footnotes: Footnotes = {}
  const call = (note: Sentence) => {
    const number = Object.keys(footnotes).length + 1
    footnotes[number] = { children: [paragraphOf(docx, { style: 'FootnoteText', text: [' ', ...note] }, refuseNote)] }
    return number
  }
  const children = body.map((block) =>
    block.kind === 'table'
      ? tableOf(docx, block, call)
      : paragraphOf(docx, { style: STYLES[block.kind], text: block.text }, call),
  )
  return { children, footnotes }
}

type Call = (note: Sentence) => number

const STYLES: Record<WordStyle, string> = {
  title: 'Title',
  subtitle: 'Subtitle',
  heading: 'Heading1',
  paragraph: 'BodyText',
  numbered: 'NumberedParagraph',
  line: 'Line',
  right: 'Right',
  remark: 'Remark',
}

function paragraphOf(docx: Docx, { style, text }: { style: string; text: WordText }, call: Call): Paragraph {
  const isRightToLeft = RTL_FIRST.test(plain(text))
  return new docx.Paragraph({
    style,
    ...(isRightToLeft && { bidirectional: true }),
    children: text.flatMap((part): ParagraphChild[] =>
      typeof part === 'object' && 'note' in part
        ? [new docx.FootnoteReferenceRun(call(part.note))]
        : runsOf(docx, typeof part === 'string' ? part : part.said),
    ),
  })
}

function tableOf(docx: Docx, { columns, rows }: Extract<Block, { kind: 'table' }>, call: Call): Table {
  const whole = columns.reduce((sum, { share }) => sum + share, 0)
  const widths = columns.map(({ share }) => Math.round((share / whole) * TEXT_WIDTH))
  const line = { style: 'single' as const, size: 4, color: '808080' }
  const none = { style: 'none' as const, size: 0, color: 'auto' }
  const rowOf = (cells: readonly WordText[], style: string) =>
    new docx.TableRow({
      cantSplit: true,
      tableHeader: style === 'TableHead',
      children: cells.map(
        (text, i) =>
          new docx.TableCell({
            width: { size: widths[i]!, type: 'dxa' },
            children: [paragraphOf(docx, { style, text }, call)],
          }),
      ),
    })
  return new docx.Table({
    width: { size: TEXT_WIDTH, type: 'dxa' },
    columnWidths: widths,
    layout: 'fixed',
    borders: { top: line, bottom: line, left: none, right: none, insideHorizontal: line, insideVertical: none },
    margins: { top: 60, bottom: 60, left: 60, right: 100 },
    rows: [
      rowOf(
        columns.map(({ heading }) => [heading]),
        'TableHead',
      ),
      ...rows.map((cells) => rowOf(cells, 'TableText')),
    ],
  })
}

const RTL_LETTER = '\\p{Script=Arabic}\\p{Script=Hebrew}\\p{Script=Syriac}\\p{Script=Thaana}\\p{Script=Nko}'
/** The first letter decides, as in the Unicode bidirectional algorithm. */
const RTL_FIRST = new RegExp(`^[^\\p{L}]*[${RTL_LETTER}]`, 'u')
/** From a letter that is written from right to left to the last one before other letters come. */
const RTL_STRETCH = new RegExp(`([${RTL_LETTER}](?:[^\\p{L}]*[${RTL_LETTER}\\p{M}])*)`, 'u')

/** Word lays out Arabic from right to left only in runs that say so. A line ends with its paragraph, so there is no other. */
function runsOf({ TextRun }: Docx, text: string): ParagraphChild[] {
  const shown = showSafely(text).replaceAll(/\s*\n\s*/gu, ' ')
  return shown
    .split(RTL_STRETCH)
    .map((stretch, i) => ({ stretch, isRtl: i % 2 === 1 }))
    .filter(({ stretch }) => stretch !== '')
    .map(({ stretch, isRtl }) => new TextRun({ text: stretch, ...(isRtl && { rightToLeft: true }) }))
}

function plain(text: WordText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'said' in part ? part.said : '')).join('')
}

function refuseNote(): never {
  throw new Error('a footnote was called in a footnote')
}
