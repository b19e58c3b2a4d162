const NAMES: Readonly<Record<string, string>> = {
  '\0': 'NUL',
  '\u0007': 'BEL',
  '\t': 'TAB',
  '\n': 'LF',
  '\r': 'CR',
  '\u001b': 'ESC',
  '\u202a': 'LRE',
  '\u202b': 'RLE',
  '\u202c': 'PDF',
  '\u202d': 'LRO',
  '\u202e': 'RLO',
  '\u2066': 'LRI',
  '\u2067': 'RLI',
  '\u2068': 'FSI',
  '\u2069': 'PDI',
}

/** For terminals and plain text mail: what would reorder, colour or break a line is named, not obeyed. LF stays. */
export function showSafely(text: string): string {
  return text.replace(/(?!\n)[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, pictureOf)
}

/** `LF`, `ESC`, `RLO`, else the code point: `U+0085`. */
export function nameOfCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0
  return NAMES[character] ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
}

/** What was typed, for a message about it: quoted, on one line, shortened, with nothing left that acts on a terminal. */
export function describeInput(value: unknown): string {
  if (typeof value === 'string') return quote(value)
  if (value === undefined || value === null) return 'nothing'
  if (typeof value === 'number' || typeof value === 'boolean') return `the ${typeof value} ${value}`
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  return `a value of type ${typeof value}`
}

const QUOTED_CHARACTERS = 60

function quote(text: string): string {
  const start = Array.from(text.slice(0, 2 * QUOTED_CHARACTERS + 1)).slice(0, QUOTED_CHARACTERS)
  const shown = start.join('')
  return `"${showSafely(shown).replaceAll('\n', '␊')}${shown.length < text.length ? '…' : ''}"`
}

function pictureOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code === 0x7f) return '␡'
  return code < 0x20 ? String.fromCodePoint(0x2400 + code) : `⟦${nameOfCharacter(character)}⟧`
}
