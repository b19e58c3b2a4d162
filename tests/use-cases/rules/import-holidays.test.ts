import { expect, test } from 'vitest'
import { findFollowUp } from '../../../src/store/correspondence/follow-ups.ts'
import { standings } from '../../../src/store/schema/follow-ups.ts'
import { refusalOf } from '../../../src/store/connection/sqlstate.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { coverYears, importHolidays } from '../../../src/use-cases/rules/change-holidays.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listCalendars, listHolidaysOf } from '../../../src/use-cases/rules/list-holidays.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import type { NewPolicy } from '../../../src/use-cases/rules/policies.ts'
import { proveDueDays } from '../../../src/use-cases/standings/prove-due-days.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { instantOf } from '../../support/ledgers/sample-ledger.ts'

const rule = (told: Partial<NewPolicy>): NewPolicy => ({
  reference: 'TC-10',
  name: 'Ten working days',
  desk: 'TC',
  unit: 'working_days',
  firstReplyWithin: null,
  answerWithin: 10,
  endRule: 'as_is',
  calendarOf: 'office',
  holidayCalendar: 'CH-GE',
  weekend: [6, 7],
  remindEveryDays: null,
  quietDays: 0,
  escalateAfterReminders: null,
  graceDays: 0,
  sinceOn: null,
  ...told,
})

const calendarFile = (...days: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    ...days.flatMap((day) => [
      'BEGIN:VEVENT',
      `DTSTART;VALUE=DATE:${day.replaceAll('-', '')}`,
      'SUMMARY:A day off',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ].join('\n')

/** Asked on 2 November 2026 under a rule; administrators change holidays. */
async function askedUnder(
  policy: Partial<NewPolicy>,
  counterparts = ['PRK-GVA'],
): Promise<Desk & { admin: Desk['on'] }> {
  const desk = await freshDesk('the sample')
  const admin: Desk['on'] = (when) => ({ ...desk.on(when), officer: { ...desk.officer, role: 'administrator' } })
  // A file may bring a calendar that nobody knows; an officer may not name one.
  await importLedger(desk.on('2026-11-01'), parseLedgerDocument({ relance: 1, policies: [rule(policy)] }))
  for (const reference of counterparts.filter((one) => one !== 'PRK-GVA')) {
    const office = { reference, name: reference, country: null, timeZone: null, emails: [], succeeds: null }
    await enterCounterpart(desk.on('2026-11-01'), { ...office, holidayCalendar: 'IR', weekend: [4, 5] })
  }
  const communication = communicationOf({ direction: 'sent', sentOn: '2026-11-02' })
  await openFollowUps(desk.on('2026-11-03'), askOf({ policy: 'TC-10', counterparts, communication }))
  return Object.assign(desk, { admin })
}

const dueOn = async (desk: Desk, reference = 'PRK-TC-3') =>
  (await findFollowUp(desk.seen, reference))!.answerDueOn!.toString()

test('a calendar file moves the due days that are counted by it, and says from which day to which', async () => {
  await using desk = await askedUnder({})
  expect(await dueOn(desk)).toBe('2026-11-16')
  const text = calendarFile('2026-11-05', '2026-11-16')
  const file = { calendar: 'CH-GE', name: 'geneva.ics', text, years: null }
  const changed = await importHolidays(desk.admin('2026-11-10'), file)
  expect(changed.years).toEqual([{ year: 2026, holidays: 2 }])
  expect(changed.redated.map(({ reference, clock, wasOn, isOn }) => `${reference} ${clock} ${wasOn} ${isOn}`)).toEqual([
    'PRK-TC-3 answer 2026-11-16 2026-11-18',
  ])
  expect(await dueOn(desk)).toBe('2026-11-18')
  expect((await verify(desk)).differences).toEqual([])
  const { answer, redatings } = await proveDueDays(desk.on('2026-11-11'), 'PRK-TC-3')
  expect(answer.due!.skipped.filter(({ cause }) => cause === 'holiday')).toMatchObject([
    { name: 'A day off', source: changed.source },
    { name: 'A day off', source: changed.source },
  ])
  expect(changed.source).toMatch(/^geneva\.ics, sha256 [0-9a-f]{12}$/)
  expect(redatings).toMatchObject([{ clock: 'answer', why: `CH-GE 2026, from ${changed.source}` }])
  expect(await importHolidays(desk.admin('2026-11-12'), file)).toMatchObject({ years: [], redated: [] })
})

test('what was known before the file came stays known for whoever asks what was known then', async () => {
  await using desk = await askedUnder({})
  const text = calendarFile('2026-11-05')
  await importHolidays(desk.admin('2026-11-10'), { calendar: 'CH-GE', name: 'geneva.ics', text, years: null })
  const known = async (on: string) => {
    const { answer, redatings } = await proveDueDays(desk.on('2026-11-24'), 'PRK-TC-3', momentOf('2026-11-24', on))
    return `${answer.due!.on}, ${redatings.length} redated`
  }
  expect(await known('2026-11-09')).toBe('2026-11-16, 0 redated')
  expect(await known('2026-11-11')).toBe('2026-11-17, 1 redated')
  const rows = (await desk.db.select().from(standings)).filter(({ answerDueOn }) => answerDueOn?.year === 2026)
  expect(rows.map(({ answerDueOn, knownUntil }) => `${answerDueOn} ${knownUntil}`).toSorted()).toEqual([
    `2026-11-16 ${instantOf('2026-11-10')}`,
    '2026-11-17 null',
  ])
})

test("the counterpart's days off are its own: its weekend, its holidays, and none of ours", async () => {
  await using desk = await askedUnder({ calendarOf: 'counterpart' }, ['PRK-GVA', 'IRN-GVA'])
  const proven = await proveDueDays(desk.on('2026-11-03'), 'PRK-TC-4')
  expect(proven.calendar).toEqual({ code: 'IR', of: 'counterpart', weekend: [4, 5] })
  expect(
    new Set(proven.answer.due!.skipped.flatMap((skip) => (skip.cause === 'weekend' ? [skip.on.dayOfWeek] : []))),
  ).toEqual(new Set([4, 5]))
  // Nobody told which calendar the other keeps: that is unknown, and not without holidays.
  const unknown = await proveDueDays(desk.on('2026-11-03'), 'PRK-TC-3')
  expect(unknown.calendar).toEqual({ code: null, of: 'counterpart', weekend: [6, 7] })
  expect(unknown.answer.due!.uncoveredYears).toEqual([2026])
  expect((await findFollowUp(desk.seen, 'PRK-TC-3'))!.isDueWithoutHolidays).toBe(true)
  const text = calendarFile('2026-11-08')
  const changed = await importHolidays(desk.admin('2026-11-10'), {
    calendar: 'IR',
    name: 'ir.ics',
    text,
    years: [2026],
  })
  expect(changed.redated).toMatchObject([{ reference: 'PRK-TC-4' }])
})

test('a calendar that nobody knows may be told by a file, and until then it is unknown', async () => {
  await using desk = await askedUnder({
    holidayCalendar: 'UNOG',
    unit: 'calendar_months',
    answerWithin: 2,
    endRule: 'next_working_day',
  })
  await expect(coverYears(desk.on('2026-11-03'), { calendar: 'UNOG', years: [2026] })).rejects.toThrow(
    'knows no holidays',
  )
  const before = await proveDueDays(desk.on('2026-11-03'), 'PRK-TC-3')
  expect(before.answer.due).toMatchObject({ uncoveredYears: [2027] })
  expect(await dueOn(desk)).toBe('2027-01-04') // 2 January is a Saturday
  const text = calendarFile('2027-01-01', '2027-01-04')
  await importHolidays(desk.admin('2026-11-10'), { calendar: 'UNOG', name: 'unog.ics', text, years: null })
  expect(await dueOn(desk)).toBe('2027-01-05')
  expect((await findFollowUp(desk.seen, 'PRK-TC-3'))!.isDueWithoutHolidays).toBe(false)
  expect((await verify(desk)).differences).toEqual([])
})

test('only an administrator changes holidays, and what a file gets wrong changes nothing', async () => {
  await using desk = await askedUnder({})
  const file = { calendar: 'CH-GE', name: 'geneva.ics', text: calendarFile('2026-11-05'), years: null }
  await expect(importHolidays(desk.on('2026-11-10'), file)).rejects.toThrow('needs an administrator')
  await expect(importHolidays(desk.admin('2026-11-10'), { ...file, text: file.text.slice(0, 60) })).rejects.toThrow(
    'geneva.ics:4',
  )
  expect(await listCalendars(desk)).toMatchObject([{ calendar: 'CH-GE', source: 'date-holidays 3.37.0' }])
})

test('what is known of holidays is listed as it was known before a file', async () => {
  await using desk = await askedUnder({})
  const before = await listCalendars(desk)
  const [of, then] = [{ calendar: 'CH-GE', years: [2026] }, desk.on('2026-11-09').now]
  const holidaysBefore = await listHolidaysOf(desk, of)
  const text = calendarFile('2026-11-05')
  await importHolidays(desk.admin('2026-11-10'), { calendar: 'CH-GE', name: 'geneva.ics', text, years: [2026] })
  expect(await listHolidaysOf(desk, of)).toMatchObject([{ name: 'A day off' }])
  expect(await listHolidaysOf(desk, of, then)).toEqual(holidaysBefore)
  expect(await listCalendars(desk)).not.toEqual(before)
  expect(await listCalendars(desk, then)).toEqual(before)
})

test('holidays from a file outlive an export, and count what was there already', async () => {
  await using desk = await askedUnder({})
  const text = calendarFile('2026-11-05')
  await importHolidays(desk.admin('2026-11-10'), { calendar: 'CH-GE', name: 'geneva.ics', text, years: [2026, 2027] })
  const written = JSON.parse(JSON.stringify(await exportLedger(desk.seen)))
  await using other = await freshDesk()
  const first = await importLedger(other.on('2026-11-24'), parseLedgerDocument(written))
  expect(first.added).toMatchObject({ 'holiday years': 2, policies: 2 })
  expect(await dueOn(other)).toBe('2026-11-17')
  expect(await listHolidaysOf(other, { calendar: 'CH-GE', years: [2026, 2027] })).toMatchObject([{ name: 'A day off' }])
  const again = await importLedger(other.on('2026-11-24'), parseLedgerDocument(written))
  expect(Object.values(again.added).filter((count) => count > 0)).toEqual([])
  expect(JSON.parse(JSON.stringify(await exportLedger(other.seen))).holidayYears).toEqual(written.holidayYears)
  await using late = await askedUnder({})
  await importLedger(late.on('2026-11-24'), parseLedgerDocument({ ...written, dossiers: [], heads: undefined }))
  expect(await dueOn(late)).toBe('2026-11-17')
})

test.for(['holidays', 'holiday_years', 'redatings'])(
  'what was told of days off stays: no row of %s is changed',
  async (table) => {
    await using desk = await askedUnder({})
    for (const change of [
      `delete from ${table}`,
      `truncate ${table} cascade`,
      `update ${table} set recorded_by = null`,
    ]) {
      if (table === 'holidays' && change.startsWith('update')) continue
      const refused = await desk.db.execute(change).then(() => null, refusalOf)
      expect(refused?.constraint).toMatch(/^(?:holidays|holiday_years|redatings)_append_only$/)
    }
  },
)
