import { expect, test } from 'vitest'
import type { Clock } from '../../../src/domain/standings/response-times.ts'
import { appendDesk } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { listCounterparts } from '../../../src/use-cases/counterparts/list-counterparts.ts'
import { measureResponses, type CounterpartResponses } from '../../../src/use-cases/counterparts/measure-responses.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showCounterpart } from '../../../src/use-cases/counterparts/show-counterpart.ts'
import { askOf, communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'

const TODAY = '2026-11-24'

/** `PRK-TC-1 144` where it ended after so many days, `PRK-TC-1 8509+` where it is open. */
function told(responses: CounterpartResponses, clock: Clock): string[] {
  return responses[clock].measured.map(
    ({ followUp, days, isEnded }) => `${followUp.reference} ${days}${isEnded ? '' : '+'}`,
  )
}

function asked(dated?: string) {
  return askOf({ communication: communicationOf({ direction: 'sent', ...(dated !== undefined && { dated }) }) })
}

const reply = (receivedOn: string, followUp: string, character: 'noted' | 'substantive' | 'partial') =>
  communicationOf({ receivedOn, entries: [{ followUp, bearing: 'replies', character }] })

test('the first letter had a first reply after 144 days, and neither ask has an answer', async () => {
  await using desk = await freshDesk('the sample')
  const responses = await measureResponses(desk.on(TODAY), 'PRK-GVA')
  expect(told(responses, 'first-reply')).toEqual(['PRK-TC-2 0', 'PRK-TC-1 144'])
  expect(told(responses, 'answer')).toEqual(['PRK-TC-2 8127+', 'PRK-TC-1 8509+'])
  expect(responses['first-reply'].survival.median).toBe(0)
  expect(responses.answer.survival).toMatchObject({ steps: [], median: null })
})

test.for([
  ['2003-08-07', [], []],
  ['2003-12-29', ['PRK-TC-1 143+'], ['PRK-TC-1 143+']],
  ['2003-12-30', ['PRK-TC-1 144'], ['PRK-TC-1 144+']],
  ['2004-12-22', ['PRK-TC-2 0', 'PRK-TC-1 144'], ['PRK-TC-2 120+', 'PRK-TC-1 502+']],
] as const)('as of %s only what had been asked and said counts', async ([asOf, firstReply, answer]) => {
  await using desk = await freshDesk('the sample')
  const responses = await measureResponses(desk.on(TODAY), 'PRK-GVA', momentOf(asOf))
  expect(told(responses, 'first-reply')).toEqual(firstReply)
  expect(told(responses, 'answer')).toEqual(answer)
})

test('what was not known yet is not measured, and today is the same as the moment of today', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on(TODAY)
  expect((await measureResponses(context, 'PRK-GVA', momentOf('2004-12-22', '2026-11-24T07:59'))).asks).toBe(0)
  const now = { asOf: context.today, knownAt: context.now }
  expect(await measureResponses(context, 'PRK-GVA')).toEqual(await measureResponses(context, 'PRK-GVA', now))
})

test('a correction moves the measure, an ask that is put again has clocks of its own, and a closure stops them', async () => {
  await using desk = await freshDesk('the sample')
  const later = desk.on('2026-11-25')
  await recordCommunication(later, reply('2003-10-07', 'PRK-TC-1', 'substantive'))
  const asks = [{ followUp: 'PRK-TC-1', bearing: 'asks' } as const]
  await recordCommunication(later, communicationOf({ direction: 'sent', dated: '2026-11-01', entries: asks }))
  await closeFollowUp(later, { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2004-12-02'), remark: null })
  const before = await measureResponses(later, 'PRK-GVA')
  expect(before.asks).toBe(3)
  expect(before.followUps).toHaveLength(2)
  expect(told(before, 'answer')).toEqual(['PRK-TC-1 24+', 'PRK-TC-1 60', 'PRK-TC-2 100+'])
  const misread = { communication: 'PRK-TC/7', why: 'misread', content: {}, isWithdrawn: false }
  await correctCommunication(desk.on('2026-11-26'), { ...misread, entries: [{ character: 'partial' }] })
  const after = await measureResponses(desk.on('2026-11-26'), 'PRK-GVA')
  expect(told(after, 'answer')).toEqual(['PRK-TC-2 100+', 'PRK-TC-1 8511+'])
})

test('what has a vague day or none is left out and named, never made to look exact', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on(TODAY)
  await openFollowUps(context, asked('2005-01'))
  await openFollowUps(context, asked())
  await openFollowUps(context, asked('2005-01-05'))
  const dated = communicationOf({
    dated: '2005-03',
    entries: [{ followUp: 'PRK-TC-5', bearing: 'replies', character: 'noted' }],
  })
  await recordCommunication(context, dated)
  const responses = await measureResponses(context, 'PRK-GVA')
  const leftOut = (clock: Clock) => responses[clock].leftOut.map((of) => `${of.followUp.reference} ${of.because}`)
  expect(leftOut('first-reply')).toEqual(['PRK-TC-3 ask', 'PRK-TC-4 ask', 'PRK-TC-5 reply'])
  expect(leftOut('answer')).toEqual(['PRK-TC-3 ask', 'PRK-TC-4 ask'])
  expect(responses.asks).toBe(5)
})

test("another desk's confidential asks are neither measured nor counted, today or in a replay", async () => {
  await using desk = await freshDesk('the sample')
  await openFollowUps(desk.on(TODAY), askOf({ isConfidential: true }))
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  const theirs = { ...desk.on(TODAY), sight: { deskId } }
  const asks = async (context: typeof theirs, moment?: ReturnType<typeof momentOf>) =>
    (await measureResponses(context, 'PRK-GVA', moment)).asks
  expect([await asks(theirs), await asks(theirs, momentOf('2010-01-01'))]).toEqual([2, 2])
  expect(await asks({ ...theirs, sight: { deskId: 1 } })).toBe(3)
  expect((await listCounterparts(theirs)).map(({ pending }) => pending)).toEqual([2])
  expect((await showCounterpart(theirs, 'PRK-GVA')).pending.map(({ reference }) => reference)).toEqual([
    'PRK-TC-1',
    'PRK-TC-2',
  ])
})

test('an office that nobody entered is not there', async () => {
  await using desk = await freshDesk('the sample')
  await expect(measureResponses(desk.on(TODAY), 'XXX')).rejects.toThrow('no counterpart XXX')
})

test('what each office owed on a day is told by its list, and by the same fold', async () => {
  await using desk = await freshDesk('the sample')
  const owed = async (moment?: ReturnType<typeof momentOf>) =>
    (await listCounterparts(desk.on(TODAY), moment)).map(({ pending, overdue, longestSilence }) => [
      pending,
      overdue,
      longestSilence,
    ])
  expect(await owed()).toEqual([[2, 2, 8365]])
  expect(await owed(momentOf('2004-12-22'))).toEqual([[2, 2, 358]])
  expect(await owed(momentOf('2003-08-07'))).toEqual([[0, 0, null]])
})
