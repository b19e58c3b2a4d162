import * as fc from 'fast-check'
import { dueDaysAsMarkdown } from '../../../src/documents/due-days-markdown.ts'
import { noteFile } from '../../../src/documents/note/note-file.ts'
import { WORDING } from '../../../src/documents/wording.ts'
import type { PendingQuery } from '../../../src/domain/pending-query.ts'
import { giveCalendar } from '../../../src/use-cases/issued/give-calendar.ts'
import { giveCorrigendum } from '../../../src/use-cases/issued/give-corrigendum.ts'
import { giveCounterparts } from '../../../src/use-cases/issued/give-counterparts.ts'
import { giveDueDays } from '../../../src/use-cases/issued/give-due-days.ts'
import { giveDuties } from '../../../src/use-cases/issued/give-duties.ts'
import { giveExport, giveSheet, recordLines } from '../../../src/use-cases/issued/give-export.ts'
import { giveList } from '../../../src/use-cases/issued/give-list.ts'
import { giveNote } from '../../../src/use-cases/issued/give-note.ts'
import { giveReminder } from '../../../src/use-cases/issued/give-reminder.ts'
import { giveSilence } from '../../../src/use-cases/issued/give-silence.ts'
import type { Desk } from '../ledgers/desk.ts'
import { after } from './histories.ts'
import { sendExtra } from '../ledgers/issues.ts'

/** Everything that can leave the house, some of it as of a day that is counted from the first letter of the sample. */
export type Giving =
  | { gives: 'list' | 'calendar'; query: PendingQuery; on: number | null }
  | { gives: 'note' | 'export' | 'sheet' | 'duties' | 'counterparts'; on: number | null }
  | { gives: 'silence' | 'reminder' | 'due'; of: string; on: number | null }
  | { gives: 'digest' | 'narrow digest' | 'lines' }
  | { gives: 'corrigendum'; number: number | null }

const queries: fc.Arbitrary<PendingQuery> = fc.constantFrom(
  {},
  { dossier: 'PRK-TC' },
  { bracket: 'long_overdue' as const },
  { state: 'holding' as const },
  { move: 'ours' as const },
  { search: 'PRK-TC-2' },
  { isUnread: true },
)
const on = fc.option(fc.nat({ max: 900 }))
const of = fc.constantFrom('PRK-TC-1', 'PRK-TC-2')

export const givings: fc.Arbitrary<Giving> = fc.oneof(
  fc.record({ gives: fc.constantFrom('list' as const, 'calendar' as const), query: queries, on }),
  fc.record({ gives: fc.constantFrom('note', 'export', 'sheet', 'duties', 'counterparts'), on }),
  fc.record({ gives: fc.constantFrom('silence', 'reminder', 'due'), of, on }),
  fc.record({ gives: fc.constantFrom('digest' as const, 'narrow digest' as const, 'lines' as const) }),
  fc.record({ gives: fc.constant('corrigendum' as const), number: fc.option(fc.integer({ min: 1, max: 8 })) }),
)

/** As asked for; a digest of the first subscription, a narrow one of the second. */
export async function give(desk: Desk, giving: Giving, when: string): Promise<unknown> {
  const context = desk.on(when)
  const moment = 'on' in giving && giving.on !== null ? { asOf: after(giving.on), knownAt: context.now } : undefined
  const file = { format: 'md', render: rendered }
  switch (giving.gives) {
    case 'list':
      return giveList(context, { query: giving.query, format: 'csv' }, moment)
    case 'calendar':
      return giveCalendar(context, { query: giving.query, render: rendered })
    case 'note':
      return giveNote(
        context,
        { dossier: 'PRK-TC', format: 'md', render: (note) => noteFile(note, 'md', NOT_PRINTED) },
        moment,
      )
    case 'export':
      return giveExport(context, (parts) => Array.fromAsync(parts), moment)
    case 'sheet':
      return giveSheet(context, ({ rows }) => Array.fromAsync(rows), moment)
    case 'lines':
      return recordLines(context)
    case 'silence':
      return giveSilence(context, { ...file, followUp: giving.of }, moment)
    case 'reminder':
      return giveReminder(context, { ...file, of: giving.of, days: 366 }, moment)
    case 'duties':
      return giveDuties(context, { dossier: undefined, isOpen: false }, moment)
    case 'counterparts':
      return giveCounterparts(context, moment)
    case 'due':
      return giveDueDays(context, { followUp: giving.of, render: dueDaysAsMarkdown }, moment)
    case 'digest':
      return sendExtra(desk, when)
    case 'narrow digest':
      return sendExtra(desk, when, 2)
    case 'corrigendum': {
      const number = giving.number ?? undefined
      return giveCorrigendum({ ...context, wording: WORDING }, { ...file, dossier: 'PRK-TC', number })
    }
  }
}

const NOT_PRINTED = { language: 'en', print: () => Promise.reject(new Error('nothing is printed')) }

function rendered(): Promise<string> {
  return Promise.resolve('rendered')
}
