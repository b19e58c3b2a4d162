import type { DigestList } from '../../domain/digests/digest.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'

interface Desk {
  /** The origin of the web desk. */
  baseUrl: string
  /** Of an issue that has its number: what came and went is told on its page. */
  isIssued: boolean
  /** Of a replay, whose numbers count another day. */
  moment?: { asOf: Temporal.PlainDate; knownAt: Temporal.Instant } | undefined
}

/** For readers of mails: the page of the web desk that a reference or a number leads to. */
export function linksTo({ baseUrl, isIssued, moment }: Desk): (list: DigestList) => { url: string } {
  const replay: [string, string][] = moment
    ? [
        ['as-of', moment.asOf.toString()],
        ['known-at', moment.knownAt.toString()],
      ]
    : []
  const url = (path: string, parameters: readonly [string, string][] = []) => {
    const all = [...parameters, ...replay]
    return { url: `${baseUrl}${path}${all.length > 0 ? `?${new URLSearchParams(all).toString()}` : ''}` }
  }
  return (list) => {
    switch (list.kind) {
      case 'pending':
        return url('/', parametersOf({ ...list.query, ...(list.bracket && { bracket: list.bracket }) }))
      case 'change':
        return isIssued
          ? { url: `${baseUrl}${issuePath(list)}#${list.change}` }
          : { url: `${baseUrl}/subscriptions/${list.subscription}/digests` }
      case 'issue':
        return { url: `${baseUrl}${issuePath(list)}` }
      case 'dossier':
        return url(`/dossiers/${encodeURIComponent(list.reference)}`)
      case 'duty':
        return url(`/duties/${list.number}`)
      case 'follow_up':
        return url(`/follow-ups/${encodeURIComponent(list.reference)}`)
    }
  }
}

function issuePath({ subscription, number }: { subscription: number; number: number }): string {
  return `/subscriptions/${subscription}/digests/${number}`
}

/** As the board reads them. */
function parametersOf({ isUnread, ...named }: PendingQuery): [string, string][] {
  const given = Object.entries(named).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  )
  return isUnread ? [...given, ['unread', 'yes']] : given
}
