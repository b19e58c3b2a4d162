import { expect, test } from 'vitest'
import { findFollowUp } from '../../../src/store/correspondence/follow-ups.ts'
import { changeCounterpart, type CounterpartChange } from '../../../src/use-cases/counterparts/change-counterpart.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { listCounterparts } from '../../../src/use-cases/counterparts/list-counterparts.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { addPolicy } from '../../../src/use-cases/rules/policies.ts'
import { proveDueDays } from '../../../src/use-cases/standings/prove-due-days.ts'
import { showCounterpart } from '../../../src/use-cases/counterparts/show-counterpart.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'

const NONE = { firstReplyWithin: null, holidayCalendar: null, remindEveryDays: null, escalateAfterReminders: null }
const TEN_OF_THEIRS = {
  ...NONE,
  reference: 'TC-10',
  name: 'Ten of their working days',
  desk: 'TC',
  unit: 'working_days',
  answerWithin: 10,
  endRule: 'as_is',
  calendarOf: 'counterpart',
  weekend: [6, 7],
  quietDays: 0,
  graceDays: 0,
  sinceOn: null,
} as const

/** Asked on 2 November 2026, a Monday, for an answer within ten of their working days. */
async function askedOfTehran(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await addPolicy(desk.on('2026-11-01'), { ...TEN_OF_THEIRS, weekend: [6, 7] })
  const office = {
    reference: 'IRN-MFA',
    name: 'The ministry',
    country: null,
    timeZone: null,
    emails: [],
    succeeds: null,
  }
  await enterCounterpart(desk.on('2026-11-01'), { ...office, holidayCalendar: 'IR', weekend: [4, 5] })
  const communication = communicationOf({ direction: 'sent', sentOn: '2026-11-02' })
  await openFollowUps(desk.on('2026-11-03'), askOf({ policy: 'TC-10', counterparts: ['IRN-MFA'], communication }))
  return desk
}

const changeOf = (change: CounterpartChange['change']) => ({
  counterpart: 'IRN-MFA',
  why: 'They told us',
  change,
})

const dueOn = async (desk: Desk) => (await findFollowUp(desk.seen, 'PRK-TC-3'))!.answerDueOn!.toString()

test('other days off move what is counted by them, and nothing that was known before', async () => {
  await using desk = await askedOfTehran()
  expect(await dueOn(desk)).toBe('2026-11-16')
  const { redated } = await changeCounterpart(desk.on('2026-11-10'), changeOf({ weekend: [5, 6, 7] }))
  expect(redated.map(({ reference, wasOn, isOn }) => [reference, String(wasOn), String(isOn)])).toEqual([
    ['PRK-TC-3', '2026-11-16', await dueOn(desk)],
  ])
  expect(await dueOn(desk)).toBe('2026-11-18')
  const before = await proveDueDays(desk.on('2026-11-24'), 'PRK-TC-3', momentOf('2026-11-24', '2026-11-09'))
  const since = await proveDueDays(desk.on('2026-11-24'), 'PRK-TC-3', momentOf('2026-11-24', '2026-11-11'))
  expect([before, since].map(({ answer, calendar }) => [String(answer.due!.on), calendar!.weekend])).toEqual([
    ['2026-11-16', [4, 5]],
    ['2026-11-18', [5, 6, 7]],
  ])
  expect(since.redatings.map(({ why }) => why)).toEqual(['IRN-MFA: They told us'])
  expect((await verify(desk.on('2026-11-24'))).differences).toEqual([])
})

test('another calendar, and the first one again, hold each from when it was told', async () => {
  await using desk = await askedOfTehran()
  await changeCounterpart(desk.on('2026-11-10'), changeOf({ holidayCalendar: null }))
  await changeCounterpart(desk.on('2026-11-12'), changeOf({ holidayCalendar: 'IR', weekend: null }))
  const known = ['2026-11-09', '2026-11-11', '2026-11-13'].map((on) =>
    proveDueDays(desk.on('2026-11-24'), 'PRK-TC-3', momentOf('2026-11-24', on)),
  )
  expect((await Promise.all(known)).map(({ calendar }) => calendar)).toEqual([
    { code: 'IR', weekend: [4, 5], of: 'counterpart' },
    { code: null, weekend: [4, 5], of: 'counterpart' },
    { code: 'IR', weekend: [6, 7], of: 'counterpart' },
  ])
  expect((await verify(desk.on('2026-11-24'))).differences).toEqual([])
})

test('how an office is reached changes by a version of its own, with author and reason', async () => {
  await using desk = await askedOfTehran()
  const change = { emails: ['mfa@example.ir'], languages: ['fa', 'fr'], timeZone: 'Asia/Tehran' }
  expect(await changeCounterpart(desk.on('2026-11-10'), changeOf(change))).toEqual({ redated: [] })
  const offices = async (knownOn?: string) =>
    (await listCounterparts(desk.on('2026-11-24'), knownOn === undefined ? undefined : momentOf('2026-11-24', knownOn)))
      .filter(({ reference }) => reference === 'IRN-MFA')
      .map(({ emails, languages, timeZone }) => ({ emails, languages, timeZone }))
  expect(await offices()).toEqual([change])
  expect(await offices('2026-11-09')).toEqual([{ emails: [], languages: [], timeZone: null }])
  const { versions } = await showCounterpart(desk.on('2026-11-24'), 'IRN-MFA')
  expect(versions.map(({ by, why, emails }) => [by, why, emails])).toEqual([
    [null, null, []],
    ['Amina Officer', 'They told us', ['mfa@example.ir']],
  ])
})

test('a change that changes nothing is refused, and one by whoever only reads', async () => {
  await using desk = await askedOfTehran()
  await expect(changeCounterpart(desk.on('2026-11-10'), changeOf({ weekend: [4, 5] }))).rejects.toThrow(
    'nothing is changed yet of IRN-MFA',
  )
  const reader = { ...desk.on('2026-11-10'), officer: { ...desk.officer, role: 'reader' as const } }
  await expect(async () => changeCounterpart(reader, changeOf({ weekend: null }))).rejects.toMatchObject({
    code: 'forbidden',
  })
})
