import type { Catalogue } from '../catalogue.ts'
import { calendarWords } from './calendar.ts'
import { digestWords } from './digest.ts'
import { dutyWords } from './duties.ts'
import { dueWords } from './due.ts'
import { policyWords } from './policy.ts'
import {
  agoInWords,
  bracketInWords,
  dueInWords,
  formats,
  queryInWords,
  standingInWords,
  stateInWords,
} from './follow-up.ts'
import { names } from './names.ts'
import { planWords } from './plan.ts'
import { reminderWords } from './reminder.ts'
import { noteWords } from './note.ts'
import { scheduleInWords } from './schedule.ts'
import { silenceWords } from './silence.ts'
import { storyWords } from './story.ts'

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
