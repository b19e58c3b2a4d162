import { expect, test } from 'vitest'
import { readHolidayFile } from '../../../src/use-cases/rules/read-holiday-file.ts'

type Event = Record<string, string>

function fileOf(events: readonly Event[], head: Event = {}): string {
  const lines = (of: Event) => Object.entries(of).map(([name, value]) => `${name}:${value}`)
  const written = events.flatMap((event, index) => [
    'BEGIN:VEVENT',
    `UID:${event.UID ?? index}`,
    ...lines({ SUMMARY: 'A day off', ...event }).filter((line) => !line.startsWith('UID')),
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines(head), ...written, 'END:VCALENDAR', ''].join('\r\n')
}

async function daysOf(events: readonly Event[], years: readonly number[] | null = [2026, 2027], head: Event = {}) {
  const read = await readHolidayFile(fileOf(events, head), { file: 'x.ics', years, timeZone: 'Europe/Zurich' })
  const days = [...read.years.values()].flat().map(({ on, name }) => (name === 'A day off' ? on : `${on} ${name}`))
  return { days, years: [...read.years.keys()], leftOut: read.leftOut }
}

const DAY = 'DTSTART;VALUE=DATE'
const END = 'DTEND;VALUE=DATE'

test.for<[string, Event, string[]]>([
  ['a day has one day', { [DAY]: '20260514' }, ['2026-05-14']],
  ['DTEND is the day after', { [DAY]: '20260514', [END]: '20260516' }, ['2026-05-14', '2026-05-15']],
  ['a duration says the same', { [DAY]: '20260514', DURATION: 'P2D' }, ['2026-05-14', '2026-05-15']],
  ['over the turn of the year', { [DAY]: '20261231', [END]: '20270102' }, ['2026-12-31', '2027-01-01']],
  ['each year', { [DAY]: '20200801', RRULE: 'FREQ=YEARLY' }, ['2026-08-01', '2027-08-01']],
  ['a leap day, in leap years alone', { [DAY]: '20240229', RRULE: 'FREQ=YEARLY' }, []],
  ['a day that no month has', { [DAY]: '20240130', RRULE: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, []],
  [
    'the last Monday of May',
    { [DAY]: '20200525', RRULE: 'FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO' },
    ['2026-05-25', '2027-05-31'],
  ],
  ['until a year', { [DAY]: '20200801', RRULE: 'FREQ=YEARLY;UNTIL=20260801' }, ['2026-08-01']],
  ['so many times', { [DAY]: '20250801', RRULE: 'FREQ=YEARLY;COUNT=2' }, ['2026-08-01']],
  ['but not on one', { [DAY]: '20200801', RRULE: 'FREQ=YEARLY', 'EXDATE;VALUE=DATE': '20260801' }, ['2027-08-01']],
  ['and on one more', { [DAY]: '20260801', 'RDATE;VALUE=DATE': '20260901' }, ['2026-08-01', '2026-09-01']],
  [
    'from midnight to midnight in Geneva, told in UTC',
    { DTSTART: '20260513T220000Z', DTEND: '20260514T220000Z' },
    ['2026-05-14'],
  ],
  [
    'by a clock of its own',
    { 'DTSTART;TZID=Asia/Tokyo': '20260514T000000', 'DTEND;TZID=Asia/Tokyo': '20260515T000000' },
    ['2026-05-14'],
  ],
  ['until a minute before midnight', { DTSTART: '20260514T000000', DTEND: '20260514T235900' }, ['2026-05-14']],
  [
    'a name that is broken over lines',
    { [DAY]: '20260514', SUMMARY: 'Ascension\r\n  Day\\, a Thursday' },
    ['2026-05-14 Ascension Day, a Thursday'],
  ],
])('%s', async ([, event, days]) => {
  expect((await daysOf([event])).days).toEqual(days)
})

test('what is cancelled, of half a day or of another year is left out, and named with its line', async () => {
  const events = [
    { [DAY]: '20260514', STATUS: 'CANCELLED', SUMMARY: 'No longer' },
    { DTSTART: '20261224T120000', DTEND: '20261225T000000', SUMMARY: 'Christmas Eve, afternoon' },
    { [DAY]: '20250101', SUMMARY: 'New Year' },
  ]
  const { days, leftOut } = await daysOf(events)
  expect(days).toEqual([])
  expect(leftOut).toEqual([
    'x.ics:3: No longer, cancelled',
    'x.ics:9: Christmas Eve, afternoon, not of whole days',
    'x.ics:15: New Year, not in these years',
  ])
})

test('one occurrence may be moved, and one cancelled, without touching the others', async () => {
  const feast = { UID: 'feast', [DAY]: '20250601', RRULE: 'FREQ=YEARLY' }
  const moved = { UID: 'feast', 'RECURRENCE-ID;VALUE=DATE': '20260601', [DAY]: '20260602' }
  const gone = { UID: 'feast', 'RECURRENCE-ID;VALUE=DATE': '20270601', [DAY]: '20270601', STATUS: 'CANCELLED' }
  expect((await daysOf([feast, moved, gone], [2026, 2027, 2028])).days).toEqual(['2026-06-02', '2028-06-01'])
})

test('two feasts on a day are one day off with both names', async () => {
  const events = [
    { [DAY]: '20260501', SUMMARY: 'Labour Day' },
    { [DAY]: '20260501', SUMMARY: 'Ascension' },
  ]
  expect((await daysOf(events)).days).toEqual(['2026-05-01 Labour Day, Ascension'])
})

test('the years that a file covers are those in which its events begin, unless they are told', async () => {
  const events = [
    { [DAY]: '20260101' },
    { [DAY]: '20281231', [END]: '20290102' },
    { [DAY]: '20200801', RRULE: 'FREQ=YEARLY' },
  ]
  expect((await daysOf(events, null)).years).toEqual([2026, 2027, 2028])
  expect((await daysOf(events, [2030])).years).toEqual([2030])
  await expect(daysOf(events.slice(2), null)).rejects.toThrow(
    'x.ics: got no event that says which years the file covers; try --years',
  )
})

test('an instant is a day in the zone of the file, where that names one', async () => {
  const event = { DTSTART: '20260513T150000Z', DTEND: '20260514T150000Z' }
  expect((await daysOf([event], [2026], { 'X-WR-TIMEZONE': 'Asia/Tokyo' })).days).toEqual(['2026-05-14'])
  expect((await daysOf([event])).days).toEqual([])
})

test.for<[string, string, string]>([
  ['an empty file', '', 'x.ics:1: got an empty file — expected a calendar'],
  ['a page', '<!doctype html>\n<html>', 'x.ics:1: got "<!doctype html>" — expected a calendar'],
  [
    'a file that is cut off',
    fileOf([{ [DAY]: '20260514' }]).slice(0, 90),
    'x.ics:3: got "BEGIN:VEVENT" — expected an END:VEVENT for it; the file is cut off',
  ],
  [
    'an end of something else',
    'BEGIN:VCALENDAR\nEND:VEVENT\n',
    'x.ics:2: got "END:VEVENT" — expected an END for the last BEGIN',
  ],
  [
    'what comes after the end',
    `${fileOf([])}SUMMARY:x\n`,
    'x.ics:4: got "SUMMARY:x" — expected nothing after END:VCALENDAR',
  ],
  [
    'a line without a colon',
    fileOf([]).replace('VERSION:2.0', 'VERSION'),
    'x.ics:2: got "VERSION" — expected a name, a colon and a value',
  ],
  ['an event without a day', fileOf([{}]), 'x.ics:3: got an event without DTSTART'],
  ['a day that does not exist', fileOf([{ [DAY]: '20260230' }]), 'x.ics:3: the event that begins here cannot be read'],
  [
    'a rule that is none',
    fileOf([{ [DAY]: '20260101' }, { [DAY]: '20260201', RRULE: 'FREQ=SOMETIMES' }]),
    'x.ics:8: the event that begins here cannot be read: invalid frequency "SOMETIMES"',
  ],
  [
    'each second',
    fileOf([{ DTSTART: '20260101T000000', DTEND: '20260102T000000', RRULE: 'FREQ=SECONDLY' }]),
    'x.ics:3: recurs too often to be a holiday',
  ],
  [
    'eight thousand years',
    fileOf([{ [DAY]: '20260101', [END]: '99990101' }]),
    'x.ics:3: lasts 2912078 days — expected a holiday, of 366 at most',
  ],
  ['a zone that is none', fileOf([], { 'X-WR-TIMEZONE': 'Mars/Olympus' }), 'x.ics: X-WR-TIMEZONE: got "Mars/Olympus"'],
])('%s is refused with its line', async ([, text, says]) => {
  await expect(readHolidayFile(text, { file: 'x.ics', years: [2026], timeZone: 'UTC' })).rejects.toThrow(says)
})
