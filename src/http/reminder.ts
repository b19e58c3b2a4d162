import { reminderFile, type ReminderFormat } from '../documents/reminder-file.ts'
import type { Reminder } from '../domain/approaches/reminder.ts'
import type { WebContext } from './web.ts'

const TYPES: Readonly<Record<ReminderFormat, string>> = {
  md: 'text/markdown; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
}

/** The draft as a file under a name of its own. */
export async function serveReminder(
  c: WebContext,
  reminder: Reminder,
  { of, format }: { of: string; format: ReminderFormat },
): Promise<Response> {
  const content = await reminderFile(reminder, { format, language: 'en' })
  const name = `reminder-${of}-${reminder.approach.on.toString()}.${format}`
  c.header('Content-Type', TYPES[format])
  c.header('Content-Disposition', `attachment; filename="${name}"`)
  return c.body(typeof content === 'string' ? content : new Uint8Array(content))
}
