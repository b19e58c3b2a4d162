import type { Bracket } from '../../domain/standings/brackets.ts'
import { showSafely } from '../../domain/visible.ts'
import type { Opening } from './commands.ts'
import { ESCAPED } from './digest-template.ts'

/** A digest in the words of its language, before it is HTML or text: both show exactly this, in this order. */
export interface Page {
  language: string
  direction: 'ltr' | 'rtl'
  /** "Relance", "No. 41", the subscription's name. */
  name: string
  number: string
  subscription: string
  summary: string
  particulars: readonly Particular[]
  notice: string | null
  balance: Balance
  sections: readonly Section[]
  footer: readonly string[]
  leads: readonly Lead[]
}

/** "To list all of them", and how. */
export interface Lead {
  says: string
  opening: Opening
}

interface Particular {
  term: string
  says: string
}

export interface Balance {
  heading: string
  lines: readonly BalanceLine[]
  bracketsHeading: string
  brackets: readonly BalanceLine[]
}

export interface BalanceLine {
  sign: '' | '+' | '−' | '='
  label: string
  count: string
  /** The first few of what was counted, and the words between them. */
  references: readonly Piece[]
  opening: Opening | null
}

export interface Piece {
  words: string
  opening: Opening | null
}

export interface Section {
  heading: string
  count: string
  /** What is said of the whole section, or instead of rows. */
  note: string
  rows: readonly Row[]
  /** "70 more are not shown here." */
  unshown: string
  openings: readonly Lead[]
}

export interface Row {
  reference: string
  opening: Opening | null
  /** "Long overdue", and what it is a word for. */
  mark: string
  bracket: Bracket | null
  title: string
  counterpart: string
  says: readonly string[]
  figures: readonly Figure[]
}

/** "Last word", "8,127 days ago", "24 August 2004". */
export interface Figure {
  term: string
  value: string
  remark: string
}

/** What a person wrote, on one line, with nothing in it that acts, and not so long that it crowds out the rest. */
export function shown(text: string, most = 120): string {
  if (text.length <= most && NEEDS_NOTHING.test(text)) return text
  const line = showSafely(text.slice(0, 4 * most)).replaceAll(/\s+/gu, ' ')
  let start = ''
  let size = 0
  for (const character of line) {
    size += Buffer.byteLength(ESCAPED[character] ?? character)
    if (start.length >= most || size > 1.5 * most) return `${start}…`
    start += character
  }
  return start
}

/** Nothing to escape, to name or to shorten. */
const NEEDS_NOTHING = /^[\w.,:;/()@+-]*(?: [\w.,:;/()@+-]+)*$/
