import { expect, test } from 'vitest'
import { byDueDay, dutyStandingOn, type Duty } from '../../src/domain/duty.ts'
import { catalogueOf } from '../../src/language/catalogue.ts'
import { day } from '../support/ledgers/facts.ts'
import { dutyOn } from '../mail/sample-digest.ts'

const words = catalogueOf('en').duties

test.for([
  ['2027-02-11', 'ahead'],
  ['2027-02-12', 'due_soon'],
  ['2027-03-14', 'due_soon'],
  ['2027-03-15', 'overdue'],
] as const)('on %s a report that is due on 14 March 2027 is %s', ([on, standing]) => {
  expect(dutyStandingOn(day(on), dutyOn(on, { dueOn: day('2027-03-14') }))).toBe(standing)
})

test('what has no day is not taken for not due, and what was met is met whatever its day', () => {
  expect(dutyStandingOn(day('2027-03-15'), dutyOn('2027-03-15'))).toBe('no_day')
  expect(words.due({ dueOn: null, metBy: null }, day('2027-03-15'))).toBe('no day known')
  const met = { dueOn: day('2005-03-14'), metBy: 'E/CN.4/2005/32' }
  expect(dutyStandingOn(day('2027-03-15'), dutyOn('2027-03-15', met))).toBe('met')
})

test('the nearest day comes first, what has none after all that have one, and what was met at the end', () => {
  const duties: Partial<Duty>[] = [
    { number: 1, dueOn: null },
    { number: 2, dueOn: day('2027-03-14') },
    { number: 3, dueOn: day('2026-10-01'), metBy: 'A/61/5' },
    { number: 4, dueOn: day('2026-10-01') },
  ]
  const sorted = duties.map((duty) => dutyOn('2026-11-24', duty)).toSorted(byDueDay)
  expect(sorted.map(({ number }) => number)).toEqual([4, 2, 1, 3])
})

test('each ask is told as it will stand on the day: what is on time today may be overdue by then', () => {
  const duty = dutyOn('2004-08-24', { dueOn: day('2004-12-22') })
  expect(words.projectedOn(duty)).toBe('On 22 December 2004, if nothing happens')
  expect(duty.asks.map((ask) => `${ask.reference} ${words.ask(ask)}`)).toEqual([
    'PRK-TC-1 holding, long overdue; 358 days without a word',
    'PRK-TC-2 holding, overdue; 120 days without a word',
  ])
  expect(dutyOn('2004-08-24', { dueOn: day('2004-10-20') }).asks[1]).toMatchObject({ bracket: 'due_soon' })
})

test('once its day has passed, or where none is known, the asks are told as they stand', () => {
  for (const dueOn of [day('2004-09-01'), null])
    expect(dutyOn('2004-12-22', { dueOn }).projectedOn).toEqual(day('2004-12-22'))
})
