import * as fc from 'fast-check'
import { CHARACTER_NAMES } from '../../../src/domain/correspondence/characters.ts'
import { BEARINGS, type Fact } from '../../../src/domain/correspondence/facts.ts'
import { closure, day, entry } from '../ledgers/facts.ts'

const ASKED_ON = '2003-08-08'

/** Days from that of the ask on, for some thirteen months. */
export const days = fc.integer({ min: 0, max: 400 }).map((after) => day(ASKED_ON).add({ days: after }).toString())

const dates = fc.oneof(
  { weight: 6, arbitrary: days },
  fc.constantFrom('2003', '2003-09', '2003-11/..', '../2004', null),
)
const told = fc.record({ until: days, order: fc.integer({ min: -1, max: 1 }) })
const replies = fc.tuple(dates, fc.constantFrom(...CHARACTER_NAMES), told)
const otherwise = fc.tuple(dates, fc.constantFrom(...BEARINGS.filter((bearing) => bearing !== 'replies')), told)
const anyFact: fc.Arbitrary<Fact> = fc.oneof(
  { weight: 4, arbitrary: replies.map(([on, character, rest]) => entry(on, 'replies', character, rest)) },
  { weight: 3, arbitrary: otherwise.map(([on, bearing, rest]) => entry(on, bearing, rest)) },
  { weight: 1, arbitrary: days.map((on) => closure(on)) },
)
const inPlaces = (recorded: readonly Fact[]): Fact[] => [
  entry(ASKED_ON, 'asks'),
  ...recorded.map((fact, i) => ({ ...fact, place: i + 1 })),
]

/** The ask of 8 August 2003 and whatever may have been recorded after it. */
export const histories = fc.array(anyFact, { maxLength: 12 }).map(inPlaces)
