import type { Catalogue } from './catalogue.ts'
import { calendarWords } from './en-calendar.ts'
import { digestWords } from './en-digest.ts'
import { dutyWords } from './en-duties.ts'
import { dueWords } from './en-due.ts'
import { policyWords } from './en-policy.ts'
import {
  agoInWords,
  bracketInWords,
  dueInWords,
  formats,
  queryInWords,
  standingInWords,
  stateInWords,
} from './en-follow-up.ts'
import { names } from './en-names.ts'
import { planWords } from './en-plan.ts'
import { reminderWords } from './en-reminder.ts'
import { noteWords } from './en-note.ts'
import { scheduleInWords } from './en-schedule.ts'
import { silenceWords } from './en-silence.ts'
import { storyWords } from './en-story.ts'

export const english: Catalogue = {
  language: 'en',
  direction: 'ltr',
  ...formats,
  ...names,
  standingInWords,
  stateInWords,
  bracketInWords,
  dueInWords,
  agoInWords,
  queryInWords,
  scheduleInWords,
  digest: digestWords,
  duties: dutyWords,
  calendar: calendarWords,
  story: storyWords,
  plan: planWords,
  reminder: reminderWords,
  silence: silenceWords,
  note: noteWords,
  due: dueWords,
  policy: policyWords,
}
