import {
  coverYears,
  importHolidays,
  type HolidaysChanged,
  type HolidaysInFile,
  type YearsCovered,
} from '../rules/change-holidays.ts'
import type { Context, Moment } from '../context.ts'
import { listCalendars, listHolidaysOf, type CalendarYears, type Holiday } from '../rules/list-holidays.ts'
import { addPolicy, listPolicies, showPolicy, type NewPolicy, type Policy } from '../rules/policies.ts'

export interface RuleVerbs {
  listPolicies(moment?: Moment): Promise<Policy[]>
  showPolicy(reference: string): Promise<Policy>
  addPolicy(policy: NewPolicy): Promise<Policy>
  listCalendars(knownAt?: Temporal.Instant): Promise<CalendarYears[]>
  listHolidaysOf(
    wanted: { calendar: string; years: readonly number[] | null },
    knownAt?: Temporal.Instant,
  ): Promise<Holiday[]>
  coverYears(wanted: { calendar: string; years: readonly number[] }): Promise<YearsCovered>
  importHolidays(file: HolidaysInFile): Promise<HolidaysChanged>
}

export function ruleVerbsOf(context: Context): RuleVerbs {
  return {
    listPolicies: (moment) => listPolicies(context, moment),
    showPolicy: (reference) => showPolicy(context, reference),
    addPolicy: (policy) => addPolicy(context, policy),
    listCalendars: (knownAt) => listCalendars(context, knownAt),
    listHolidaysOf: (wanted, knownAt) => listHolidaysOf(context, wanted, knownAt),
    coverYears: (wanted) => coverYears(context, wanted),
    importHolidays: (file) => importHolidays(context, file),
  }
}
