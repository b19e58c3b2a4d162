import { expect, test } from 'vitest'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { addPolicy } from '../../../src/use-cases/rules/policies.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { runOn } from '../../support/programs/in-process.ts'

test('a rule is listed from the day it holds and the instant it was entered, and one that came with a file always', async () => {
  await using desk = await freshDesk('the sample')
  await addPolicy(desk.on('2026-11-20'), {
    reference: 'EU-2M',
    name: 'Two months',
    desk: 'TC',
    unit: 'calendar_months',
    firstReplyWithin: null,
    answerWithin: 2,
    endRule: 'next_working_day',
    calendarOf: 'office',
    holidayCalendar: null,
    weekend: [6, 7],
    remindEveryDays: null,
    quietDays: 0,
    escalateAfterReminders: null,
    graceDays: 0,
    sinceOn: Temporal.PlainDate.from('2026-11-01'),
  })
  const listed = async (...when: string[]) => {
    const { stdout } = await runOn(desk, '2026-11-24', ['policies', '--json', ...when])
    return (JSON.parse(stdout) as { reference: string }[]).map(({ reference }) => reference)
  }
  expect(await listed()).toEqual(['TC-60', 'EU-2M'])
  expect(await listed('--as-of', '2026-11-01')).toEqual(['TC-60', 'EU-2M'])
  expect(await listed('--as-of', '2026-10-31')).toEqual(['TC-60'])
  expect(await listed('--known-at', '2026-11-19T12:00Z')).toEqual(['TC-60'])
  const { policies } = await exportLedger({ db: desk.db, sight: 'everything' })
  expect(policies.map((policy) => Object.hasOwn(policy, 'recordedAt'))).toEqual([false, false])
})
