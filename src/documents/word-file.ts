import type { Footer, IPropertiesOptions } from 'docx'
import type { Sentence } from '../language/story-words.ts'
import { blocksIn } from './word/blocks.ts'
import { withoutTimes } from './word/still-zip.ts'
import { A4, NUMBERING, stylesOf } from './word/styles.ts'

export type Docx = typeof import('docx')

/** Our words, what a person wrote, and footnotes where they are called. */
export type WordText = readonly (Sentence[number] | { note: Sentence })[]

/** A paragraph in one of the styles, or a table with a row of headings that is repeated on each page. */
export type Block =
  | { kind: WordStyle; text: WordText }
  | { kind: 'table'; columns: readonly { heading: string; share: number }[]; rows: readonly (readonly WordText[])[] }

/** `numbered` counts by itself, through the whole file; `line` is of an address or a heading, without space after it. */
export type WordStyle = 'title' | 'subtitle' | 'heading' | 'paragraph' | 'numbered' | 'line' | 'right' | 'remark'

export interface WordContent {
  title: string
  /** BCP 47 */
  language: string
  body: readonly Block[]
}

/** A Word file on A4 with numbered pages. The same content gives the same bytes: it carries no time of making. */
export async function wordFile({ title, language, body }: WordContent): Promise<Uint8Array> {
  const docx = await import('docx') // heavy, and rarely wanted
  const { children, footnotes } = blocksIn(docx, body)
  const file = new docx.Document({
    title,
    styles: stylesOf(language),
    numbering: { config: [NUMBERING] },
    footnotes,
    sections: [{ properties: { page: A4 }, footers: { default: pageNumber(docx) }, children }],
  } satisfies IPropertiesOptions)
  const bytes = await docx.Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: coreOf(title, language) },
  ])
  return withoutTimes(bytes)
}

function pageNumber({ Footer, Paragraph, TextRun, PageNumber }: Docx): Footer {
  return new Footer({
    children: [new Paragraph({ style: 'Footer', children: [new TextRun({ children: [PageNumber.CURRENT] })] })],
  })
}

/** What the library writes here has the time of making in it. */
function coreOf(title: string, language: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" ' +
    'xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `<dc:title>${escaped(title)}</dc:title><dc:language>${escaped(language)}</dc:language></cp:coreProperties>`
  )
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
