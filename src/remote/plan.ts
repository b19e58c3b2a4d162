import { Problem } from '../domain/problem.ts'
import type { PlanFields } from '../use-cases/plan/plan-fields.ts'
import type { MeetingFields, PlanVerbs, ReminderWanted } from '../use-cases/verbs/plan.ts'
import type { Moment } from '../use-cases/context.ts'
import { ask, askFile, type Service } from './ask.ts'
import { itemsOf, parametersOf, post, queryIn } from './asking.ts'
import { planFrom } from './plan-from.ts'

const NAMES = { heldOn: 'held-on' }

/** Of a service elsewhere. */
export function planVerbsElsewhere(service: Service): PlanVerbs {
  return {
    planApproaches: async ({ query, days }, moment) => {
      const path = `/plan?${parametersOf({ ...queryIn(query), days }, moment)}`
      return planFrom((await ask(service, { path })) as PlanFields)
    },
    giveReminder: (wanted, moment) => giveReminder(service, wanted, moment),
    listMeetings: (moment) => itemsOf<MeetingFields>(service, `/planned-meetings?${parametersOf({}, moment)}`),
    planMeeting: async (meeting) =>
      ((await post(service, '/planned-meetings', { body: meeting, names: NAMES })) as MeetingFields).number,
    changeMeeting: (number, { change, why }) =>
      ask(service, { method: 'PATCH', path: `/planned-meetings/${number}`, body: { ...change, why }, names: NAMES }),
    cancelMeeting: (number, why) =>
      ask(service, { method: 'DELETE', path: `/planned-meetings/${number}`, body: { why } }),
  }
}

/** A reference that reads as a follow-up's may be an office's. */
async function giveReminder(service: Service, { of, days, format }: ReminderWanted, moment?: Moment) {
  const wanted = parametersOf({ days, format }, moment)
  try {
    if (/-[1-9]\d{0,5}$/.test(of)) return await askFile(service, `/follow-ups/${of}/reminder?${wanted}`)
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'not_found')) throw error
  }
  return askFile(service, `/counterparts/${of}/reminder?${wanted}`)
}
