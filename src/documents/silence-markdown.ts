import { showSafely } from '../domain/visible.ts'
import type { Sentence } from '../language/story-words.ts'
import type { WrittenSilence } from './written-silence.ts'

/** CommonMark, with a table as GitHub and Pandoc read it. */
export function silenceAsMarkdown({ title, subject, statement, points, limits, provenance }: WrittenSilence): string {
  return `${[
    `# ${title}`,
    `**${inline(subject)}**`,
    ...statement.map(inline),
    `## ${points.heading}`,
    [row(points.heads.map((head) => [head])), row(points.heads.map(() => ['---'])), ...points.rows.map(row)].join('\n'),
    ...limits.map(inline),
    `*${inline(provenance)}*`,
  ].join('\n\n')}\n`
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
    .replaceAll(/[\\`*_{}[\]<>#|~^$&!]/gu, String.raw`\$&`)
}
