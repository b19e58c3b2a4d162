import { expect, test } from 'vitest'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { measureRound, type Clock } from '../../../src/domain/standings/response-times.ts'
import { deriveRounds } from '../../../src/domain/correspondence/rounds.ts'
import { closure, day, entry } from '../../support/ledgers/facts.ts'

const SHOWN = '2004-12-22'

/** Each round in writing: `144` ended after so many days, `144+` still open, or why it cannot be measured. */
function told(clock: Clock, facts: readonly Fact[]): string[] {
  return deriveRounds(facts).map((round) => {
    const measured = measureRound(round, clock, day(SHOWN))
    return typeof measured === 'string' ? measured : `${measured.days}${measured.isEnded ? '' : '+'}`
  })
}

const ASKED = entry('2003-08-08', 'asks')

test.for<[string, Fact[], string[], string[]]>([
  ['nothing came back', [], ['502+'], ['502+']],
  [
    'a courtesy answers nothing',
    [entry('2003-12-16', 'reminds'), entry('2003-12-30', 'replies', 'transmitted')],
    ['144'],
    ['502+'],
  ],
  ['receipts and machines are no reply', [entry('2003-08-09', 'replies', 'auto_reply')], ['502+'], ['502+']],
  ['what nobody has read is no reply yet', [entry('2003-08-20', 'replies', 'unread')], ['502+'], ['502+']],
  ['a refusal is an answer', [entry('2003-08-18', 'replies', 'declined')], ['10'], ['10']],
  ['an answer on the day itself', [entry('2003-08-08', 'replies', 'accepted')], ['0'], ['0']],
  [
    'more was said after the answer',
    [entry('2003-09-07', 'replies', 'substantive'), entry('2004-06-01', 'replies', 'substantive')],
    ['30'],
    ['30'],
  ],
  [
    'an answer turned out to be a part of one',
    [entry('2003-09-07', 'replies', 'substantive'), entry('2003-10-07', 'replies', 'partial')],
    ['30'],
    ['502+'],
  ],
  [
    'a question came after the answer, and we met it',
    [
      entry('2003-09-07', 'replies', 'accepted'),
      entry('2003-10-07', 'replies', 'clarification_requested'),
      entry('2003-11-07', 'supplies'),
    ],
    ['30'],
    ['30'],
  ],
  ['closed without a reply', [closure('2003-11-16')], ['100+'], ['100+']],
  ['closed without an answer', [entry('2003-09-07', 'replies', 'noted'), closure('2003-11-16')], ['30'], ['100+']],
  [
    'closed, and then answered all the same',
    [closure('2003-11-16'), entry('2003-11-26', 'replies', 'substantive')],
    ['110'],
    ['110'],
  ],
  [
    'answered and closed as satisfied',
    [entry('2003-09-07', 'replies', 'substantive'), closure('2003-11-16', { reason: 'satisfied' })],
    ['30'],
    ['30'],
  ],
  [
    'asked again after the answer: each time has its own clocks',
    [entry('2003-09-07', 'replies', 'substantive'), entry('2004-12-12', 'asks')],
    ['30', '10+'],
    ['30', '10+'],
  ],
  [
    'asked again after it was closed',
    [closure('2003-11-16'), entry('2004-12-12', 'asks'), entry('2004-12-13', 'replies', 'noted')],
    ['100+', '1'],
    ['100+', '10+'],
  ],
  ['asked again while it was pending is a reminder', [entry('2004-12-12', 'asks')], ['502+'], ['502+']],
  ['a reply of some day in a month', [entry('2003-10', 'replies', 'substantive')], ['reply'], ['reply']],
  ['a reply of no known day', [entry(null, 'replies', 'noted')], ['reply'], ['502+']],
])('%s', ([, facts, firstReply, answer]) => {
  expect(told('first-reply', [ASKED, ...facts])).toEqual(firstReply)
  expect(told('answer', [ASKED, ...facts])).toEqual(answer)
})

test.for(['2003-08', '../2003-08-08', null])('what was asked on %s cannot be measured', (on) => {
  expect(told('answer', [entry(on, 'asks'), entry('2005-06-01', 'replies', 'substantive')])).toEqual(['ask'])
})

test('before anything was asked there is no round', () => {
  expect(deriveRounds([entry('2003-08-08', 'replies', 'noted')])).toEqual([])
})
