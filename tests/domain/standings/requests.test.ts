import { expect, test } from 'vitest'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { day, entry, inWriting } from '../../support/ledgers/facts.ts'

const ask = entry('2003-08-08', 'asks')

const STOOD_BEFORE = [
  ['auto_reply', 'awaiting_reply', null],
  ['acknowledged', 'acknowledged', 'acknowledged'],
  ['noted', 'holding', 'noted'],
  ['partial', 'partial', 'partial'],
  ['promised', 'promised', 'promised'],
] as const

test.for(STOOD_BEFORE)('supplying what they needed resumes what %s had left', ([before, state, character]) => {
  const standing = deriveStanding([
    ask,
    entry('2003-08-20', 'replies', before),
    entry('2003-09-01', 'replies', 'clarification_requested'),
    entry('2003-09-11', 'supplies'),
  ])
  expect(standing).toMatchObject({ state, character, move: 'theirs', resumes: null })
  expect(standing.pauses).toEqual([{ from: day('2003-09-01'), until: day('2003-09-11') }])
})

test.for(STOOD_BEFORE)('granting more time re-dates, and resumes what %s had left', ([before, state, character]) => {
  const standing = deriveStanding([
    ask,
    entry('2003-08-20', 'replies', before),
    entry('2003-09-01', 'replies', 'extension_requested'),
    entry('2003-09-11', 'grants', { until: '2004-01-15' }),
  ])
  expect(standing).toMatchObject({ state, character, move: 'theirs', resumes: null })
  expect(standing.setDue).toEqual({ on: day('2004-01-15'), by: 'grant', since: day('2003-09-11') })
})

test('time that was asked for and not granted re-dates nothing', () => {
  const standing = deriveStanding([ask, entry('2003-09-01', 'replies', 'extension_requested', { until: '2004-01-15' })])
  expect(standing).toMatchObject({ state: 'with_us', move: 'ours', setDue: null })
})

test('time that was granted unasked re-dates and changes no state', () => {
  const standing = deriveStanding([
    ask,
    entry('2003-08-20', 'replies', 'noted'),
    entry('2003-08-21', 'replies', 'unread'),
    entry('2003-09-01', 'grants', { until: '2004-01-15' }),
  ])
  expect(inWriting(standing)).toMatchObject({
    state: 'holding',
    move: 'theirs',
    setDue: { on: '2004-01-15', by: 'grant' },
  })
})

test('time granted unasked leaves them the move, even where a reply waits to be read', () => {
  const unread = [ask, entry('2003-08-20', 'replies', 'noted'), entry('2003-08-21', 'replies', 'unread')]
  expect(deriveStanding(unread).move).toBe('ours')
  const granted = deriveStanding([...unread, entry('2003-09-01', 'grants', { until: '2004-01-15' })])
  expect(granted).toMatchObject({ state: 'holding', move: 'theirs', unreadReplies: 1 })
})

test('asking again while they need something from us lets the clock run again', () => {
  const wanted = [ask, entry('2003-09-01', 'replies', 'clarification_requested'), entry('2003-09-11', 'asks')]
  expect(deriveStanding(wanted)).toMatchObject({
    state: 'awaiting_reply',
    move: 'theirs',
    pauses: [{ from: day('2003-09-01'), until: day('2003-09-11') }],
    resumes: null,
  })
})

test('two requests, each met, pause twice', () => {
  const standing = deriveStanding([
    ask,
    entry('2003-09-01', 'replies', 'clarification_requested'),
    entry('2003-09-05', 'supplies'),
    entry('2003-09-10', 'replies', 'clarification_requested'),
    entry('2003-09-11', 'supplies'),
  ])
  expect(standing.pauses).toEqual([
    { from: day('2003-09-01'), until: day('2003-09-05') },
    { from: day('2003-09-10'), until: day('2003-09-11') },
  ])
})

test('two requests in a row pause once, from the first', () => {
  const standing = deriveStanding([
    ask,
    entry('2003-09-01', 'replies', 'awaiting_translation'),
    entry('2003-09-05', 'replies', 'clarification_requested'),
  ])
  expect(standing.pauses).toEqual([{ from: day('2003-09-01'), until: null }])
  expect(standing.resumes).toMatchObject({ state: 'awaiting_reply', character: null })
})

test.for(['substantive', 'promised', 'redirected'] as const)(
  '%s ends a pause, for they need us no more',
  (character) => {
    const standing = deriveStanding([
      ask,
      entry('2003-09-01', 'replies', 'clarification_requested'),
      entry('2003-09-05', 'replies', character),
    ])
    expect(standing.pauses).toEqual([{ from: day('2003-09-01'), until: day('2003-09-05') }])
  },
)

test('supplying what nobody asked for gives them the move and changes no state', () => {
  const holding = [ask, entry('2003-09-01', 'replies', 'noted'), entry('2003-09-05', 'replies', 'unread')]
  expect(deriveStanding([...holding, entry('2003-09-11', 'supplies')])).toEqual({
    ...deriveStanding(holding),
    move: 'theirs',
  })
})

test.for([
  ['substantive', 'answered'],
  ['declined', 'declined'],
] as const)('what they needed after %s leaves it %s on the day it was, once supplied', ([answer, state]) => {
  const standing = deriveStanding([
    ask,
    entry('2003-09-01', 'replies', answer),
    entry('2003-09-05', 'replies', 'clarification_requested'),
    entry('2003-09-11', 'supplies'),
  ])
  expect(inWriting(standing)).toMatchObject({ state, character: answer, answeredOn: '2003-09-01' })
})
