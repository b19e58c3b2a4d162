import type { Moment } from '../use-cases/context.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { ask, type Service } from './ask.ts'
import type { Names } from './refusal.ts'

/** Every item of a list that comes at once. */
export async function itemsOf<T>(service: Service, path: string): Promise<T[]> {
  return ((await ask(service, { path })) as { items: T[] }).items
}

export function post(service: Service, path: string, { body, names = {} }: { body: object; names?: Names }) {
  return ask(service, { method: 'POST', path, body, names })
}

/** Parameters of an address, without what is left out. */
export function parametersOf(given: Readonly<Record<string, unknown>>, moment?: Moment): URLSearchParams {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(given))
    if (value !== undefined && value !== null) parameters.set(name, String(value))
  if (moment) {
    parameters.set('as-of', moment.asOf.toString())
    parameters.set('known-at', moment.knownAt.toString())
  }
  return parameters
}

/** A query under the names that the API has for it. */
export function queryIn({ isUnread, ...query }: PendingQuery): Record<string, unknown> {
  return { ...query, unread: isUnread ? 'yes' : undefined }
}
