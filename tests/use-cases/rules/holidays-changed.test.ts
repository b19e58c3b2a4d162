import { expect, test } from 'vitest'
import { listFlags } from '../../../src/store/standings/flags.ts'
import { findFollowUp } from '../../../src/store/correspondence/follow-ups.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { putRight } from '../../../src/use-cases/operation/put-right.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, freshDesk } from '../../support/ledgers/desk.ts'

test('a holiday that was entered later moves the due days that are counted over it, and says which', async () => {
  await using desk = await freshDesk('the sample')
  await desk.db
    .execute(`insert into policies (reference, name, desk_id, unit, answer_within, holiday_calendar, weekend, quiet_days)
    select 'TC-10', 'Ten working days', id, 'working_days', 10, 'CH-GE', '{6,7}', 0 from desks where reference = 'TC'`)
  const communication = communicationOf({ direction: 'sent', sentOn: '2026-11-02' })
  await openFollowUps(desk.on('2026-11-03'), askOf({ policy: 'TC-10', communication }))
  const found = async () => (await findFollowUp(desk.seen, 'PRK-TC-3'))!
  expect((await found()).answerDueOn?.toString()).toBe('2026-11-16')
  await raiseFlags(desk.on('2026-11-20'))
  await desk.db.execute(
    `insert into holidays (calendar, year, version, held_on, name) values ('CH-GE', 2026, 0, '2026-11-05', 'A day off')`,
  )
  expect(await putRight(desk.on('2026-11-20'))).toMatchObject([
    { reference: 'PRK-TC-3', column: 'answerDueOn', kept: '2026-11-16', folded: '2026-11-17' },
    { reference: 'PRK-TC-3', column: 'answerDueLatestOn', kept: '2026-11-16', folded: '2026-11-17' },
    { reference: 'PRK-TC-3', column: 'longOverdueAfterOn' },
    { reference: 'PRK-TC-3', column: 'standing from 2026-11-02, as known from 2026-11-03T08:00:00Z' },
  ])
  expect((await found()).answerDueOn?.toString()).toBe('2026-11-17')
  expect((await verify(desk)).differences).toEqual([])
  // What was flagged by the old day stays in the record; the new day has flags of its own.
  await raiseFlags(desk.on('2026-11-20'))
  const overdue = (await listFlags(desk.db, (await found()).id)).filter(({ kind }) => kind === 'overdue')
  expect(overdue.map(({ dueOn }) => dueOn.toString())).toEqual(['2026-11-16', '2026-11-17'])
})
