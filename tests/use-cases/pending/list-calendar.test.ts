import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { composeCalendar } from '../../../src/documents/calendar-file.ts'
import type { PendingQuery } from '../../../src/domain/pending-query.ts'
import { appendDesk, listDesks } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import type { Context, Moment } from '../../../src/use-cases/context.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { enterReportDuty } from '../../../src/use-cases/mandates/enter-mandate.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { listCalendar } from '../../../src/use-cases/pending/list-calendar.ts'
import { correctReportDuty, recordSubmission } from '../../../src/use-cases/mandates/meet-duty.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { readCalendar, type Appointment } from '../../support/readers/calendar.ts'
import { askOf, communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { deeds, isDone } from '../../support/drawn/histories.ts'
import { sampleWith } from '../../support/ledgers/sample.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

const NEXT = {
  dossier: 'PRK-TC',
  document: null,
  paragraph: null,
  body: 'Commission on Human Rights',
  session: 'sixty-second session',
  dueOn: day('2027-03-14'),
}

async function fileOf(context: Context, query: PendingQuery = {}, moment?: Moment): Promise<string> {
  const events = await listCalendar(context, query, moment)
  return composeCalendar({ view: null, events, baseUrl: 'https://relance.example.org', language: 'en' })
}

async function read(context: Context, query?: PendingQuery, moment?: Moment): Promise<Appointment[]> {
  return readCalendar(await fileOf(context, query, moment)).appointments
}

const ofThird = (appointments: readonly Appointment[]) => appointments.filter(({ summary }) => /PRK-TC-3/.test(summary))
const named = (appointments: readonly Appointment[], words: string) =>
  appointments.find(({ summary }) => summary.includes(words))

test('each due day takes a whole day, and a promise moves the appointment that was there', async () => {
  await using desk = await freshDesk('the sample')
  const before = named(await read(desk.on('2026-11-24')), 'PRK-TC-2')!
  expect(before).toMatchObject({ from: '2004-10-23', to: '2004-10-24', status: 'CONFIRMED' })
  expect(before.summary).toBe(
    'Answer due: PRK-TC-2 Proposal to explore ways of engaging in technical cooperation activities',
  )
  const promise = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'promised', untilOn: '2026-12-15' } as const
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ receivedOn: '2026-11-25', entries: [promise] }))
  const after = named(await read(desk.on('2026-11-25')), 'PRK-TC-2')!
  expect(after).toMatchObject({ uid: before.uid, from: '2026-12-15', to: '2026-12-16', status: 'CONFIRMED' })
  expect(after.summary).toMatch(/^Answer promised: PRK-TC-2/)
  expect(after.sequence).toBeGreaterThan(before.sequence)
  expect(after.stamp > before.stamp).toBe(true)
})

test('what was answered or closed is cancelled for ninety days, and then gone', async () => {
  await using desk = await freshDesk('the sample')
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  const before = named(await read(desk.on('2026-11-25')), 'PRK-TC-1')!
  await closeFollowUp(desk.on('2026-11-25'), closing)
  const over = named(await read(desk.on('2027-02-23')), 'PRK-TC-1')!
  expect(over).toMatchObject({ uid: before.uid, status: 'CANCELLED' })
  expect(over.sequence).toBeGreaterThan(before.sequence)
  expect(named(await read(desk.on('2027-02-24')), 'PRK-TC-1')).toBeUndefined()
})

const wordsOn = ({ uid, from, summary, status }: Appointment) => ({ uid, from, summary, status })

test('a calendar of another day tells what ran then as it was known then, and stands over nothing of today', async () => {
  await using desk = await freshDesk('the sample')
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  const promise = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'promised', untilOn: '2026-12-15' } as const
  await enterReportDuty(desk.on('2026-11-24'), NEXT)
  const before = await read(desk.on('2026-11-24'))
  await closeFollowUp(desk.on('2026-11-25'), closing)
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ receivedOn: '2026-11-25', entries: [promise] }))
  await correctReportDuty(desk.on('2026-11-25'), {
    duty: 2,
    dueOn: day('2027-04-01'),
    isWithdrawn: false,
    why: 'Put off',
  })
  const later = desk.on('2026-11-26')
  const at = (asOf: string, knownAt: Temporal.Instant = later.now) => ({ asOf: day(asOf), knownAt })
  const then = await read(later, {}, at('2026-11-24', desk.on('2026-11-24T23:00').now))
  expect(then.map(wordsOn)).toEqual(before.filter(({ status }) => status === 'CONFIRMED').map(wordsOn))
  expect(new Set(then.map(({ sequence }) => sequence))).toEqual(new Set([0]))
  expect(named(await read(later, {}, at('2026-11-26')), 'PRK-TC-1')).toBeUndefined()
  expect(named(await read(later, {}, at('2026-11-26')), 'PRK-TC-2')).toMatchObject({ from: '2026-12-15' })
  expect(await read(later, {}, at('2004-08-23'))).not.toContainEqual(
    expect.objectContaining({ summary: expect.stringContaining('PRK-TC-2') }),
  )
})

/** The sample, under a policy that expects a first reply within thirty days. */
async function withFirstReplies(): Promise<Desk> {
  const desk = await freshDesk()
  const file = await sampleWith(({ policies: [policy] }) => Object.assign(policy, { firstReplyWithin: 30 }))
  await importLedger(desk.on('2026-11-24'), file)
  return desk
}

test('a first reply has an appointment of its own, which a courtesy cancels and the answer does not wait for', async () => {
  await using desk = await withFirstReplies()
  await openFollowUps(desk.on('2026-11-24'), askOf({}))
  const [reply, answer] = ofThird(await read(desk.on('2026-11-24')))
  expect([reply, answer]).toMatchObject([
    { summary: 'First reply due: PRK-TC-3 Visit of the High Commissioner', from: '2005-02-04', status: 'CONFIRMED' },
    { summary: 'Answer due: PRK-TC-3 Visit of the High Commissioner', from: '2005-03-06', status: 'CONFIRMED' },
  ])
  const noted = { followUp: 'PRK-TC-3', bearing: 'replies', character: 'noted' } as const
  const letter = communicationOf({ receivedOn: '2005-01-20', entries: [noted] })
  await recordCommunication(desk.on('2026-11-25'), letter)
  const [over, after] = ofThird(await read(desk.on('2026-11-25')))
  expect(after).toMatchObject({ uid: answer!.uid, status: 'CONFIRMED' })
  expect(over).toMatchObject({ uid: reply!.uid, from: '2005-02-04', status: 'CANCELLED' })
  expect(over!.sequence).toBeGreaterThan(reply!.sequence)
  const letters = ofThird(await read(desk.on('2027-02-24')))
  expect(letters.map(({ uid }) => uid)).toEqual([answer!.uid])
})

test('what was over before it was recorded is in no calendar', async () => {
  await using desk = await withFirstReplies()
  const told = (await read(desk.on('2026-11-24'))).map(({ summary }) => summary.split(':')[0])
  expect(told).toEqual(['Answer due', 'Answer due'])
})

test('an appointment whose day is known no more is cancelled on the day that it had', async () => {
  await using desk = await withFirstReplies()
  const duty = await enterReportDuty(desk.on('2026-11-24'), NEXT)
  const other = await enterReportDuty(desk.on('2026-11-24'), { ...NEXT, session: 'sixty-third session' })
  await openFollowUps(desk.on('2026-11-24'), askOf({ dossier: 'KOR-1', dossierTitle: 'Another subject' }))
  const before = (await read(desk.on('2026-11-24'))).filter(({ summary }) => !/PRK-TC/.test(summary))
  expect(before.map(({ status }) => status)).toEqual(Array(4).fill('CONFIRMED'))
  const unknown = { content: { dated: null }, entries: [], isWithdrawn: false, why: 'Not the day.' }
  await correctCommunication(desk.on('2026-11-25'), { ...unknown, communication: 'KOR-1/1' })
  await correctReportDuty(desk.on('2026-11-25'), { duty, dueOn: null, isWithdrawn: false, why: 'Put off.' })
  await correctReportDuty(desk.on('2026-11-25'), { duty: other, dueOn: null, isWithdrawn: true, why: 'Not owed.' })
  const after = (await read(desk.on('2026-11-25'))).filter(({ summary }) => !/PRK-TC/.test(summary))
  expect(after.map(({ uid, from }) => [uid, from])).toEqual(before.map(({ uid, from }) => [uid, from]))
  expect(after.map(({ status }) => status)).toEqual(Array(4).fill('CANCELLED'))
  expect(after.every(({ sequence }, index) => sequence > before[index]!.sequence)).toBe(true)
  expect((await read(desk.on('2027-03-01'))).filter(({ summary }) => !/PRK-TC/.test(summary))).toEqual([])
})

test('a report is told with its asks on its day, moves with its day, and is cancelled once it went out', async () => {
  await using desk = await freshDesk('the sample')
  const duty = await enterReportDuty(desk.on('2026-11-25'), { ...NEXT, dueOn: null })
  expect(named(await read(desk.on('2026-11-25')), 'sixty-second')).toBeUndefined()
  await correctReportDuty(desk.on('2026-11-26'), { duty, dueOn: NEXT.dueOn, isWithdrawn: false, why: 'It is out' })
  const first = named(await read(desk.on('2026-11-26')), 'sixty-second')!
  expect(first).toMatchObject({ from: '2027-03-14', to: '2027-03-15', status: 'CONFIRMED' })
  expect(first.description).toMatch(
    /On that day, if nothing happens:\nPRK-TC-1 holding, long overdue; 8,475 days without a word\n/,
  )
  await recordSubmission(desk.on('2026-11-27'), { duty, document: 'E/62/5', submittedOn: day('2026-11-27'), why: null })
  const met = named(await read(desk.on('2026-11-27')), 'sixty-second')!
  expect(met).toMatchObject({ uid: first.uid, status: 'CANCELLED' })
  expect(met.sequence).toBeGreaterThan(first.sequence)
})

test.for([
  ['Arabic', 'زيارة المفوض السامي لحقوق الإنسان إلى البلد، بدعوة من الحكومة؛ متابعة الطلب'],
  ['Japanese', '人権高等弁務官の訪問に関する要請：技術協力の方法を模索するための提案について（二〇〇四年）'],
  ['emoji', '👩‍👩‍👧'.repeat(30)],
  ['what means something in a calendar', String.raw`a;b,c\n\,d: "e" END:VEVENT BEGIN:VALARM`],
  ['direction marks', 'abc\u202edef'],
] as const)('a title in %s comes through whole, in lines of at most 75 octets', async ([, title]) => {
  await using desk = await freshDesk('the sample')
  await openFollowUps(desk.on('2026-11-24'), askOf({ titles: [title] }))
  const event = named(await read(desk.on('2026-11-24')), 'PRK-TC-3')!
  expect(event.summary).toBe(`Answer due: PRK-TC-3 ${title.replaceAll('\u202e', '⟦RLO⟧')}`)
})

test('another desk’s confidential asks are never inside, and one’s own are named by their reference alone', async () => {
  await using desk = await freshDesk('the sample')
  const own = (await listDesks(desk.db)).find(({ reference }) => reference === 'TC')
  const { id: other } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  const context = desk.on('2026-11-24')
  await openFollowUps(context, askOf({ titles: ['Whereabouts of a witness'], isConfidential: true }))
  await enterReportDuty(context, NEXT)
  const sights = [{ deskId: other }, { deskId: null }, { deskId: own!.id }]
  const files = await Promise.all(sights.map((sight) => fileOf({ ...context, sight })))
  for (const file of files) expect(file).not.toContain('Whereabouts')
  expect(files.map((file) => file.includes('PRK-TC-3'))).toEqual([false, false, true])
  expect(named(readCalendar(files[2]!).appointments, 'PRK-TC-3')!.summary).toBe('Answer due: PRK-TC-3 (confidential)')
})

test('a view narrows its calendar, and whoever asks twice gets the same bytes on another day', async () => {
  await using desk = await freshDesk('the sample')
  await openFollowUps(desk.on('2026-11-24'), askOf({ dossier: 'KOR-1', dossierTitle: 'Another subject' }))
  expect((await read(desk.on('2026-11-24'), { dossier: 'KOR-1' })).map(({ from }) => from)).toEqual(['2005-03-06'])
  expect(await read(desk.on('2026-11-24'), { bracket: 'on_time' })).toEqual([])
  expect(await fileOf(desk.on('2026-12-24'))).toBe(await fileOf(desk.on('2026-11-24')))
})

test(
  'whatever happens, an appointment keeps its name and is never gone without being cancelled, its sequence never falls, and rises with whatever changes it',
  { timeout: 180_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { minLength: 3, maxLength: 10 }), async (history) => {
        await using desk = await withFirstReplies()
        const context = desk.on('2026-11-25')
        await enterReportDuty(context, NEXT)
        let known = new Map<string, Appointment>()
        for (const [index, deed] of history.entries()) {
          await isDone(desk.on(`2026-11-25T10:${10 + index}`), deed)
          const now = await read(context)
          const there = new Set(now.map(({ uid }) => uid))
          expect([...known.keys()].filter((uid) => !there.has(uid))).toEqual([])
          for (const event of now) {
            const before = known.get(event.uid)
            if (!before) continue
            const hasChanged = shownBy(before) !== shownBy(event)
            expect(event.sequence).toBeGreaterThanOrEqual(before.sequence + (hasChanged ? 1 : 0))
          }
          known = new Map([...known, ...now.map((event) => [event.uid, event] as const)])
        }
      }),
      { ...ON_DATABASES, numRuns: 12 },
    )
  },
)

function shownBy({ sequence: _sequence, stamp: _stamp, ...shown }: Appointment): string {
  return JSON.stringify(shown)
}
