import * as fc from 'fast-check'
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { planApproaches } from '../../../src/use-cases/plan/plan-approaches.ts'
import { freshDesk, momentOf } from '../../support/ledgers/desk.ts'
import { sampleWith } from '../../support/ledgers/sample.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const FROM = Temporal.PlainDate.from('2004-12-22')
const WEEKENDS = [[6, 7], [5, 6], [7]]
/** Of a calendar that is of no country. */
const USUAL = [6, 7]
const CODES = ['OFFICE', 'ABROAD']

const declared = fc.record({
  calendarOf: fc.constantFrom('office', 'counterpart'),
  ours: fc.option(fc.constantFrom(...CODES), { nil: null }),
  ourWeekend: fc.constantFrom(...WEEKENDS),
  theirs: fc.option(fc.constantFrom(...CODES), { nil: null }),
  theirWeekend: fc.option(fc.constantFrom(...WEEKENDS), { nil: null }),
  holidays: fc.tuple(
    ...CODES.map(() => fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 10, maxLength: 30 })),
  ),
})

/** By year, as a file of holidays has them: each on its day. */
const yearsOf = (calendar: string, ahead: readonly number[]) => {
  const sorted = ahead.map((days) => FROM.add({ days })).toSorted(Temporal.PlainDate.compare)
  return [2004, 2005].map((year) => ({
    calendar,
    year,
    source: 'a table',
    sha256: createHash('sha256').update(calendar).digest('hex'),
    holidays: sorted.filter((on) => on.year === year).map((on) => ({ on: on.toString(), name: 'A holiday' })),
  }))
}

test('what is due goes on the first day that is off neither in theirs nor in the calendar that the policy counts by', async () => {
  await fc.assert(
    fc.asyncProperty(declared, async ({ calendarOf, ours, ourWeekend, theirs, theirWeekend, holidays }) => {
      await using desk = await freshDesk()
      const file = await sampleWith((ledger) => {
        Object.assign(ledger.policies[0], { calendarOf, holidayCalendar: ours, weekend: ourWeekend })
        Object.assign(ledger.counterparts[0], { holidayCalendar: theirs, weekend: theirWeekend })
        ledger.holidayYears = CODES.flatMap((code, index) => yearsOf(code, holidays[index]!))
      })
      await importLedger(desk.on('2026-11-24'), file)
      const { approaches } = await planApproaches(
        desk.on('2026-11-24'),
        { query: {}, days: 60 },
        momentOf(FROM.toString()),
      )
      const offOf = (code: string | null) =>
        (holidays[CODES.indexOf(code ?? '')] ?? []).map((days) => FROM.add({ days }).toString())
      const byOffice = calendarOf === 'office'
      const off = new Set([...offOf(theirs), ...(byOffice ? offOf(ours) : [])])
      const weekend = [...(theirWeekend ?? USUAL), ...(byOffice ? ourWeekend : (theirWeekend ?? ourWeekend))]
      const isOpen = (on: Temporal.PlainDate) => !off.has(on.toString()) && !weekend.includes(on.dayOfWeek)
      const open = Array.from({ length: 60 }, (_, days) => FROM.add({ days })).find(isOpen)
      expect(approaches.map(({ on }) => on.toString())).toEqual([open!.toString()])
    }),
    { ...ON_DATABASES, numRuns: 10 },
  )
})
