import type { Dating } from '../../domain/correspondence/facts.ts'

/** What of a communication decides where its mark stands. */
export interface Happening {
  number: number
  side: 'ours' | 'theirs' | 'both'
  /** The day from which it counts. */
  on: Temporal.PlainDate
  dating: Dating
  /** Of a vague date: null where it is open. */
  earliest: Temporal.PlainDate | null
  latest: Temporal.PlainDate | null
  /** "16 Dec 2003 reminds", where there is room for it. */
  label: string
}

export interface DueLine {
  on: Temporal.PlainDate
  /** "expected 23 Oct 2004: PRK-TC-2" */
  label: string
}

interface Silence {
  from: Temporal.PlainDate
  /** "8,127 days without a word" */
  label: string
}

/** A correspondence as it is to be drawn, on the day that is shown. */
export interface Picture<H extends Happening> {
  /** In the order of effect. */
  happenings: readonly H[]
  dues: readonly DueLine[]
  silence: Silence | null
  shownOn: Temporal.PlainDate
}

/** Half the side of a mark, which is as large as a finger needs. */
export const REACH = 12

/** How wide a text is at the size of the pictures' labels, generously. */
export function widthOf(text: string): number {
  return Math.ceil(text.length * 6.3)
}
