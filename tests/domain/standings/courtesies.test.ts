import { expect, test } from 'vitest'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { day, entry, inWriting } from '../../support/ledgers/facts.ts'

const COURTESIES = ['acknowledged', 'transmitted', 'noted', 'bounced', 'delivered', 'auto_reply'] as const

// Each of these says more than a courtesy that comes after it.
const WORDS = [
  ['substantive', 'answered'],
  ['accepted', 'answered'],
  ['disputed', 'answered'],
  ['declined', 'declined'],
  ['partial', 'partial'],
  ['promised', 'promised'],
  ['clarification_requested', 'with_us'],
  ['awaiting_translation', 'with_us'],
  ['extension_requested', 'with_us'],
] as const

const PAIRS = WORDS.flatMap(([word, state]) => COURTESIES.map((courtesy) => [courtesy, word, state] as const))

test.for(PAIRS)('%s after %s leaves the ask %s', ([courtesy, word, state]) => {
  const before = [
    entry('2003-08-08', 'asks'),
    entry('2003-09-01', 'replies', word, { until: '2003-12-01' }),
    entry('2003-09-02', 'reminds'),
  ]
  const { state: stood, character, answeredOn, pauses } = deriveStanding(before)
  const stands = deriveStanding([...before, entry('2003-09-05', 'replies', courtesy)])
  expect(stood).toBe(state)
  expect(inWriting(stands)).toMatchObject(inWriting({ state, character, answeredOn, pauses }))
})

test('a courtesy after an answer leaves the move where the reminder put it', () => {
  const reminded = [
    entry('2003-08-08', 'asks'),
    entry('2003-09-01', 'replies', 'substantive'),
    entry('2003-09-02', 'reminds'),
  ]
  const thanked = deriveStanding([...reminded, entry('2003-09-05', 'replies', 'acknowledged')])
  expect(thanked.move).toBe('theirs')
})

test('a courtesy after an answer is their last word all the same', () => {
  const answered = [entry('2003-08-08', 'asks'), entry('2003-09-01', 'replies', 'substantive')]
  const thanked = deriveStanding([...answered, entry('2003-09-05', 'replies', 'acknowledged')])
  expect(thanked.lastWord?.on).toEqual(day('2003-09-05'))
  expect(thanked.answeredOn).toEqual(day('2003-09-01'))
})

test.for([
  ['clarification_requested', 'supplies'],
  ['awaiting_translation', 'supplies'],
  ['extension_requested', 'grants'],
] as const)('once %s is met by one who %s, a courtesy counts again', ([request, met]) => {
  const facts = [
    entry('2003-08-08', 'asks'),
    entry('2003-09-01', 'replies', request),
    entry('2003-09-02', met),
    entry('2003-09-05', 'replies', 'noted'),
  ]
  expect(deriveStanding(facts)).toMatchObject({ state: 'holding', move: 'theirs', character: 'noted' })
})

test.for([
  ['acknowledged', 'noted', 'holding'],
  ['noted', 'acknowledged', 'acknowledged'],
  ['redirected', 'noted', 'holding'],
  ['bounced', 'delivered', 'undelivered'],
  ['bounced', 'acknowledged', 'acknowledged'],
] as const)('after %s, %s leaves the ask %s', ([first, then, state]) => {
  const facts = [
    entry('2003-08-08', 'asks'),
    entry('2003-09-01', 'replies', first),
    entry('2003-09-05', 'replies', then),
  ]
  expect(deriveStanding(facts).state).toBe(state)
})

test.for([
  ['substantive', 'declined', 'declined'],
  ['declined', 'accepted', 'answered'],
  ['partial', 'substantive', 'answered'],
  ['promised', 'disputed', 'answered'],
] as const)('after %s, %s is the later word and leaves it %s since that day', ([first, then, state]) => {
  const facts = [
    entry('2003-08-08', 'asks'),
    entry('2003-09-01', 'replies', first, { until: '2003-12-01' }),
    entry('2003-09-05', 'replies', then),
  ]
  expect(inWriting(deriveStanding(facts))).toMatchObject({ state, character: then, answeredOn: '2003-09-05' })
})
