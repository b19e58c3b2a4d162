import { expect, test } from 'vitest'
import { appendPolicy, findDesk } from '../../../src/store/parties/parties.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'

/** A letter of 5 January 2005 that asks two things of two offices; opens PRK-TC-3 to PRK-TC-6. */
async function deskWithFourAsks(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const office = { reference: 'CHE-GVA', name: 'Mission of Switzerland', country: 'CHE' }
  await enterCounterpart(desk.on('2026-11-24'), { ...office, timeZone: null, emails: [], succeeds: null })
  const asked = { titles: ['A visit', 'A report'], counterparts: ['PRK-GVA', 'CHE-GVA'] }
  await openFollowUps(desk.on('2026-11-24'), askOf(asked))
  return desk
}

const pending = async ({ on }: Desk) =>
  (await listPending(on('2026-11-24'), {})).map(({ reference }) => reference).toSorted()

test('of four asks of one letter, each is answered for itself', async () => {
  await using desk = await deskWithFourAsks()
  const entries = [{ followUp: 'PRK-TC-4', bearing: 'replies', character: 'substantive' }] as const
  const reply = communicationOf({ receivedOn: '2005-01-20', entries })
  const { standings } = await recordCommunication(desk.on('2026-11-24'), reply)
  expect([...standings.keys()]).toEqual(['PRK-TC-4'])
  expect(await pending(desk)).toEqual(['PRK-TC-1', 'PRK-TC-2', 'PRK-TC-3', 'PRK-TC-5', 'PRK-TC-6'])
  expect((await verify(desk)).differences).toEqual([])
})

test('a partial answer of one office to one ask cannot hide what the others have not answered', async () => {
  await using desk = await deskWithFourAsks()
  const entries = [
    { followUp: 'PRK-TC-3', bearing: 'replies', character: 'declined' },
    { followUp: 'PRK-TC-4', bearing: 'replies', character: 'noted' },
  ] as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ receivedOn: '2005-01-20', entries }))
  expect(await pending(desk)).toEqual(['PRK-TC-1', 'PRK-TC-2', 'PRK-TC-4', 'PRK-TC-5', 'PRK-TC-6'])
  const silent = await listPending(desk.on('2026-11-24'), { counterpart: 'CHE-GVA', state: 'awaiting_reply' })
  expect(silent).toMatchObject([{ title: 'A visit' }, { title: 'A report' }])
})

test('the four asks are of one communication, and each tells its own story', async () => {
  await using desk = await deskWithFourAsks()
  for (const reference of ['PRK-TC-3', 'PRK-TC-4', 'PRK-TC-5', 'PRK-TC-6']) {
    const { chronology } = await showFollowUp(desk.on('2026-11-24'), reference)
    const bearing = chronology.filter(({ entries }) => entries.length > 0)
    expect(bearing).toMatchObject([
      { communication: { number: 7 }, entries: [{ followUp: reference, bearing: 'asks' }] },
    ])
  }
})

test('an ask that names no policy takes the only one of its desk', async () => {
  await using desk = await freshDesk('the sample')
  const { standings } = await openFollowUps(desk.on('2026-11-24'), askOf({ desk: null, policy: null }))
  expect(standings.get('PRK-TC-3')).toMatchObject({ answerDueOn: day('2005-03-06'), answerDueBasis: 'expected' })
})

test('an ask that names no policy takes none where its desk has two, and so has no deadline', async () => {
  await using desk = await freshDesk('the sample')
  const { id: deskId } = (await findDesk(desk.db, 'TC'))!
  const policy = { reference: 'TC-30', name: 'Within 30 days', unit: 'calendar_days', answerWithin: 30 } as const
  await appendPolicy(desk.db, { ...policy, deskId, quietDays: 0, weekend: [6, 7] })
  await openFollowUps(desk.on('2026-11-24'), askOf({ desk: null, policy: null }))
  expect(await listPending(desk.on('2026-11-24'), { bracket: 'no_deadline' })).toMatchObject([
    { reference: 'PRK-TC-3', answerDueOn: null, daysOverdue: null },
  ])
})
