import { MEDIA_TYPES } from '../documents/note/note-file.ts'
import { reminderFile, type ReminderFormat } from '../documents/reminder-file.ts'
import type { Moment } from '../use-cases/context.ts'
import { draftReminder } from '../use-cases/plan/draft-reminder.ts'
import { giveReminder } from '../use-cases/issued/give-reminder.ts'
import { serveFile } from './files.ts'
import { contextOf, type WebContext } from './web.ts'

interface Wanted {
  of: string
  days: number
  format: ReminderFormat
}

/** The draft as a file to edit, of which the ledger keeps that it was given. */
export async function serveReminder(
  c: WebContext,
  { of, days, format }: Wanted,
  moment: Moment | undefined,
): Promise<Response> {
  const [context, mediaType] = [contextOf(c), MEDIA_TYPES[format]]
  if (c.req.method === 'HEAD') {
    await draftReminder(context, { of, days }, moment)
    return c.body(null, 200, { 'Content-Type': mediaType })
  }
  const render = (reminder: Parameters<typeof reminderFile>[0]) => reminderFile(reminder, { format, language: 'en' })
  const { reminder, content } = await giveReminder(context, { of, days, format, render }, moment)
  return serveFile(c, { content, mediaType, name: `reminder-${of}-${reminder.approach.on.toString()}.${format}` })
}
