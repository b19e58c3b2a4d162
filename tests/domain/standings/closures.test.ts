import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHARACTER_NAMES, CHARACTERS } from '../../../src/domain/correspondence/characters.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { closure, day, entry, inWriting } from '../../support/ledgers/facts.ts'
import { LETTER } from '../../support/ledgers/golden-facts.ts'
import { histories } from '../../support/drawn/random-facts.ts'

const closed = [...LETTER, closure('2004-01-05')]

test('a closure leaves nobody to move, and remembers what stood before', () => {
  expect(inWriting(deriveStanding(closed))).toMatchObject({
    state: 'closed',
    move: 'nobody',
    closedOn: '2004-01-05',
    firstReplyOn: '2003-12-30',
    beforeClosure: inWriting(deriveStanding(LETTER)),
  })
})

test('what took effect before the closure leaves it closed, however late it is recorded', () => {
  const late = entry('2004-01-02', 'replies', 'substantive', { place: 9 })
  expect(inWriting(deriveStanding([...closed, late]))).toMatchObject({ state: 'closed', closedOn: '2004-01-05' })
})

test.for([
  ['substantive', 'answered', 'ours'],
  ['noted', 'holding', 'theirs'],
  ['clarification_requested', 'with_us', 'ours'],
  ['partial', 'partial', 'theirs'],
] as const)('a reply that is %s after the closure reopens it as %s', ([character, state, move]) => {
  const reopened = deriveStanding([...closed, entry('2004-02-01', 'replies', character)])
  expect(reopened).toMatchObject({ state, move, closedOn: null, beforeClosure: null })
  expect(reopened.lastWord?.on).toEqual(day('2004-02-01'))
})

test('a courtesy after the closure of an answered ask returns it to answered', () => {
  const answered = [...LETTER, entry('2004-01-02', 'replies', 'declined')]
  const thanked = deriveStanding([...answered, closure('2004-01-05'), entry('2004-02-01', 'replies', 'noted')])
  expect(inWriting(thanked)).toMatchObject({ state: 'declined', answeredOn: '2004-01-02', closedOn: null })
})

test('a closed ask that is put again starts anew', () => {
  const again = deriveStanding([...closed, entry('2004-02-01', 'asks')])
  expect(again).toMatchObject({ state: 'awaiting_reply', move: 'theirs', closedOn: null, beforeClosure: null })
  expect(inWriting(again)).toMatchObject({ firstReplyOn: null, reminders: 0, roundAsked: { on: '2004-02-01' } })
})

test.for(['delivered', 'auto_reply'] as const)('%s after the closure changes nothing', (character) => {
  expect(deriveStanding([...closed, entry('2004-02-01', 'replies', character)])).toEqual(deriveStanding(closed))
})

test('an unread reply leaves it closed, is counted, and stays counted when a later one reopens it', () => {
  const unread = [...closed, entry('2004-02-01', 'replies', 'unread')]
  expect(deriveStanding(unread)).toMatchObject({ state: 'closed', move: 'ours', unreadReplies: 1 })
  expect(deriveStanding([...unread, entry('2004-02-02', 'replies', 'noted')])).toMatchObject({
    state: 'holding',
    unreadReplies: 1,
  })
})

test.for(['reminds', 'supplies', 'grants'] as const)(
  'an entry that %s leaves it closed, and nobody to move',
  (bearing) => {
    expect(inWriting(deriveStanding([...closed, entry('2004-02-01', bearing)]))).toMatchObject({
      state: 'closed',
      move: 'nobody',
      closedOn: '2004-01-05',
    })
  },
)

test('time granted after the closure does not reopen an ask that was closed while they wanted more of it', () => {
  const wanted = [...LETTER, entry('2004-01-02', 'replies', 'extension_requested'), closure('2004-01-05')]
  const granted = deriveStanding([...wanted, entry('2004-02-01', 'grants', { until: '2004-06-01' })])
  expect(inWriting(granted)).toMatchObject({ state: 'closed', move: 'nobody', closedOn: '2004-01-05' })
})

test('a second closure changes nothing', () => {
  expect(deriveStanding([...closed, closure('2004-02-01', { reason: 'withdrawn' })])).toEqual(deriveStanding(closed))
})

test('a reminder while it was closed is still counted once a reply reopens it', () => {
  const reopened = [...closed, entry('2004-02-01', 'reminds'), entry('2004-03-01', 'replies', 'noted')]
  expect(inWriting(deriveStanding(reopened))).toMatchObject({
    state: 'holding',
    reminders: 2,
    lastRemindedOn: '2004-02-01',
  })
})

test('what they needed and got while it was closed is not wanted again once a courtesy reopens it', () => {
  const wanted = [...LETTER, entry('2004-01-02', 'replies', 'clarification_requested'), closure('2004-01-05')]
  const thanked = [...wanted, entry('2004-02-01', 'supplies'), entry('2004-03-01', 'replies', 'noted')]
  expect(deriveStanding(thanked)).toMatchObject({ state: 'holding', move: 'theirs' })
})

test('time granted while it was closed holds once a reply reopens it', () => {
  const granted = [...closed, entry('2004-02-01', 'grants', { until: '2004-06-01' })]
  expect(inWriting(deriveStanding([...granted, entry('2004-03-01', 'replies', 'noted')]))).toMatchObject({
    state: 'holding',
    setDue: { on: '2004-06-01', by: 'grant' },
  })
})

const heard = fc.constantFrom(...CHARACTER_NAMES.filter((name) => CHARACTERS[name].state !== null))

test('once a reply reopens an ask, it stands as if it had never been closed', () => {
  fc.assert(
    fc.property(histories, heard, ([ask, ...facts], character) => {
      // Asking again starts anew where it was closed, and goes on where it was not.
      const others = facts.filter(({ bearing }) => bearing !== 'asks')
      const open = others.filter(({ bearing }) => bearing !== 'closes')
      const reply = entry('2006-12-01', 'replies', character, { place: 99 })
      const [ever, never] = [others, open].map((told) => inWriting(deriveStanding([ask!, ...told, reply])))
      expect(ever).toEqual(never)
    }),
    { numRuns: 1000 },
  )
})
