import { expect, test } from 'vitest'
import { changeCounterpart } from '../../../src/use-cases/counterparts/change-counterpart.ts'
import { importHolidays } from '../../../src/use-cases/rules/change-holidays.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { showCounterpart } from '../../../src/use-cases/counterparts/show-counterpart.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'

const ON = '2026-11-24'
const MINISTRY = {
  reference: 'IRN-MFA',
  name: 'The ministry',
  country: null,
  timeZone: null,
  emails: [],
  succeeds: null,
}
const entered = { ...MINISTRY, holidayCalendar: 'XX-YY' }
const file = (...offices: readonly object[]) => parseLedgerDocument({ relance: 1, counterparts: offices })

test.for([
  ['XX-YY', 'try no calendar for now'],
  ['CH-XX', 'try CH, CH-ZH, CH-BE,'],
  ['ch-ge', 'try CH-GE,'],
] as const)(
  'an office is not entered with the calendar %s, whose holidays nobody knows',
  async ([calendar, instead]) => {
    await using desk = await freshDesk()
    const refused = enterCounterpart(desk.on(ON), { ...MINISTRY, holidayCalendar: calendar })
    await expect(refused).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(instead) })
    await expect(refused).rejects.toThrow(`holidayCalendar: got "${calendar}"`)
  },
)

test('a calendar that was brought in is known from then on', async () => {
  await using desk = await freshDesk('the sample')
  const text = ['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'DTSTART;VALUE=DATE:20260105', 'SUMMARY:Day off', 'END:VEVENT']
  await importHolidays(
    { ...desk.on(ON), officer: { ...desk.officer, role: 'administrator' } },
    {
      calendar: 'XX-YY',
      name: 'own.ics',
      text: [...text, 'END:VCALENDAR'].join('\r\n'),
      years: [2026],
    },
  )
  expect(await enterCounterpart(desk.on(ON), entered)).toMatchObject({ holidayCalendar: 'XX-YY' })
})

test('a ledger that holds such an office goes in and out with it, and each import says so', async () => {
  await using desk = await freshDesk()
  const { notices } = await importLedger(desk.on(ON), file({ ...entered, country: undefined }))
  expect(notices).toEqual([expect.stringMatching(/^the holidays of "XX-YY" are not known, so that IRN-MFA counts/)])
  await using other = await freshDesk()
  const written = parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(desk.seen))))
  expect(await importLedger(other.on(ON), written)).toMatchObject({ notices })
  expect((await exportLedger(other.seen)).counterparts).toMatchObject([{ holidayCalendar: 'XX-YY' }])
  expect(await importLedger(other.on(ON), written)).toMatchObject({ notices: [] })
})

test('an office that has such a calendar may be changed otherwise, but gets no other like it', async () => {
  await using desk = await freshDesk()
  await importLedger(desk.on(ON), file({ ...entered, country: undefined }))
  const told = { counterpart: 'IRN-MFA', why: 'They told us' }
  await changeCounterpart(desk.on(ON), { ...told, change: { timeZone: 'Asia/Tehran' } })
  const worse = changeCounterpart(desk.on(ON), { ...told, change: { holidayCalendar: 'XX-ZZ' } })
  await expect(worse).rejects.toThrow('holidayCalendar: got "XX-ZZ"')
  const { counterpart } = await showCounterpart(desk.on(ON), 'IRN-MFA')
  expect(counterpart).toMatchObject({ timeZone: 'Asia/Tehran', holidayCalendar: 'XX-YY' })
})
