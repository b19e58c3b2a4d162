import { expect, test } from 'vitest'
import { type Character, CHARACTER_NAMES, PENDING_STATES } from '../../../src/domain/correspondence/characters.ts'
import { deriveDueDays } from '../../../src/domain/standings/clocks.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { entry } from '../../support/ledgers/facts.ts'

const sixtyDays = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } } as const

// The table of the design, written out again: character, state, whose move, first reply, answer clock.
const TABLE = [
  ['bounced', 'undelivered', 'ours', 'is owed', 'runs'],
  ['delivered', 'awaiting_reply', 'theirs', 'is owed', 'runs'],
  ['auto_reply', 'awaiting_reply', 'theirs', 'is owed', 'runs'],
  ['unread', 'awaiting_reply', 'ours', 'is owed', 'runs'],
  ['awaiting_translation', 'with_us', 'ours', 'came', 'pauses'],
  ['acknowledged', 'acknowledged', 'theirs', 'came', 'runs'],
  ['transmitted', 'holding', 'theirs', 'came', 'runs'],
  ['noted', 'holding', 'theirs', 'came', 'runs'],
  ['promised', 'promised', 'theirs', 'came', 'is re-dated'],
  ['extension_requested', 'with_us', 'ours', 'came', 'runs'],
  ['clarification_requested', 'with_us', 'ours', 'came', 'pauses'],
  ['redirected', 'with_us', 'ours', 'came', 'runs'],
  ['partial', 'partial', 'theirs', 'came', 'runs'],
  ['non_responsive', 'with_us', 'ours', 'came', 'runs'],
  ['substantive', 'answered', 'ours', 'came', 'stops'],
  ['accepted', 'answered', 'theirs', 'came', 'stops'],
  ['declined', 'declined', 'ours', 'came', 'stops'],
  ['disputed', 'answered', 'ours', 'came', 'stops'],
] as const

const CLOCKS = {
  runs: { due: '2003-10-07', pausedOn: undefined, answeredOn: undefined },
  pauses: { due: '2003-10-07', pausedOn: '2003-08-20', answeredOn: undefined },
  'is re-dated': { due: '2003-12-01', pausedOn: undefined, answeredOn: undefined },
  stops: { due: '2003-10-07', pausedOn: undefined, answeredOn: '2003-08-20' },
} as const

test.for(TABLE)('an ask replied to as %s is %s, the move is %s, a first reply %s, the answer clock %s', (row) => {
  const [character, state, move, firstReply, clock] = row
  const standing = deriveStanding([
    entry('2003-08-08', 'asks'),
    entry('2003-08-20', 'replies', character, { until: '2003-12-01' }),
  ])
  const { answerDueOn, pausedOn } = deriveDueDays(standing, sixtyDays, null)
  expect(standing).toMatchObject({ state, move })
  expect(standing.firstReplyOn?.toString()).toBe(firstReply === 'came' ? '2003-08-20' : undefined)
  expect({
    due: answerDueOn?.toString(),
    pausedOn: pausedOn?.toString(),
    answeredOn: standing.answeredOn?.toString(),
  }).toEqual(CLOCKS[clock])
})

test('the table names every character there is', () => {
  expect(TABLE.map(([character]) => character).toSorted()).toEqual(CHARACTER_NAMES.toSorted())
})

test('every state is pending but answered, declined and closed', () => {
  expect(PENDING_STATES).toEqual([
    'awaiting_reply',
    'undelivered',
    'acknowledged',
    'holding',
    'promised',
    'with_us',
    'partial',
  ])
})

const wordOn = (character: Character) =>
  deriveStanding([entry('2003-08-08', 'asks'), entry('2003-08-20', 'replies', character)]).lastWord

test.for(['delivered', 'auto_reply'] as const)('%s leaves the state and the move where they were', (character) => {
  const before = [entry('2003-08-08', 'asks'), entry('2003-08-20', 'replies', 'clarification_requested')]
  expect(deriveStanding([...before, entry('2003-08-21', 'replies', character)])).toEqual(deriveStanding(before))
})

test('the last word is never a receipt, a machine, a bounce or an unread reply', () => {
  const silent = CHARACTER_NAMES.filter((character) => wordOn(character) === null)
  expect(silent).toEqual(['bounced', 'delivered', 'auto_reply', 'unread'])
})
