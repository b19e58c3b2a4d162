import { showSafely } from '../domain/visible.ts'
import type { Block, WordStyle, WordText } from './word-file.ts'

/** The same content as in a Word file, without tables and footnotes, as CommonMark. */
export function blocksAsMarkdown(blocks: readonly Block[]): string {
  const written = blocks.flatMap((block) =>
    block.kind === 'table' ? [] : [`${MARKS[block.kind] ?? ''}${inline(block.text)}`],
  )
  return `${written.join('\n\n')}\n`
}

const MARKS: Partial<Record<WordStyle, string>> = { title: '# ', heading: '## ' }

function inline(text: WordText): string {
  return text.map((part) => (typeof part === 'string' ? part : 'said' in part ? escaped(part.said) : '')).join('')
}

/** What a person wrote stays what it is: no sign of it is markup, and no line of it ends a paragraph. */
function escaped(text: string): string {
  return showSafely(text)
    .replaceAll(/\s*\n\s*/gu, ' ')
    .replaceAll(/[\\`*_{}[\]<>#|~^$&!]/gu, String.raw`\$&`)
}
