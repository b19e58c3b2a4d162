/** Markup that stands in a mail as it is. */
export interface Html {
  readonly markup: string
}

/** What a template takes: words, which are escaped, or what was made of them. */
type Part = string | Html | readonly Part[]

/** HTML that is indented in the source and not in the mail: each template loses its indentation once, not in each mail. */
export function html(template: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const pieces = flush.getOrInsertComputed(template, flushOf)
  let markup = pieces[0]!
  for (let place = 0; place < parts.length; place += 1) markup += markupOf(parts[place]!) + pieces[place + 1]!
  return { markup }
}

const flush = new WeakMap<TemplateStringsArray, readonly string[]>()

function flushOf(template: TemplateStringsArray): readonly string[] {
  return template.map((piece) => piece.replaceAll(/\n\s*/g, '\n'))
}

function markupOf(part: Part): string {
  if (typeof part === 'string') return escaped(part)
  return 'markup' in part ? part.markup : part.reduce((markup: string, one) => markup + markupOf(one), '')
}

/** In ASCII alone, which needs no encoding on its way. */
function escaped(words: string): string {
  return IS_AS_IT_IS.test(words) ? words : words.replaceAll(/["&'<>]|[^\0-\x7f]/gu, referenceTo)
}

const IS_AS_IT_IS = /^[^"&'<>\x80-\uffff]*$/

function referenceTo(character: string): string {
  return ESCAPED[character] ?? `&#${character.codePointAt(0)!};`
}

/** As it takes place in HTML. */
export const ESCAPED: Readonly<Record<string, string>> = {
  '"': '&quot;',
  "'": '&#39;',
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
}
