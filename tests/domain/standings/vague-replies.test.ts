import { expect, test } from 'vitest'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, day, effect, entry, inWriting } from '../../support/ledgers/facts.ts'

// Told first, as a reply that came in before its ask was entered here.
const ask = entry('2003-08-08', 'asks', { place: 2 })

test.for([
  ['2003-08', '2003-08-31'],
  ['2003', '2003-12-31'],
  ['2003-08-01/2003-08-08', '2003-08-08'],
  ['2003/..', '2005-01-31'],
] as const)(
  'a reply of %s bears on the ask of 8 August 2003: its earliest day is that of the ask',
  ([dated, latestOn]) => {
    const standing = deriveStanding([entry(dated, 'replies', 'substantive', { place: 1 }), ask])
    const lastWord = { on: '2003-08-08', latestOn, dating: 'vague' }
    expect(inWriting(standing)).toMatchObject({ state: 'answered', answeredOn: '2003-08-08', lastWord })
  },
)

test('vague replies of one month keep their order after the ask', () => {
  const noted = entry('2003-08', 'replies', 'noted', { place: 4 })
  const acknowledged = entry('2003-08', 'replies', 'acknowledged', { place: 4 })
  expect(deriveStanding([ask, { ...noted, place: 3 }, acknowledged]).state).toBe('acknowledged')
  expect(deriveStanding([ask, noted, { ...acknowledged, place: 3 }]).state).toBe('holding')
})

test('a reply of the day of the ask comes after it, whatever order is told', () => {
  const reply = entry('2003-08-08', 'replies', 'noted', { place: 1, order: -1 })
  expect(deriveStanding([reply, ask])).toMatchObject({ state: 'holding', firstReplyOn: day('2003-08-08') })
})

test.for(['2003-07', '2003-08-07', '../2003-08-01'])(
  'what came before the ask, as of %s, is no reply to it',
  (dated) => {
    const standing = deriveStanding([entry(dated, 'replies', 'substantive', { place: 1 }), ask])
    expect(standing).toMatchObject({ state: 'awaiting_reply', move: 'theirs', answeredOn: null, firstReplyOn: null })
    expect(standing.lastWord).toEqual(effect(dated))
  },
)

test('a vague reply and an undated one leave a closed ask closed only where they took effect before', () => {
  const closed = [ask, closure('2003-09-15', { place: 3 })]
  const vague = entry('2003-09', 'replies', 'noted', { place: 4 })
  const undated = entry(null, 'replies', 'noted', { place: 5 })
  expect(deriveStanding([...closed, vague]).state).toBe('closed')
  expect(deriveStanding([...closed, undated])).toMatchObject({ state: 'holding', lastWord: { dating: 'unknown' } })
})
