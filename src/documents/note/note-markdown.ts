import { inline, tableOf } from '../markdown.ts'
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
    tableOf(annex.heads, annex.rows),
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
