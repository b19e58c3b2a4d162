import { showSafely } from '../domain/visible.ts'
import type { Sentence } from '../language/story-words.ts'
import type { WrittenNote, WrittenParagraph } from './written-note.ts'

/** CommonMark, with tables and footnotes as GitHub and Pandoc read them. */
export function noteAsMarkdown(note: WrittenNote): string {
  const { owedTo, title, heading, draft, provenance, sections, annex } = note
  const paragraphs = sections.flatMap((section) => section.paragraphs)
  return `${[
    owedTo.map(inline).join('  \n'),
    `# ${inline([{ said: title }])}`,
    `**${heading}**`,
    ...(draft ? [`*${draft}*`] : []),
    ...sections.map((section) => [`## ${section.heading}`, ...section.paragraphs.map(paragraph)].join('\n\n')),
    `## ${annex.heading}`,
    [row(annex.heads.map((head) => [head])), row(annex.heads.map(() => ['---'])), ...annex.rows.map(row)].join('\n'),
    `*${inline(provenance)}*`,
    paragraphs.flatMap(footnotes).join('\n'),
  ]
    .filter((block) => block !== '')
    .join('\n\n')}\n`
}

/** The number is escaped: it is the note's own, whatever a list before it counted. */
function paragraph({ number, sentences }: WrittenParagraph): string {
  const told = sentences.map(({ text, footnote }) => `${inline(text)}${footnote ? `[^${footnote.number}]` : ''}`)
  return `${number}\\. ${told.join(' ')}`
}

function footnotes({ sentences }: WrittenParagraph): string[] {
  return sentences.flatMap(({ footnote }) => (footnote ? [`[^${footnote.number}]: ${inline(footnote.text)}`] : []))
}

function row(cells: readonly Sentence[]): string {
  return `| ${cells.map(inline).join(' | ')} |`
}

function inline(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : escaped(part.said))).join('')
}

/** What a person wrote stays what it is: no sign of it is markup, and no line of it ends a paragraph. */
function escaped(text: string): string {
  return showSafely(text)
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~^$&!]/gu, '\\$&')
}
