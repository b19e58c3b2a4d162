import { expect, test } from 'vitest'
import { parseCron } from '../../src/domain/digests/cron.ts'
import { catalogueOf } from '../../src/language/catalogue.ts'

test.for([
  ['0 8 * * 1-5', 'Weekdays at 08:00'],
  ['0 8 * * 1', 'Mondays at 08:00'],
  ['0 8 1 * *', 'The 1st of each month at 08:00'],
  ['30 7,16 * * *', 'Every day at 07:30 and 16:30'],
  ['5 0 * * SUN,MON', 'Mondays and Sundays at 00:05'],
  ['0 9 L * *', 'The last day of each month at 09:00'],
  ['0 9 2,3,11,22 * *', 'The 2nd, 3rd, 11th and 22nd of each month at 09:00'],
  ['0 9 15,L 3,9 *', 'The 15th and last day of March and September at 09:00'],
  ['0 9 * 6 2', 'Tuesdays in June at 09:00'],
  ['*/30 * * * *', 'Every day 48 times, from 00:00 to 23:30'],
] as const)('%s is said as "%s"', ([cron, words]) => {
  expect(catalogueOf('en').scheduleInWords(parseCron(cron, 'cron'))).toBe(words)
})
