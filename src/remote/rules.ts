import { yearsAsWritten } from '../domain/dates/years.ts'
import type { HolidaysChanged, YearsCovered } from '../use-cases/rules/change-holidays.ts'
import type { CalendarYears, Holiday } from '../use-cases/rules/list-holidays.ts'
import type { Policy } from '../use-cases/rules/policies.ts'
import type { RuleVerbs } from '../use-cases/verbs/rules.ts'
import { ask, type Service } from './ask.ts'
import { itemsOf, parametersOf, post } from './asking.ts'

/** Of a service elsewhere. */
export function ruleVerbsElsewhere(service: Service): RuleVerbs {
  return {
    listPolicies: (moment) => itemsOf<Policy>(service, `/policies?${parametersOf({}, moment)}`),
    showPolicy: async (reference) => (await ask(service, { path: `/policies/${reference}` })) as Policy,
    addPolicy: async (body) => (await post(service, '/policies', { body })) as Policy,
    listCalendars: (knownAt) => itemsOf<CalendarYears>(service, `/holidays?${parametersOf({ 'known-at': knownAt })}`),
    listHolidaysOf: ({ calendar, years }, knownAt) => {
      const asked = parametersOf({ years: years && yearsAsWritten(years), 'known-at': knownAt })
      return itemsOf<Holiday>(service, `/holidays/${calendar}?${asked}`)
    },
    coverYears: async ({ calendar, years }) => {
      const body = { years: yearsAsWritten(years) }
      return (await post(service, `/holidays/${calendar}/years`, { body })) as YearsCovered
    },
    importHolidays: async ({ calendar, years, ...file }) => {
      const body = { ...file, years: years && yearsAsWritten(years) }
      return (await post(service, `/holidays/${calendar}/files`, { body })) as HolidaysChanged
    },
  }
}
