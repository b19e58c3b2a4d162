import type { PointOnDay } from '../use-cases/silence/list-receiving-points.ts'
import type { AttestedFields, PointStoryFields } from '../use-cases/silence/point-fields.ts'
import type { PointVerbs } from '../use-cases/verbs/points.ts'
import { ask, type Service } from './ask.ts'
import { itemsOf, parametersOf, post } from './asking.ts'

/** Of a service elsewhere. */
export function pointVerbsElsewhere(service: Service, desk: string | null): PointVerbs {
  return {
    ownDesk: () => Promise.resolve(desk),
    listReceivingPoints: (of, moment) =>
      itemsOf<PointOnDay>(service, `/receiving-points?${parametersOf({ desk: of }, moment)}`),
    showReceivingPoint: async (reference, moment) =>
      (await ask(service, { path: `/receiving-points/${reference}?${parametersOf({}, moment)}` })) as PointStoryFields,
    declareReceivingPoint: (declared) =>
      post(service, '/receiving-points', { body: declared, names: { sinceOn: 'since' } }),
    attestReading: async (told) =>
      ((await post(service, '/attestations', { body: told })) as { items: AttestedFields[] }).items,
    withdrawAttestation: ({ point, number, why }) => {
      const path = `/receiving-points/${point}/attestations/${number}`
      return ask(service, { method: 'DELETE', path, body: { why } })
    },
    retireReceivingPoint: ({ point, ...retirement }) =>
      post(service, `/receiving-points/${point}/retirement`, { body: retirement, names: { retiredOn: 'on' } }),
  }
}
