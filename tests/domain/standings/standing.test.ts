import { expect, test } from 'vitest'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { day, entry, inWriting } from '../../support/ledgers/facts.ts'
import { LETTER, PROPOSAL, tookEffectBy } from '../../support/ledgers/golden-facts.ts'

const ask = entry('2003-08-08', 'asks')

// The correspondence that E/CN.4/2005/32, paragraphs 3 and 4, reports.
test.for([
  ['2003-08-08', 'awaiting_reply', 0, 'the day it was sent'],
  ['2003-12-15', 'awaiting_reply', 0, 'four months of silence'],
  ['2003-12-16', 'awaiting_reply', 1, 'a reminder is not an answer'],
  ['2003-12-29', 'awaiting_reply', 1, 'the day before the reply'],
  ['2003-12-30', 'holding', 1, '"transmitted to Pyongyang" is a courtesy'],
  ['2004-12-22', 'holding', 1, 'a year of silence changes nothing'],
] as const)('as of %s the letter of 8 August 2003 is %s after %i reminders: %s', ([asOf, state, reminders]) => {
  expect(deriveStanding(LETTER.filter(tookEffectBy(asOf)))).toMatchObject({ state, reminders, move: 'theirs' })
})

test('the first reply to the letter of 8 August 2003 came after 144 days, 14 after the reminder', () => {
  const { asked, firstReplyOn, lastRemindedOn, lastWord } = deriveStanding(LETTER)
  expect(asked?.on.until(firstReplyOn!).days).toBe(144)
  expect(lastRemindedOn?.until(firstReplyOn!).days).toBe(14)
  expect(lastWord?.on).toEqual(day('2003-12-30'))
})

test('the meeting of 24 August 2004 asks before it answers, in whichever order it is told', () => {
  const expected = { state: 'holding', move: 'theirs', character: 'noted', firstReplyOn: '2004-08-24' }
  expect(inWriting(deriveStanding(PROPOSAL))).toMatchObject(expected)
  expect(inWriting(deriveStanding(PROPOSAL.toReversed()))).toMatchObject(expected)
})

test('a meeting that asks again answers what it asks', () => {
  const [asks, answers] = PROPOSAL
  expect(deriveStanding([...LETTER, answers!, asks!])).toMatchObject({ state: 'holding', character: 'noted' })
})

test('a later meeting that asks again is answered too, in whichever order it is told', () => {
  const answered = [...PROPOSAL, entry('2004-09-01', 'replies', 'declined')]
  const later = [entry('2004-10-01', 'asks'), entry('2004-10-01', 'replies', 'noted')]
  const expected = { state: 'holding', firstReplyOn: '2004-10-01', roundAsked: { on: '2004-10-01' } }
  expect(inWriting(deriveStanding([...answered, ...later]))).toMatchObject(expected)
  expect(inWriting(deriveStanding([...answered, ...later.toReversed()]))).toMatchObject(expected)
})

test('the first reply stays the first, and the last word is the last', () => {
  const again = deriveStanding([...LETTER, entry('2004-02-01', 'replies', 'noted')])
  expect(inWriting(again)).toMatchObject({ firstReplyOn: '2003-12-30', lastWord: { on: '2004-02-01' } })
})

test('as of 23 August 2004 nothing had been proposed', () => {
  expect(deriveStanding(PROPOSAL.filter(tookEffectBy('2004-08-23')))).toMatchObject({ asked: null, move: 'nobody' })
})

test.for(['clarification_requested', 'extension_requested', 'transmitted', 'substantive'] as const)(
  'a reminder changes no state but gives them the move, after %s',
  (character) => {
    const before = [ask, entry('2003-09-01', 'replies', character)]
    expect(deriveStanding([...before, entry('2003-09-02', 'reminds')])).toEqual({
      ...deriveStanding(before),
      move: 'theirs',
      reminders: 1,
      lastRemindedOn: day('2003-09-02'),
    })
  },
)

test('a reply that nobody has read is counted beside the state, and waits for us', () => {
  const unread = entry('2004-01-05', 'replies', 'unread')
  expect(deriveStanding([...LETTER, unread])).toEqual({ ...deriveStanding(LETTER), move: 'ours', unreadReplies: 1 })
  expect(deriveStanding([...LETTER, unread, entry('2004-01-06', 'replies', 'unread')]).unreadReplies).toBe(2)
})

test('reminders are counted, and the first reply stays the first', () => {
  const later = [entry('2004-01-10', 'reminds'), entry('2004-01-20', 'replies', 'acknowledged')]
  expect(inWriting(deriveStanding([...LETTER, ...later]))).toMatchObject({
    reminders: 2,
    lastRemindedOn: '2004-01-10',
    firstReplyOn: '2003-12-30',
    lastWord: { on: '2004-01-20' },
  })
})

test.for(['acknowledged', 'holding', 'awaiting_reply'] as const)('a bounce counts where the ask was %s', (state) => {
  const words = { acknowledged: 'acknowledged', holding: 'noted', awaiting_reply: 'delivered' } as const
  const facts = [ask, entry('2003-08-10', 'replies', words[state])]
  expect(deriveStanding(facts).state).toBe(state)
  expect(deriveStanding([...facts, entry('2003-08-11', 'replies', 'bounced')])).toMatchObject({
    state: 'undelivered',
    move: 'ours',
  })
})

test('a non-responsive reply is followed by whatever comes next', () => {
  const rambled = [ask, entry('2003-09-01', 'replies', 'non_responsive')]
  expect(deriveStanding([...rambled, entry('2003-09-02', 'replies', 'noted')]).state).toBe('holding')
  expect(deriveStanding([...rambled, entry('2003-09-02', 'replies', 'declined')]).state).toBe('declined')
})

test('asking again while it is pending neither forgets the first ask nor starts the clocks anew', () => {
  const again = deriveStanding([...LETTER, entry('2004-03-01', 'asks')])
  expect(again).toMatchObject({ state: 'awaiting_reply', move: 'theirs', character: null, reminders: 1 })
  expect(again.asked?.on).toEqual(day('2003-08-08'))
  expect(again.roundAsked?.on).toEqual(day('2003-08-08'))
  expect(again.firstReplyOn).toEqual(day('2003-12-30'))
})

test.for(['substantive', 'declined'] as const)('asking again after %s reopens and starts the clocks anew', (answer) => {
  const again = deriveStanding([
    entry('2003-08-08', 'asks', { until: '2003-10-01' }),
    entry('2003-09-01', 'reminds'),
    entry('2003-09-05', 'replies', 'clarification_requested'),
    entry('2003-09-08', 'supplies'),
    entry('2003-09-10', 'replies', answer),
    entry('2004-03-01', 'asks'),
  ])
  expect(again).toMatchObject({ state: 'awaiting_reply', move: 'theirs', answeredOn: null, firstReplyOn: null })
  expect(again).toMatchObject({ setDue: null, pauses: [], reminders: 0, lastRemindedOn: null })
  expect(again.asked?.on).toEqual(day('2003-08-08'))
  expect(again.roundAsked?.on).toEqual(day('2004-03-01'))
  expect(again.lastWord?.on).toEqual(day('2003-09-10'))
})
