import type { Reminder } from '../../domain/approaches/reminder.ts'
import type { Plan } from '../../domain/approaches/plan.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Context, Moment } from '../context.ts'
import { giveReminder } from '../issued/give-reminder.ts'
import { planApproaches } from '../plan/plan-approaches.ts'
import { meetingFields } from '../plan/plan-fields.ts'
import {
  cancelMeeting,
  changeMeeting,
  listMeetings,
  planMeeting,
  type MeetingChange,
  type NewMeeting,
} from '../plan/plan-meeting.ts'

export type MeetingFields = ReturnType<typeof meetingFields>

export interface ReminderWanted {
  of: string
  days: number
  format: string
  /** What a service elsewhere does itself. */
  render: (reminder: Reminder) => Promise<string | Uint8Array>
}

export interface PlanVerbs {
  planApproaches(wanted: { query: PendingQuery; days: number }, moment?: Moment): Promise<Plan>
  giveReminder(wanted: ReminderWanted, moment?: Moment): Promise<string | Uint8Array>
  listMeetings(moment?: Moment): Promise<MeetingFields[]>
  planMeeting(meeting: NewMeeting): Promise<number>
  changeMeeting(number: number, change: { change: MeetingChange; why: string }): Promise<unknown>
  cancelMeeting(number: number, why: string): Promise<unknown>
}

export function planVerbsOf(context: Context): PlanVerbs {
  return {
    planApproaches: (wanted, moment) => planApproaches(context, wanted, moment),
    giveReminder: async (wanted, moment) => (await giveReminder(context, wanted, moment)).content,
    listMeetings: async (moment) => (await listMeetings(context, moment)).map(meetingFields),
    planMeeting: (meeting) => planMeeting(context, meeting),
    changeMeeting: (number, change) => changeMeeting(context, number, change),
    cancelMeeting: (number, why) => cancelMeeting(context, number, why),
  }
}
