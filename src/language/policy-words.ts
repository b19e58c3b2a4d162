import type { EndRule, PeriodUnit } from '../domain/standings/due-day.ts'

/** How a policy is told. */
export interface PolicyWords {
  /** In full, a sentence or two each. */
  told(policy: PolicyTold): string[]
  /** `2 calendar months`; a dash where none is expected. */
  within(policy: Pick<PolicyTold, 'unit' | 'endRule'>, length: number | null): string
}

export interface PolicyTold {
  reference: string
  name: string
  desk: string
  unit: PeriodUnit
  firstReplyWithin: number | null
  answerWithin: number | null
  endRule: EndRule
  calendarOf: 'office' | 'counterpart'
  holidayCalendar: string | null
  weekend: number[]
  remindEveryDays: number | null
  quietDays: number
  escalateAfterReminders: number | null
  sinceOn: Temporal.PlainDate | null
}
