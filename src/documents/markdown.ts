import { showSafely } from '../domain/visible.ts'
import type { Block, WordContent, WordText } from './word-file.ts'

/** CommonMark with tables, of the same blocks that a Word file has; without footnotes. */
export function markdownOf({ body }: WordContent): string {
  let number = 0
  const blocks = body.map((block) =>
    block.kind === 'numbered' ? `${(number += 1)}\\. ${inline(block.text)}` : written(block),
  )
  const isLine = (i: number) => body[i]?.kind === 'line'
  return `${blocks
    .map((text, i) => `${text}${isLine(i) && isLine(i + 1) ? '  \n' : '\n\n'}`)
    .join('')
    .trimEnd()}\n`
}

function written(block: Block): string {
  switch (block.kind) {
    case 'title':
      return `# ${inline(block.text)}`
    case 'heading':
      return `## ${inline(block.text)}`
    case 'subtitle':
      return `**${inline(block.text)}**`
    case 'remark':
      return `*${inline(block.text)}*`
    case 'table':
      return [
        row(block.columns.map(({ heading }) => [heading])),
        row(block.columns.map(() => ['---'])),
        ...block.rows.map(row),
      ].join('\n')
    default:
      return inline(block.text)
  }
}

function row(cells: readonly WordText[]): string {
  return `| ${cells.map(inline).join(' | ')} |`
}

function inline(text: WordText): string {
  return text.map((part) => (typeof part === 'string' ? part : escaped(part))).join('')
}

/** What a person wrote stays what it is: no sign of it is markup, and no line of it ends a paragraph. */
function escaped(part: Exclude<WordText[number], string>): string {
  return 'said' in part
    ? showSafely(part.said)
        .replaceAll(/\s*\n\s*/gu, ' ')
        .replaceAll(/[\\`*_{}[\]<>#|~^$&!]/gu, String.raw`\$&`)
    : ''
}
