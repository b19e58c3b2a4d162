import type { Reminder } from '../../domain/approaches/reminder.ts'
import type { Context, Moment } from '../context.ts'
import { draftReminder } from '../plan/draft-reminder.ts'
import { giveFile, type Rendered } from './give-file.ts'

/** Of an ask, or of an office. */
interface Wanted<Content extends string | Uint8Array> extends Rendered<Reminder, Content> {
  of: string
  days: number
}

export async function giveReminder<Content extends string | Uint8Array>(
  context: Context,
  { of, days, ...rendered }: Wanted<Content>,
  moment?: Moment,
): Promise<{ reminder: Reminder; content: Content }> {
  const { drawn: reminder, content } = await giveFile(
    context,
    {
      ...rendered,
      shows: { kind: 'reminder', of, days },
      title: `Reminder drafted for ${of}`,
      draw: (within) => draftReminder(within, { of, days }, moment),
    },
    moment,
  )
  return { reminder, content }
}
