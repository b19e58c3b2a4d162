import { expect, test } from 'vitest'
import type { DigestList } from '../../src/domain/digests/digest.ts'
import { readQuery } from '../../src/http/read-query.ts'
import { linksTo } from '../../src/mail/digest/links.ts'
import { day } from '../support/ledgers/facts.ts'

const asOf = day('2026-11-24')
const baseUrl = 'https://relance.example.org'
const query = {
  counterpart: 'PRK-GVA',
  dossier: 'PRK-TC',
  owner: 'a+b@example.org',
  desk: 'TC',
  state: 'holding',
  move: 'theirs',
  isUnread: true,
  search: 'a & b=c #1',
} as const

test.for<[string, DigestList]>([
  ['/', { kind: 'pending', query: { isUnread: false }, asOf }],
  ['/?bracket=overdue', { kind: 'pending', query: {}, asOf, bracket: 'overdue' }],
  ['/?bracket=due_soon', { kind: 'pending', query: { bracket: 'overdue' }, asOf, bracket: 'due_soon' }],
  ['/subscriptions/1/digests/41#answered', { kind: 'change', subscription: 1, number: 41, change: 'answered' }],
  ['/subscriptions/1/digests/40', { kind: 'issue', subscription: 1, number: 40 }],
  ['/dossiers/PRK-TC', { kind: 'dossier', reference: 'PRK-TC' }],
  ['/duties/3', { kind: 'duty', number: 3 }],
  ['/follow-ups/PRK-TC-2', { kind: 'follow_up', reference: 'PRK-TC-2' }],
])('%s', ([path, list]) => {
  expect(linksTo({ baseUrl, isIssued: true })(list)).toEqual({ url: `${baseUrl}${path}` })
})

test('the board reads of a link exactly the query of the subscription', () => {
  const { url } = linksTo({ baseUrl, isIssued: true })({ kind: 'pending', query, asOf, bracket: 'overdue' })
  expect(readQuery(new URL(url).searchParams)).toEqual({ ...query, bracket: 'overdue' })
})

test('a replay leads into the replay, and what has no number yet to all that have', () => {
  const moment = { asOf: day('2004-12-22'), knownAt: Temporal.Instant.from('2026-11-24T08:00:00Z') }
  const links = linksTo({ baseUrl, isIssued: false, moment })
  const { url } = links({ kind: 'pending', query: {}, asOf, bracket: 'overdue' })
  expect(url).toBe(`${baseUrl}/?bracket=overdue&as-of=2004-12-22&known-at=2026-11-24T08%3A00%3A00Z`)
  expect(links({ kind: 'change', subscription: 1, number: 41, change: 'answered' })).toEqual({
    url: `${baseUrl}/subscriptions/1/digests`,
  })
})
