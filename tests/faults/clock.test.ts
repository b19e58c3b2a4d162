import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readClock } from '../../src/store/connection/clock.ts'
import { changeSubscription } from '../../src/use-cases/digests/change-subscription.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { cancelSubscription } from '../../src/use-cases/digests/subscribe.ts'
import { freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { keepingPost, listIssues, passOn, subscribeDaily } from '../support/ledgers/issues.ts'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'

const SKEWED = join(import.meta.dirname, 'support/skewed-clock.ts')
const TEN_MINUTES_MS = 600_000

async function dailyDesk(told = {}): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-10-20T12:00', told)
  return desk
}

const nine = (day: number) => `2026-11-0${day}T09:00`

/** Passes at these times, by a clock that is set in between; gives the slots that were sent. */
async function slotsOf(desk: Desk, passes: readonly string[]): Promise<string[]> {
  for (const at of passes) await passOn(desk, at)
  return (await listIssues(desk)).map(({ slotLocal }) => slotLocal.toString({ smallestUnit: 'minute' }))
}

test('the clock is set an hour and a day to either side while running', async ({ task }) => {
  await using desk = await dailyDesk()
  await slotsOf(desk, [nine(2)]) // what had come until then
  const times = [nine(3), '2026-11-03T08:00', nine(3), '2026-11-03T10:00', nine(3)]
  const leaps = [nine(4), nine(3), nine(4), '2026-11-03T23:00', nine(4), nine(5)]
  const sent = (await slotsOf(desk, [...times, ...leaps])).slice(1)
  const distinct = new Set(sent).size
  tell(task, {
    fault: 'F43',
    injected: 'clock ±1 h and ±1 d between passes',
    delivered: sent.length,
    distinct,
    lost: 0,
  })
  expect(sent).toEqual([nine(3), nine(4), nine(5)])
})

/** The only subscription's slot, so many minutes from now by the database's clock. */
async function slotIn({ desk: { db } }: AtWork, minutes: number): Promise<void> {
  const at = (await readClock(db)).add({ minutes }).round({ smallestUnit: 'minute', roundingMode: 'floor' })
  const { hour, minute } = at.toZonedDateTimeISO('UTC')
  await db.execute(`update subscriptions set next_slot_at = '${at.toString()}', time_zone = 'UTC',
    cron = '${minute} ${hour} * * *' where next_slot_at is not null`)
}

test.for([
  ['ahead of', TEN_MINUTES_MS, 6, 0],
  ['behind', -TEN_MINUTES_MS, -6, 1],
] as const)('the clock of a worker is ten minutes %s the database’s', async ([side, off, minutes, due], { task }) => {
  await using work = await atWork()
  const env = { NODE_OPTIONS: `--import=${SKEWED}`, CLOCK_OFF_BY_MS: String(off) }
  await slotIn(work, minutes)
  const { code, stderr } = await work.run(['worker', '--once'], env)
  expect({ code, stderr }).toMatchObject({ code: 0 })
  const { delivered, distinct, lost } = await work.oracle()
  const { stdout } = await work.run(['doctor', '--json'], env)
  const { findings } = JSON.parse(stdout) as { findings: { what: string; state: string; says: string }[] }
  const { state, says } = findings.find(({ what }) => what === 'clock')!
  tell(task, {
    fault: 'F44',
    injected: `own clock 10 min ${side} the database's`,
    delivered,
    distinct,
    lost,
    note: says,
  })
  expect({ delivered, state }).toEqual({ delivered: due, state: 'warning' })
  expect(says).toMatch(new RegExp(`^(59\\d|60\\d) s ${side} the database`))
})

test.for([
  ['F45', 'half past two is skipped', '30 2 * * *', '2027-03-27T12:00Z', ['2027-03-28T02:30', '2027-03-29T02:30']],
  ['F46', 'half past two comes twice', '30 2 * * *', '2026-10-24T12:00Z', ['2026-10-25T02:30', '2026-10-26T02:30']],
] as const)('%s: %s', async ([fault, injected, cron, from, slots], { task }) => {
  await using desk = await dailyDesk({ cron })
  const start = Temporal.Instant.from(from)
  await planDigests({ ...desk.on('2026-10-20'), now: start }, keepingPost())
  const before = (await listIssues(desk)).length
  for (let minutes = 10; minutes <= 40 * 60; minutes += 10) {
    await planDigests({ ...desk.on('2026-10-20'), now: start.add({ minutes }) }, keepingPost())
  }
  const sent = (await listIssues(desk)).slice(before)
  const named = sent.map(({ slotLocal }) => slotLocal.toString({ smallestUnit: 'minute' }))
  tell(task, { fault, injected, delivered: named.length, distinct: new Set(named).size, lost: 0 })
  expect(named).toEqual(slots)
  expect(sent.every(({ collapsedSlots }) => collapsedSlots === 0)).toBe(true)
})

test('the host sleeps over five slots', async ({ task }) => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-18T09:00')
  const [digest, ...others] = await passOn(desk, '2026-11-23T21:00')
  const note = `one issue, which stands for ${digest?.collapsedSlots} others`
  tell(task, { fault: 'F48', injected: 'host asleep over 5 daily slots', delivered: 1 + others.length, lost: 0, note })
  expect({ others, collapsed: digest?.collapsedSlots }).toEqual({ others: [], collapsed: 4 })
})

test('a reader moves to another zone between plan and slot, and the rules of a zone change', async ({ task }) => {
  await using desk = await dailyDesk()
  await passOn(desk, '2026-11-24T09:00')
  await changeSubscription(desk.on('2026-11-24T10:00'), 2, { timeZone: 'America/New_York' })
  await passOn(desk, '2026-11-24T15:00')
  await changeSubscription(desk.on('2026-11-24T16:00'), 2, { timeZone: 'Europe/Zurich' })
  await desk.db.execute(`update subscriptions set next_slot_at = next_slot_at + interval '1 hour' where id = 2`)
  for (const at of ['25T09:00', '25T10:00', '26T08:59', '26T09:00']) await passOn(desk, `2026-11-${at}`)
  const named = (await listIssues(desk)).map(({ slotLocal }) => slotLocal.toString({ smallestUnit: 'minute' }))
  const distinct = new Set(named).size
  tell(task, { fault: 'F49', injected: 'zone and rules change', delivered: named.length, distinct, lost: 0 })
  expect(named).toEqual(['2026-11-24T09:00', '2026-11-25T09:00', '2026-11-26T09:00'])
})

test('the table of holidays is changed under a due day', async ({ task }) => {
  await using work = await atWork()
  const { db } = work.desk
  await db.execute(`update follow_ups set policy_id = (select id from policies limit 1)`)
  await db.execute(`update policies set unit = 'working_days', answer_within = 10, holiday_calendar = 'CH-GE'`)
  await work.run(['verify', '--put-right'])
  const dueOn = async () =>
    (await db.execute<{ on: string }>(`select answer_due_on::text as on from follow_ups order by id limit 1`))[0]!.on
  const before = await dueOn()
  await db.execute(
    `insert into holidays (calendar, year, version, held_on, name) values ('CH-GE', ${before.slice(0, 4)}, 0, '${before}', 'A day off')`,
  )
  expect((await work.run(['verify'])).code).toBe(1)
  const { stdout, code } = await work.run(['verify', '--put-right'])
  const after = await dueOn()
  tell(task, { fault: 'F50', injected: 'holiday entered on a due day', note: `due ${before}, then ${after}` })
  expect({ code, isLater: after > before }).toEqual({ code: 0, isLater: true })
  expect(stdout).toContain(before)
  expect(stdout).toContain(after)
  expect((await work.run(['verify'])).code).toBe(0)
})
