import { expect, test } from 'vitest'
import { putRight } from '../../../src/use-cases/operation/put-right.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { addPending } from '../../support/ledgers/many-pending.ts'

test('of a ledger that nobody has tampered with, every follow-up is counted and none differs', async () => {
  await using desk = await freshDesk('the sample')
  expect(await verify(desk)).toEqual({ followUps: 2, differences: [] })
})

test.for([
  ['state', "'answered'", 'holding', 'answered'],
  ['move', "'nobody'", 'theirs', 'nobody'],
  ['character', 'null', 'transmitted', 'null'],
  ['asked_on', "'2003-08-09'", '2003-08-08', '2003-08-09'],
  ['last_word_on', 'null', '2003-12-30', 'null'],
  ['answer_due_on', "'2027-01-01'", '2003-10-07', '2027-01-01'],
  ['long_overdue_after_on', 'null', '2003-12-06', 'null'],
  ['unread_replies', '1', '0', '1'],
  ['reminders', '2', '1', '2'],
  ['is_promise', 'true', 'false', 'true'],
] as const)('%s changed by hand to %s is found out', async ([column, changed, folded, kept]) => {
  await using desk = await freshDesk('the sample')
  await desk.db.execute(`update follow_ups set ${column} = ${changed} where reference = 'PRK-TC-1'`)
  const name = column.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())
  expect(await verify(desk)).toEqual({
    followUps: 2,
    differences: [{ reference: 'PRK-TC-1', column: name, kept, folded }],
  })
})

test('an entry slipped in beside the program is found out, and the next recording puts the columns right', async () => {
  await using desk = await freshDesk('the sample')
  await desk.db.execute(`insert into entries (communication_id, follow_up_id, bearing, character)
    select c.id, f.id, 'replies', 'declined' from communications c, follow_ups f
    where c.number = 3 and f.reference = 'PRK-TC-1'`)
  const { differences } = await verify(desk)
  expect(differences.map(({ column }) => column)).toContain('firstReplyOn')
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'auto_reply' } as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2005-01-20', entries: [reply] }))
  expect((await verify(desk)).differences).toEqual([])
})

test.for([
  [
    'a state',
    `update standings set state = 'answered' where from_on = '2003-12-30'`,
    'state answered',
    'state holding',
  ],
  [
    'an end',
    `update standings set next_on = null, next_known_at = null where from_on = '2003-12-16'`,
    'null',
    '2003-12-30',
  ],
  [
    'since when it was known',
    `update standings set known_until = now() + interval '1 year' where from_on = '2003-12-30'`,
    'knownUntil',
    'knownUntil null',
  ],
  ['a standing taken away', `delete from standings where from_on = '2003-12-30'`, 'none', 'state holding'],
  [
    'a standing too many',
    `insert into standings select follow_up_id, known_from, null, null, '2004-06-01', null, 'declined',
    'ours', null, null, null, null, null, null, null, null, 0, 0, null, null, null, null, null, null, null, false, false, false, counterpart_id
    from standings where from_on = '2003-12-30'`,
    'state declined',
    'none',
  ],
] as const)('%s of the past, changed by hand, is found out and put right', async ([, statement, kept, folded]) => {
  await using desk = await freshDesk('the sample')
  const before = await desk.db.execute(`select * from standings order by 1, 2, 5`)
  await desk.db.execute(statement)
  const { differences } = await verify(desk)
  expect(differences).toEqual([
    {
      reference: 'PRK-TC-1',
      column: expect.stringMatching(/^standing from 200\d-\d\d-\d\d, as known from 2026-11-24T07:00:00Z$/),
      kept: expect.stringContaining(kept),
      folded: expect.stringContaining(folded),
    },
  ])
  expect(await putRight(desk.on('2026-11-25'))).toEqual(differences)
  expect((await verify(desk)).differences).toEqual([])
  expect(await desk.db.execute(`select * from standings order by 1, 2, 5`)).toEqual(before)
})

const MANY = 2_400

test('a ledger of more than a batch is gone through whole, and it is told how far', async () => {
  await using desk = await freshDesk('the sample')
  await addCorrespondence(desk)
  const told: number[][] = []
  const verified = await verify(desk, (...progress) => void told.push(progress))
  expect(verified).toEqual({ followUps: MANY + 2, differences: [] })
  expect(told).toEqual([...Array.from({ length: 10 }, (_, n) => 250 * n), MANY + 2].map((done) => [done, MANY + 2]))
})

test('a difference is found and put right at the beginning, the end and either side of a batch', async () => {
  await using desk = await freshDesk('the sample')
  await addCorrespondence(desk)
  await desk.db.execute(`update follow_ups set reminders = 9 where id in (
    select id from (select id, row_number() over (order by id) as place from follow_ups) as placed
    where place in (1, 1000, 1001, ${MANY + 2}))`)
  const { differences } = await verify(desk)
  expect(differences).toHaveLength(4)
  expect(await putRight(desk.on('2026-11-25'))).toEqual(differences)
  expect((await verify(desk)).differences).toEqual([])
})

/** Follow-ups that were asked with PRK-TC-2, in the same letters. */
async function addCorrespondence(desk: Desk): Promise<void> {
  await addPending(desk, MANY)
  await desk.db.execute(`insert into entries (communication_id, follow_up_id, bearing, character, until_on)
    select e.communication_id, added.id, e.bearing, e.character, e.until_on
    from entries as e join follow_ups as f on f.id = e.follow_up_id and f.reference = 'PRK-TC-2',
      follow_ups as added where added.reference ~ '^PRK-TC-[0-9]{4}$'`)
}
