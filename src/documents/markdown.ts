import { showSafely } from '../domain/visible.ts'
import type { Sentence } from '../language/story-words.ts'
import type { Block, WordContent, WordText } from './word-file.ts'

/** The same content as in a Word file, without footnotes, as CommonMark with tables. */
export function markdownOf({ body: blocks }: WordContent): string {
  let number = 0
  const written = blocks.map((block, i) => {
    const text = block.kind === 'numbered' ? `${(number += 1)}\\. ${plain(block.text)}` : blockAsMarkdown(block)
    const isBroken = block.kind === 'line' && blocks[i + 1]?.kind === 'line'
    return `${text}${isBroken ? '  \n' : '\n\n'}`
  })
  return `${written.join('').trimEnd()}\n`
}

function blockAsMarkdown(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${plain(block.text)}`
    case 'heading':
      return `## ${plain(block.text)}`
    case 'subtitle':
      return `**${plain(block.text)}**`
    case 'remark':
      return `*${plain(block.text)}*`
    case 'table':
      return tableOf(
        block.columns.map(({ heading }) => heading),
        block.rows.map((cells) => cells.map(withoutNotes)),
      )
    default:
      return plain(block.text)
  }
}

function plain(text: WordText): string {
  return inline(withoutNotes(text))
}

function withoutNotes(text: WordText): Sentence {
  return text.filter((part): part is Sentence[number] => typeof part === 'string' || 'said' in part)
}

/** A table as GitHub and Pandoc read it. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Sentence[])[]): string {
  return [row(heads.map((head) => [head])), row(heads.map(() => ['---'])), ...rows.map(row)].join('\n')
}

export function inline(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === 'string' ? part : escaped(part.said))).join('')
}

function row(cells: readonly Sentence[]): string {
  return `| ${cells.map(inline).join(' | ')} |`
}

/** What a person wrote stays what it is: no sign of it is markup, and no line of it ends a paragraph. */
function escaped(text: string): string {
  return showSafely(text)
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~^$&!]/gu, String.raw`\$&`)
}
