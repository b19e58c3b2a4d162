import { needsCalendar } from '../../domain/standings/due-day.ts'
import { weekendAsWritten } from '../../domain/dates/weekend.ts'
import { dueWords } from './due.ts'
import { formats } from './follow-up.ts'
import type { PolicyTold, PolicyWords } from '../policy-words.ts'

export const policyWords: PolicyWords = { told, within }

function told(policy: PolicyTold): string[] {
  const { reference, name, desk, sinceOn, endRule, remindEveryDays, quietDays, escalateAfterReminders } = policy
  const since = sinceOn ? `, since ${formats.formatDay(sinceOn)}` : ''
  return [
    `${reference}, ${name} (desk ${desk}${since})`,
    `First reply: ${expected(policy, policy.firstReplyWithin)}. Answer: ${expected(policy, policy.answerWithin)}.`,
    ...(endRule === 'next_working_day' ? ['If it ends on a day off, the next working day.'] : []),
    ...(needsCalendar(policy) ? [`Days off: ${daysOff(policy)}.`] : []),
    ...(remindEveryDays ? [`Remind every ${remindEveryDays} days.`] : []),
    ...(quietDays ? [`Leave them alone for ${quietDays} days after a reply or a reminder.`] : []),
    ...(escalateAfterReminders ? [`Go higher after ${escalateAfterReminders} reminders.`] : []),
  ]
}

function expected({ unit, endRule }: PolicyTold, length: number | null): string {
  return length === null ? 'no day is expected' : `within ${dueWords.period({ length, unit, endRule })}`
}

function daysOff({ calendarOf, holidayCalendar, weekend }: PolicyTold): string {
  if (calendarOf === 'counterpart') return "those of the counterpart's own calendar"
  const holidays = holidayCalendar ?? 'of no calendar, so that they are unknown'
  return `holidays ${holidays}, weekend ${weekendAsWritten(weekend)}`
}

function within({ unit, endRule }: Pick<PolicyTold, 'unit' | 'endRule'>, length: number | null): string {
  if (length === null) return '—'
  return `${dueWords.period({ length, unit })}${endRule === 'next_working_day' ? ', to a working day' : ''}`
}
