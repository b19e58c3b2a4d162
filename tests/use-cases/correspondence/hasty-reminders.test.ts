import { expect, test } from 'vitest'
import { listCorrespondence } from '../../../src/store/correspondence/communications.ts'
import { findDossier } from '../../../src/store/correspondence/dossiers.ts'
import { appendPolicy, findDesk } from '../../../src/store/parties/parties.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import {
  recordCommunication,
  type NewCommunication,
} from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, freshDesk, type Desk } from '../../support/ledgers/desk.ts'

const TC1 = 'PRK-TC-1'
const QUIET = 'PRK-TC-3'

/** Beside the sample, an ask of 5 January 2005 whose policy keeps quiet for fourteen days. */
async function deskWithQuietDays(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const { id: deskId } = (await findDesk(desk.db, 'TC'))!
  const policy = { reference: 'TC-14', name: 'Fourteen quiet days', unit: 'calendar_days' as const, quietDays: 14 }
  await appendPolicy(desk.db, { ...policy, deskId, answerWithin: 60, weekend: [6, 7] })
  await openFollowUps(desk.on('2026-11-24'), askOf({ policy: 'TC-14' }))
  return desk
}

const reply = (followUp: string, character: 'noted' | 'unread' | 'auto_reply', receivedOn: string) =>
  communicationOf({ receivedOn, entries: [{ followUp, bearing: 'replies', character }] })

const reminder = (dated: string, ...followUps: string[]) =>
  communicationOf({
    direction: 'sent',
    dated,
    entries: followUps.map((followUp) => ({ followUp, bearing: 'reminds' })),
  })

const record = (desk: Desk, communication: NewCommunication, isAgain = false) =>
  recordCommunication(desk.on('2026-11-24'), communication, { isAgain })

const filed = async ({ seen }: Desk) => (await listCorrespondence(seen, (await findDossier(seen, 'PRK-TC'))!.id)).length

test('a reminder while a reply lies unread is refused, and nothing is filed', async () => {
  await using desk = await freshDesk('the sample')
  await record(desk, reply(TC1, 'unread', '2005-01-20'))
  await expect(record(desk, reminder('2005-06-01', TC1))).rejects.toMatchObject({
    name: 'Problem',
    code: 'conflict',
    message: expect.stringMatching(/^PRK-TC-1 has a reply that nobody has read yet.*--again$/),
  })
  expect(await filed(desk)).toBe(7)
})

test('a reminder that has gone out all the same is recorded, and the reply is still unread', async () => {
  await using desk = await freshDesk('the sample')
  await record(desk, reply(TC1, 'unread', '2005-01-20'))
  const { standings } = await record(desk, reminder('2005-06-01', TC1), true)
  expect(standings.get(TC1)).toMatchObject({ reminders: 2, unreadReplies: 1 })
})

test('once somebody has read the reply, the reminder may go out', async () => {
  await using desk = await freshDesk('the sample')
  const { reference } = await record(desk, reply(TC1, 'unread', '2005-01-20'))
  await correctCommunication(desk.on('2026-11-24'), {
    communication: reference,
    why: 'Read.',
    content: {},
    entries: [{ character: 'noted' }],
    isWithdrawn: false,
  })
  expect((await record(desk, reminder('2005-06-01', TC1))).standings.get(TC1)?.reminders).toBe(2)
})

test('an unread reply to one ask does not keep another from being chased, unless one letter chases both', async () => {
  await using desk = await freshDesk('the sample')
  await record(desk, reply('PRK-TC-2', 'unread', '2005-01-20'))
  await expect(record(desk, reminder('2005-06-01', TC1, 'PRK-TC-2'))).rejects.toThrow(/^PRK-TC-2 has a reply/)
  expect((await record(desk, reminder('2005-06-01', TC1))).standings.get(TC1)?.reminders).toBe(2)
})

const AFTER: readonly (readonly [what: string, NewCommunication])[] = [
  ['a word', reply(QUIET, 'noted', '2005-03-01')],
  ['a reminder', reminder('2005-03-01', QUIET)],
]

test.for(AFTER)(
  'within the quiet days after %s no reminder goes out, on the first day beyond them one may',
  async ([, before]) => {
    await using desk = await deskWithQuietDays()
    await record(desk, before)
    for (const on of ['2005-03-02', '2005-03-14']) {
      await expect(record(desk, reminder(on, QUIET))).rejects.toMatchObject({
        name: 'Problem',
        code: 'conflict',
        message: expect.stringMatching(
          /^PRK-TC-3 had a word or a reminder on 2005-03-01, .*quiet for 14 days.*--again$/,
        ),
      })
    }
    expect((await record(desk, reminder('2005-03-15', QUIET))).reference).toBe('PRK-TC/9')
  },
)

test.for(AFTER)(
  'a reminder within the quiet days after %s is recorded when told that it went out',
  async ([, before]) => {
    await using desk = await deskWithQuietDays()
    await record(desk, before)
    expect((await record(desk, reminder('2005-03-02', QUIET), true)).reference).toBe('PRK-TC/9')
  },
)

test('a reminder of a day before the word, found in the file afterwards, came too soon after nothing', async () => {
  await using desk = await deskWithQuietDays()
  await record(desk, reply(QUIET, 'noted', '2005-03-01'))
  expect((await record(desk, reminder('2005-02-28', QUIET))).standings.get(QUIET)?.reminders).toBe(1)
})

test('a machine that answers is no word, so it begins no quiet days', async () => {
  await using desk = await deskWithQuietDays()
  await record(desk, reply(QUIET, 'auto_reply', '2005-03-01'))
  expect((await record(desk, reminder('2005-03-02', QUIET))).standings.get(QUIET)?.reminders).toBe(1)
})

test('the ask itself begins no quiet days, and a policy without any has none', async () => {
  await using desk = await deskWithQuietDays()
  expect((await record(desk, reminder('2005-01-06', QUIET))).standings.get(QUIET)?.reminders).toBe(1)
  await record(desk, reply(TC1, 'noted', '2005-03-01'))
  expect((await record(desk, reminder('2005-03-01', TC1))).standings.get(TC1)?.reminders).toBe(2)
})

test('a quiet day keeps back the reminder only: a new ask, or what they needed, may go out', async () => {
  await using desk = await deskWithQuietDays()
  await record(desk, reply(QUIET, 'noted', '2005-03-01'))
  for (const bearing of ['supplies', 'asks'] as const) {
    const entries = [{ followUp: QUIET, bearing }]
    await record(desk, communicationOf({ direction: 'sent', dated: '2005-03-02', entries }))
  }
  expect(await filed(desk)).toBe(10)
})
