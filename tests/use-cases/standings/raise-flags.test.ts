import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { flags, followUps } from '../../../src/store/schema/follow-ups.ts'
import { correctReportDuty, withdrawSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { raiseFlags } from '../../../src/use-cases/standings/raise-flags.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

/** `PRK-TC-2 overdue 2004-10-24`, in the order of the lines. */
async function listRaised({ db }: Desk): Promise<string[]> {
  const rows = await db
    .select({ reference: followUps.reference, kind: flags.kind, crossedOn: flags.crossedOn })
    .from(flags)
    .innerJoin(followUps, sql`${followUps.id} = ${flags.followUpId}`)
    .orderBy(flags.crossedOn, flags.id)
  return rows.map(({ reference, kind, crossedOn }) => `${reference} ${kind} ${crossedOn.toString()}`)
}

test('the sample has crossed every line, each on its own day, however late the sweep', async () => {
  await using desk = await freshDesk('the sample')
  expect(await raiseFlags(desk.on('2026-11-24'))).toBe(6)
  expect(await listRaised(desk)).toEqual([
    'PRK-TC-1 due_soon 2003-09-30',
    'PRK-TC-1 overdue 2003-10-08',
    'PRK-TC-1 long_overdue 2003-12-07',
    'PRK-TC-2 due_soon 2004-10-16',
    'PRK-TC-2 overdue 2004-10-24',
    'PRK-TC-2 long_overdue 2004-12-23',
  ])
})

test('a line is flagged once, on the day after it and not before, however often the sweep runs', async () => {
  await using desk = await freshDesk('the sample')
  await raiseFlags(desk.on('2026-11-24'))
  const sentOn = day('2026-11-20')
  await openFollowUps(
    desk.on('2026-11-24'),
    askOf({ communication: { ...communicationOf({ direction: 'sent' }), sentOn } }),
  )
  const due = sentOn.add({ days: 60 })
  for (const [on, raised] of [
    [due.subtract({ days: 8 }), 0],
    [due.subtract({ days: 7 }), 1],
    [due, 0],
    [due.add({ days: 1 }), 1],
    [due.add({ days: 1 }), 0],
    [due.add({ days: 60 }), 0],
    [due.add({ days: 61 }), 1],
    [due.add({ days: 400 }), 0],
  ] as const) {
    expect(await raiseFlags(desk.on(on.toString())), on.toString()).toBe(raised)
  }
})

test('a promise that lapses is flagged as such, and its new day can be overdue anew', async () => {
  await using desk = await freshDesk('the sample')
  await raiseFlags(desk.on('2026-11-24'))
  const promise = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'promised', untilOn: '2026-12-15' } as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2026-11-24', entries: [promise] }))
  expect(await raiseFlags(desk.on('2026-12-15'))).toBe(1)
  expect(await raiseFlags(desk.on('2026-12-16'))).toBe(2)
  expect((await listRaised(desk)).slice(-3)).toEqual([
    'PRK-TC-1 due_soon 2026-12-08',
    'PRK-TC-1 promise_lapsed 2026-12-16',
    'PRK-TC-1 overdue 2026-12-16',
  ])
})

test('what was answered crosses no more lines', async () => {
  await using desk = await freshDesk('the sample')
  const answer = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' } as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2026-11-24', entries: [answer] }))
  await raiseFlags(desk.on('2026-11-24'))
  expect((await listRaised(desk)).filter((flag) => flag.startsWith('PRK-TC-1'))).toEqual([])
})

test('four sweeps at once raise each flag once', async () => {
  await using desk = await freshDesk('the sample')
  const raised = await Promise.all(Array.from({ length: 4 }, () => raiseFlags(desk.on('2026-11-24'))))
  expect(raised.reduce((sum, count) => sum + count)).toBe(6)
  expect(await listRaised(desk)).toHaveLength(6)
})

test('what one sweep has in hand, another passes over without waiting', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table flags in share mode')
  const first = raiseFlags(desk.on('2026-11-24'))
  await barrier.waiting(1)
  expect(await raiseFlags(desk.on('2026-11-24'))).toBe(0)
  await barrier.letGo()
  expect(await first).toBe(6)
})

test('a duty to report is flagged thirty days ahead and on the day after, unless it was met', async () => {
  await using desk = await freshDesk('the sample')
  const moved = { duty: 1, dueOn: day('2027-03-14'), isWithdrawn: false, why: 'The session was put off.' }
  await correctReportDuty(desk.on('2026-11-24'), moved)
  expect(await raiseFlags(desk.on('2027-02-20'))).toBe(6)
  await withdrawSubmission(desk.on('2027-01-04'), { duty: 1, why: 'It was another report.' })
  for (const [on, raised] of [
    ['2027-02-11', 0],
    ['2027-02-12', 1],
    ['2027-02-13', 0],
    ['2027-03-14', 0],
    ['2027-03-15', 1],
    ['2027-03-16', 0],
  ] as const)
    expect(await raiseFlags(desk.on(on)), on).toBe(raised)
  await correctReportDuty(desk.on('2027-03-17'), { ...moved, dueOn: day('2027-03-20'), why: 'Put off again.' })
  expect(await raiseFlags(desk.on('2027-03-17'))).toBe(1)
})

test('the sweep finds what has crossed a line by the index of lines', async () => {
  await using desk = await freshDesk('the sample')
  const plan = await desk.db.transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return tx.execute<{ 'QUERY PLAN': string }>(
      sql`explain select * from follow_ups where next_line_on is not null and next_line_on <= current_date order by next_line_on limit 200`,
    )
  })
  expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('follow_ups_by_next_line')
})
