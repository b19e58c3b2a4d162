import * as fc from 'fast-check'
import type { SheetLine } from '../readers/sheets.ts'

/** What a row is to become: the fate that it should have, and its cells. */
export interface Planned {
  fate: 'new' | 'error'
  line: SheetLine
}

const TEXT = fc.constantFrom(
  '',
  'réponse',
  'رسالة من الوزارة',
  '検討中です',
  'ＡＢＣ',
  '=1+1',
  '+41 22',
  'two\nlines',
  'a;b,c"d',
)
const VAGUE = fc.constantFrom('1998', '2001-03', '2001~', '../2001-05-01', '2002-01/2002-06', '', '')
const daySince = (first: string) =>
  fc.integer({ min: 0, max: 900 }).map((days) => Temporal.PlainDate.from(first).add({ days }).toString())
/** Asks come before all else, so that what is wrong is wrong in itself. */
const ASKED = daySince('2003-01-01')
const LATER = daySince('2006-01-01')
const CHARACTER = fc.constantFrom(
  'noted',
  'acknowledged',
  'partial',
  'substantive',
  'unread',
  'declined',
  'awaiting_translation',
)
/** Each wrong in one cell, whatever the row is. */
const WRONG: readonly SheetLine[] = [
  { dated: '03/04/2004' },
  { dated: '38223' },
  { dated: '24.08.2004' },
  { dated: '２００４-08-24' },
  { received: '2004-02-30' },
  { channel: 'pigeon' },
  { bearing: 'remindz' },
  { 'external reference': '' },
  { dated: '2031-01-01' },
]

const addressee = (dossier: number, ask: number) => `D${dossier}-A${ask}`

function asksOf(dossier: number, dates: readonly string[], texts: readonly string[]): SheetLine[] {
  return dates.flatMap((dated, ask) =>
    // Every third goes to two offices: one communication, two asks.
    Array.from({ length: ask % 3 === 0 ? 2 : 1 }, (_, office) => ({
      dossier: `D${dossier}`,
      'dossier title': ask === 0 && office === 0 ? `Dossier ${dossier}` : '',
      'follow-up': `${addressee(dossier, ask)}-${office}`.toLowerCase(),
      ask: `Ask ${ask}`,
      counterpart: `OFFICE-${office}`,
      'counterpart name': `Office ${office}`,
      'external reference': `S-${ask}`,
      channel: 'letter',
      dated,
      received: '',
      summary: texts[ask % texts.length]!,
      bearing: 'asks',
      character: '',
    })),
  )
}

/** A sheet of several hundred rows, about so many dossiers of asks, reminders and replies, some with something wrong. */
export const sheets: fc.Arbitrary<Planned[]> = fc
  .record({
    dossiers: fc.array(fc.array(fc.oneof(VAGUE, ASKED), { minLength: 4, maxLength: 8 }), {
      minLength: 10,
      maxLength: 14,
    }),
    texts: fc.array(TEXT, { minLength: 3, maxLength: 6 }),
    replies: fc.array(fc.record({ dated: LATER, received: LATER, character: CHARACTER, is: fc.nat(4) }), {
      minLength: 200,
      maxLength: 260,
    }),
    wrong: fc.array(fc.nat(WRONG.length - 1), { maxLength: 6 }),
  })
  .map(({ dossiers, texts, replies, wrong }) => {
    const asks = dossiers.flatMap((dates, dossier) => asksOf(dossier, dates, texts))
    const later = replies.flatMap(({ is, ...reply }, index) => laterOf(asks, index, { ...reply, is, texts }))
    const planned = [...asks, ...later].map((line): Planned => ({ fate: 'new', line }))
    return planned.concat(wrong.map((which, index) => spoilt(asks, which, index)))
  })

interface Later {
  dated: string
  received: string
  character: string
  is: number
  texts: readonly string[]
}

/** A reminder, or a reply to one letter or to two of a dossier; it may have crossed a reminder, and may have no day. */
function laterOf(
  asks: readonly SheetLine[],
  index: number,
  { dated, received, character, is, texts }: Later,
): SheetLine[] {
  const first = asks[(index * 7) % asks.length]!
  const other = asks.find((ask) => ask['dossier'] === first['dossier'] && ask['follow-up'] !== first['follow-up'])!
  const isReply = is > 1
  const isUndated = is === 4
  const [written, came] = [dated, received].toSorted()
  const own = {
    'external reference': `L-${index}`,
    channel: index % 2 === 0 ? 'letter' : 'Note Verbale',
    dated: isUndated ? '' : (written ?? ''),
    received: isReply && !isUndated ? (came ?? '') : '',
    summary: texts[index % texts.length]!,
    bearing: isReply ? 'replies' : 'reminds',
    character: isReply ? character : '',
  }
  const on = (ask: SheetLine) => ({ ...own, dossier: ask['dossier']!, 'follow-up': ask['follow-up']! })
  return is === 3 ? [on(first), on(other)] : [on(first)]
}

function spoilt(asks: readonly SheetLine[], which: number, index: number): Planned {
  const ask = asks.find(({ dated }) => dated !== '')
  const line = {
    dossier: ask!['dossier']!,
    'follow-up': ask!['follow-up']!,
    'external reference': `W-${index}`,
    channel: 'letter',
  }
  return { fate: 'error', line: { ...line, dated: '2009-01-01', received: '', bearing: 'reminds', ...WRONG[which] } }
}
