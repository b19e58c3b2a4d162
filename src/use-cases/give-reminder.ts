import type { Reminder } from '../domain/approaches/reminder.ts'
import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { draftReminder } from './draft-reminder.ts'
import { inOneSnapshot } from './one-snapshot.ts'

interface Wanted<Content extends string | Uint8Array> {
  /** The reference of an ask, or of an office. */
  of: string
  days: number
  format: string
  render: (reminder: Reminder) => Promise<Content>
}

/** The draft as a file that leaves the house, of which the ledger keeps that it was given. */
export function giveReminder<Content extends string | Uint8Array>(
  context: Context,
  { of, days, format, render }: Wanted<Content>,
  moment?: Moment,
): Promise<{ reminder: Reminder; content: Content }> {
  return inOneSnapshot(context, async (tx) => {
    const within = { ...context, db: tx }
    const reminder = await draftReminder(within, { of, days }, moment)
    const content = await render(reminder)
    const shows = { kind: 'reminder', of, days } as const
    await recordDocument(within, { shows, title: `Reminder drafted for ${of}`, format, content }, moment)
    return { reminder, content }
  })
}
