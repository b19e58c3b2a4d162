import { showSafely } from '../../../domain/visible.ts'
import type { Sentence } from '../../../language/story-words.ts'
import { html, said, type Html } from '../html.ts'

export function sentenceOnPage(sentence: Sentence): Html {
  return html`${sentence.map((part) => (typeof part === 'string' ? showSafely(part) : said(part.said)))}`
}
