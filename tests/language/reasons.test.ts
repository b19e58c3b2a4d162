import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { decidingFact } from '../../src/domain/correspondence/deciding-fact.ts'
import { STATES, type Character, type State } from '../../src/domain/correspondence/characters.ts'
import { keep, onDay, type FollowUpOnDay } from '../../src/domain/standings/follow-up.ts'
import { deriveDueDays } from '../../src/domain/standings/clocks.ts'
import type { Fact } from '../../src/domain/correspondence/facts.ts'
import { deriveStanding } from '../../src/domain/standings/standing.ts'
import { catalogueOf } from '../../src/language/catalogue.ts'
import { sentenceAsText } from '../../src/language/story-words.ts'
import { closure, day, entry, followUp } from '../support/ledgers/facts.ts'
import { LETTER, PROPOSAL } from '../support/ledgers/golden-facts.ts'
import { histories } from '../support/drawn/random-facts.ts'

const { standingWithReason } = catalogueOf('en').story

const tell = (facts: readonly Fact[], asOf: string, speaker: string | null = 'Permanent Representative') => {
  const standing = deriveStanding(facts)
  const fact = decidingFact(facts, standing)
  return sentenceAsText(standingWithReason(shown(facts, asOf), fact && { fact, speaker }))
}

const ask = entry('2003-08-08', 'asks')
const reply = (character: Character, until?: string) =>
  entry('2003-12-30', 'replies', character, until ? { until } : {})

test.for([
  [
    'Holding: on 24 August 2004 the Permanent Representative took note; no further word for 8,127 days',
    PROPOSAL,
    '2026-11-24',
  ],
  [
    'Holding: on 30 December 2003 the Permanent Representative said that the matter had been transmitted onward; no further word for 358 days',
    LETTER,
    '2004-12-22',
  ],
  [
    'Awaiting a first reply: asked on 8 August 2003 by the Permanent Representative, reminded once, on 16 December 2003; no word for 134 days',
    LETTER.slice(0, 2),
    '2003-12-20',
  ],
  [
    'Asked again, awaiting a reply: asked on 1 March 2004 by the Permanent Representative; last word on 30 December 2003, 72 days ago',
    [...LETTER, reply('substantive'), entry('2004-03-01', 'asks')],
    '2004-03-11',
  ],
  [
    'Not delivered: what was sent came back on 30 December 2003; no word for 145 days',
    [ask, reply('bounced')],
    '2003-12-31',
  ],
  [
    'Acknowledged only: on 30 December 2003 the Permanent Representative confirmed receipt and said nothing more; no further word for 1 day',
    [ask, reply('acknowledged')],
    '2003-12-31',
  ],
  [
    'Promised: on 30 December 2003 the Permanent Representative promised an answer by 31 January 2004, which has passed; no further word for 33 days',
    [ask, reply('promised', '2004-01-31')],
    '2004-02-01',
  ],
  [
    'With us: on 30 December 2003 the Permanent Representative asked for clarification, and the clock has stood still since 30 December 2003; no further word for 2 days',
    [ask, reply('clarification_requested')],
    '2004-01-01',
  ],
  [
    'Partly answered: on 30 December 2003 the Permanent Representative gave a part of the answer; last word on 10 January 2004, 1 day ago; 1 unread reply',
    [ask, reply('partial'), entry('2004-01-10', 'replies', 'acknowledged'), entry('2004-01-11', 'replies', 'unread')],
    '2004-01-11',
  ],
  [
    'Answered: on 30 December 2003 the Permanent Representative replied in substance',
    [ask, reply('substantive')],
    '2004-06-01',
  ],
  [
    'Declined: on 30 December 2003 the Permanent Representative declined what was asked',
    [ask, reply('declined')],
    '2004-06-01',
  ],
  ['Closed: on 4 May 2004, lapsed, the counterpart having ceased', [...LETTER, closure('2004-05-04')], '2004-06-01'],
  [
    'Holding: some time from 1 September 2003 to 30 September 2003 the Permanent Representative took note; no further word for at least 1 day',
    [ask, entry('2003-09', 'replies', 'noted')],
    '2003-10-01',
  ],
] as const)('%s', ([words, facts, asOf]) => {
  expect(tell(facts, asOf)).toBe(words)
})

test('where nobody recorded who wrote, they did', () => {
  expect(tell(PROPOSAL, '2004-12-22', null)).toBe(
    'Holding: on 24 August 2004 they took note; no further word for 120 days',
  )
})

test.for([
  ['Ministry of Justice', 'the Ministry of Justice took note'],
  ['The Hague Academy', '24 August 2004 The Hague Academy took note'],
  ['Mr. Kim', '24 August 2004 Mr. Kim took note'],
  ['H.E. the Ambassador', '24 August 2004 H.E. the Ambassador took note'],
  ['Министерство юстиции', '24 August 2004 Министерство юстиции took note'],
])('%s takes the article that English gives it', ([speaker, words]) => {
  expect(tell(PROPOSAL, '2004-12-22', speaker)).toContain(words)
})

test('what a person wrote stays apart from our words', () => {
  const fact = decidingFact(PROPOSAL, deriveStanding(PROPOSAL))!
  const sentence = standingWithReason(shown(PROPOSAL, '2004-12-22'), { fact, speaker: '<b>' })
  expect(sentence).toContainEqual({ said: '<b>' })
})

test('every state has a sentence, even where nothing is known of its reason', () => {
  const sentences = STATES.map((state) => sentenceAsText(standingWithReason(followUp('A-1', state), null)))
  expect(new Set(sentences).size).toBe(STATES.length)
  expect(sentences.filter((sentence) => /undefined|null/.test(sentence))).toEqual([])
})

test('whatever was recorded, the sentence begins with the state and rests on a fact of the record', () => {
  const heads: Partial<Record<State, string>> = { holding: 'Holding', with_us: 'With us', closed: 'Closed' }
  fc.assert(
    fc.property(histories, (facts) => {
      const standing = deriveStanding(facts)
      const told = tell(facts, '2005-01-31')
      expect(decidingFact(facts, standing)).not.toBeNull()
      expect(told).not.toMatch(/undefined|null|NaN/)
      expect(told.startsWith(heads[standing.state] ?? '')).toBe(true)
    }),
  )
})

function shown(facts: readonly Fact[], asOf: string): FollowUpOnDay {
  const standing = deriveStanding(facts)
  const heading = followUp('PRK-TC-1', 'holding')
  return onDay(day(asOf), heading, keep(standing, deriveDueDays(standing, null, null)))
}
