import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nextSlot } from '../../../src/domain/digests/slots.ts'
import { changeSubscription } from '../../../src/use-cases/digests/change-subscription.ts'
import { cancelSubscription, scheduleOf } from '../../../src/use-cases/digests/subscribe.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { listIssues, passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

/** The sample without its own weekly subscription, and a daily one from the noon of 24 November 2026. */
async function dailyDesk(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  return desk
}

/** When the passes are, by a clock that is set in between; and which issues they plan. */
test.for([
  ['an hour ahead and back', ['25T08:30', '25T09:30', '25T08:31', '25T09:31', '26T09:00'], ['25T09:30', '26T09:00']],
  [
    'a day ahead and back',
    ['25T09:00', '26T09:00', '25T09:01', '26T09:01', '27T09:00'],
    ['25T09:00', '26T09:00', '27T09:00'],
  ],
  ['an hour back', ['25T09:00', '25T08:01', '25T09:00', '26T08:59', '26T09:00'], ['25T09:00', '26T09:00']],
  ['a day back', ['25T09:00', '24T09:01', '25T08:59', '25T09:00', '26T09:00'], ['25T09:00', '26T09:00']],
] as const)('a clock that is set %s holds each slot once', async ([, passes, planned]) => {
  await using desk = await dailyDesk()
  const seen: string[] = []
  for (const at of passes) if ((await passOn(desk, `2026-11-${at}`)).length > 0) seen.push(at)
  expect(seen).toEqual(planned)
  expect(await listIssues(desk)).toMatchObject(planned.map(() => ({ collapsedSlots: 0 })))
})

const MINUTES = [1, 7, 60, 24 * 60, -60, -24 * 60, 3 * 24 * 60]

test('however a clock is set, each slot up to the latest it has shown is issued for once, or stood for by one that says so', async () => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  await using desk = await dailyDesk()
  const schedule = scheduleOf({ cron: '0 9 * * *', timeZone: 'Europe/Zurich' })
  let now = Temporal.PlainDateTime.from('2026-11-24T12:00')
  let latest = now
  for (const minutes of fc.sample(fc.constantFrom(...MINUTES), { numRuns: 40, seed })) {
    now = now.add({ minutes })
    if (Temporal.PlainDateTime.compare(now, latest) > 0) latest = now
    await passOn(desk, now.toString())
  }
  const issues = await listIssues(desk)
  const stoodFor = issues.reduce((sum, { collapsedSlots }) => sum + 1 + collapsedSlots, 0)
  let slots = 0
  for (let at = instantOf('2026-11-24T12:00'); ; slots += 1) {
    at = nextSlot(schedule, at).at
    if (Temporal.Instant.compare(at, instantOf(latest.toString())) > 0) break
  }
  expect({ seed, stoodFor }).toEqual({ seed, stoodFor: slots })
  expect(new Set(issues.map(({ slotLocal }) => slotLocal.toString())).size).toBe(issues.length)
})

test('five slots asleep make one issue that says so', async () => {
  await using desk = await dailyDesk()
  expect(await passOn(desk, '2026-11-29T21:00')).toMatchObject([{ number: 1, collapsedSlots: 4 }])
  expect(await passOn(desk, '2026-11-29T21:01')).toEqual([])
})

test('a reader who moves to another zone gets nine o’clock of that day once', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  await changeSubscription(desk.on('2026-11-25T10:00'), 2, { timeZone: 'America/New_York' })
  await passOn(desk, '2026-11-25T15:00') // nine in New York
  expect(await listIssues(desk)).toHaveLength(1)
  expect(await passOn(desk, '2026-11-26T15:00')).toMatchObject([{ number: 2, collapsedSlots: 0 }])
})

test('an instant has one issue, though the same is called by another hour of another zone', async () => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-25T09:00')
  // By a clock that was set back, the slot of nine o'clock is still to come.
  await changeSubscription(desk.on('2026-11-25T08:30'), 2, { timeZone: 'UTC', cron: '0 8 * * *' })
  await passOn(desk, '2026-11-25T09:00')
  expect(await listIssues(desk)).toHaveLength(1)
  expect(await passOn(desk, '2026-11-26T09:00')).toMatchObject([{ number: 2 }])
})

test.for([
  ['earlier', '2026-11-25T10:00', ['25T10:00', '26T09:00']],
  ['later', '2026-11-25T08:00', ['25T09:00', '26T09:00']],
] as const)('a slot that new rules of its zone put %s is held all the same, and once', async ([, kept, planned]) => {
  await using desk = await dailyDesk()
  // As the rules had it when the slot was reckoned.
  await desk.db.execute(`update subscriptions set next_slot_at = '${instantOf(kept).toString()}' where id = 2`)
  const seen: string[] = []
  for (const at of ['25T08:00', '25T09:00', '25T10:00', '25T10:01', '26T08:00', '26T09:00', '26T10:00'])
    if ((await passOn(desk, `2026-11-${at}`)).length > 0) seen.push(at)
  expect(seen).toEqual(planned)
  const at = Temporal.PlainDateTime.from('2026-11-25T09:00')
  expect(await listIssues(desk)).toMatchObject([{ slotLocal: at, collapsedSlots: 0 }, { number: 2 }])
})

function instantOf(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime('Europe/Zurich').toInstant()
}
