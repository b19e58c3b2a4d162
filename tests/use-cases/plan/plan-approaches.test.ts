import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Plan } from '../../../src/domain/approaches/plan.ts'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { planApproaches } from '../../../src/use-cases/plan/plan-approaches.ts'
import { cancelMeeting, changeMeeting, listMeetings, planMeeting } from '../../../src/use-cases/plan/plan-meeting.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { explained } from '../../support/explained.ts'
import { sampleWith } from '../../support/ledgers/sample.ts'

const ALL = { query: {}, days: 30 }
const MEETING = {
  counterpart: 'PRK-GVA',
  rank: 'head',
  title: 'Courtesy call',
  meets: 'Permanent Representative',
} as const

let sample: Desk

beforeAll(async () => {
  sample = await freshDesk('the sample')
})
afterAll(() => sample[Symbol.asyncDispose]())

const told = ({ approaches, rests }: Plan) => ({
  approaches: approaches.map(({ on, channel, rank, asks }) => [
    on.toString(),
    channel,
    rank,
    asks.map(({ followUp }) => followUp.reference),
  ]),
  rests: rests.map(({ followUp, until, why }) => [followUp.reference, until.toString(), why.because]),
})

test.for([
  ['2003-08-20', [], [['PRK-TC-1', '2003-10-08', 'later']], 'the letter has only just gone'],
  ['2003-12-10', [['2003-12-10', 'letter', 'desk_officer', ['PRK-TC-1']]], [], 'its answer is overdue'],
  ['2004-01-02', [['2004-01-15', 'letter', 'desk_officer', ['PRK-TC-1']]], [], 'it was reminded of on 16 December'],
  [
    '2004-12-22',
    [['2004-12-22', 'letter', 'desk_officer', ['PRK-TC-1', 'PRK-TC-2']]],
    [],
    'one letter serves for both',
  ],
] as const)('as of %s the plan for the mission in Geneva is %j: %s', async ([asOf, approaches, rests]) => {
  const plan = await planApproaches(sample.on('2026-11-24'), ALL, momentOf(asOf))
  expect(told(plan)).toEqual({ approaches, rests })
})

test('a narrower question gets the same letter, with all that goes in it', async () => {
  const wanted = { query: { bracket: 'long_overdue', dossier: 'PRK-TC' }, days: 30 } as const
  const plan = await planApproaches(sample.on('2026-11-24'), wanted, momentOf('2004-12-22'))
  expect(told(plan).approaches).toEqual([['2004-12-22', 'letter', 'desk_officer', ['PRK-TC-1', 'PRK-TC-2']]])
})

test('what a narrower question means is read once, and with it what else its offices owe', async () => {
  await using ledger = explained(sample.connection)
  const context = { ...sample.on('2026-11-24'), db: ledger.db }
  const asked = await ledger.statementsOf(() => planApproaches(context, { query: { search: 'PRK-TC-1' }, days: 30 }))
  const reads = asked.filter(({ statement }) => /select .*"title".* from "follow_ups"/s.test(statement))
  expect(reads.map(({ statement }) => statement.includes('not exists'))).toEqual([false, true])
})

test('a meeting takes the asks until it is moved away or cancelled, and a replay knows what was known', async () => {
  await using desk = await freshDesk('the sample')
  const number = await planMeeting(desk.on('2026-11-24'), { ...MEETING, heldOn: day('2026-11-30') })
  const plan = async (known?: string) => {
    const { approaches } = await planApproaches(
      desk.on('2026-11-27'),
      ALL,
      known ? momentOf('2026-11-27', known) : undefined,
    )
    return approaches.map(({ on, meeting }) => [on.toString(), meeting?.number ?? null])
  }
  expect(await plan()).toEqual([['2026-11-30', number]])
  await changeMeeting(desk.on('2026-11-25'), number, { change: { heldOn: day('2026-12-03') }, why: 'They asked.' })
  expect(await plan()).toEqual([['2026-12-03', number]])
  await cancelMeeting(desk.on('2026-11-26'), number, 'Put off.')
  expect(await plan()).toEqual([['2026-11-27', null]])
  expect(await plan('2026-11-24T10:00')).toEqual([['2026-11-30', number]])
  expect(await listMeetings(desk.on('2026-11-26'))).toEqual([])
  await expect(cancelMeeting(desk.on('2026-11-26'), number, 'Again.')).rejects.toMatchObject({ code: 'conflict' })
  await expect(planMeeting(desk.on('2026-11-26'), { ...MEETING, heldOn: day('2026-11-25') })).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('what was asked of an office goes to the one that took its place', async () => {
  await using desk = await freshDesk('the sample')
  const heir = { reference: 'PRK-NEW', name: 'The new mission', country: null, timeZone: null, emails: [] }
  await enterCounterpart(desk.on('2026-11-24'), { ...heir, succeeds: 'PRK-GVA' })
  const { approaches } = await planApproaches(desk.on('2026-11-24'), ALL)
  expect(approaches.map(({ office }) => office.reference)).toEqual(['PRK-NEW'])
  expect(approaches[0]!.circumstances).toContainEqual({
    because: 'succeeded',
    asked: "Permanent Mission of the Democratic People's Republic of Korea to the United Nations Office at Geneva",
  })
})

test('a confidential ask has an approach of its own, which other desks do not see', async () => {
  await using desk = await freshDesk('the sample')
  const { on } = desk
  await openFollowUps(on('2026-11-24'), askOf({ isConfidential: true }))
  const { approaches } = await planApproaches(on('2026-11-24'), ALL)
  expect(approaches.map(({ isConfidential, asks }) => [isConfidential, asks.length])).toEqual([
    [false, 2],
    [true, 1],
  ])
  const elsewhere = await planApproaches({ ...on('2026-11-24'), sight: { deskId: null } }, ALL)
  expect(elsewhere.approaches.map(({ asks }) => asks.length)).toEqual([2])
})

test('a promise that is moved moves the reminder, and an unread reply puts it off until it is read', async () => {
  await using desk = await freshDesk('the sample')
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies' } as const
  const promise = async (untilOn: string, on: string) =>
    recordCommunication(
      desk.on(on),
      communicationOf({ receivedOn: on, entries: [{ ...reply, character: 'promised', untilOn }] }),
    )
  const next = async (on: string) => {
    const wanted = { query: { dossier: 'PRK-TC', state: 'promised' }, days: 300 } as const
    return told(await planApproaches(desk.on(on), wanted))
  }
  await promise('2026-12-10', '2026-11-24')
  expect(await next('2026-11-24')).toMatchObject({
    approaches: [['2026-12-11', 'letter', 'desk_officer', ['PRK-TC-2']]],
  })
  await promise('2026-12-20', '2026-11-25')
  expect(await next('2026-11-25')).toMatchObject({
    approaches: [['2026-12-21', 'letter', 'desk_officer', ['PRK-TC-2']]],
  })
  const unread = communicationOf({ receivedOn: '2026-11-26', entries: [{ ...reply, character: 'unread' }] })
  await recordCommunication(desk.on('2026-11-26'), unread)
  expect(await next('2026-11-26')).toEqual({ approaches: [], rests: [['PRK-TC-2', '2026-11-26', 'ours']] })
})

test('the days are counted from when a letter went out, whatever day is written on it', async () => {
  await using desk = await freshDesk('the sample')
  const communication = communicationOf({ direction: 'sent', dated: '2026-08-01', sentOn: '2026-11-02' })
  const { reference } = await openFollowUps(desk.on('2026-11-24'), askOf({ communication }))
  const { rests } = await planApproaches(desk.on('2026-11-24'), ALL)
  expect(reference).toBe('PRK-TC/7')
  expect(told({ approaches: [], rests } as never).rests).toEqual([['PRK-TC-3', '2027-01-02', 'later']])
})

test('what is planned may be recorded on its day, and is then not planned again until the interval has passed', async () => {
  await using desk = await freshDesk('the sample')
  const { approaches } = await planApproaches(desk.on('2026-11-24'), ALL)
  const [{ on, asks }] = approaches as [Plan['approaches'][number]]
  const entries = asks.map(({ followUp }) => ({ followUp: followUp.reference, bearing: 'reminds' as const }))
  const sent = communicationOf({ direction: 'sent', dated: on.toString(), entries })
  await recordCommunication(desk.on(on.toString()), sent)
  expect(told(await planApproaches(desk.on(on.toString()), ALL))).toEqual({
    approaches: [['2026-12-24', 'letter', 'section_chief', ['PRK-TC-1', 'PRK-TC-2']]],
    rests: [],
  })
})

test('the steps, the grace and the holidays of a policy are kept to, and leave with an export and come back', async () => {
  await using desk = await freshDesk()
  const file = await sampleWith((ledger) => {
    const steps = [
      { afterReminders: 1, channel: 'note_verbale', rank: 'director', signatory: 'Director of Operations' },
      { afterReminders: 0, channel: 'telephone', rank: 'section_chief' },
    ]
    Object.assign(ledger.policies[0], { steps, graceDays: 5, holidayCalendar: 'CH-GE' })
    Object.assign(ledger.counterparts[0], { holidayCalendar: 'CH-GE' })
    ledger.plannedMeetings = [{ ...MEETING, heldOn: '2027-03-01' }]
  })
  await importLedger(desk.on('2026-11-24'), file)
  const context = desk.on('2026-11-24')
  const plan = async (asOf: string) => told(await planApproaches(context, ALL, momentOf(asOf))).approaches
  expect(await plan('2003-10-01')).toEqual([['2003-10-13', 'telephone', 'section_chief', ['PRK-TC-1']]])
  expect(await plan('2003-12-25')).toEqual([['2004-01-15', 'note_verbale', 'director', ['PRK-TC-1']]])
  const exported = parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(desk.seen))))
  expect(exported.plannedMeetings).toEqual(file.plannedMeetings)
  expect(exported.policies).toEqual(file.policies)
  expect(await importLedger(context, exported)).toMatchObject({ added: { 'planned meetings': 0, policies: 0 } })
})
