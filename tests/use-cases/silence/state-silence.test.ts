import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../../src/domain/problem.ts'
import { withdrawAttestation } from '../../../src/use-cases/silence/attest-reading.ts'
import { retireReceivingPoint } from '../../../src/use-cases/silence/declare-receiving-point.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { findSilence, stateSilence } from '../../../src/use-cases/silence/state-silence.ts'
import { askOf, communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { attest, declarePoints, POINTS } from '../../support/ledgers/receiving-points.ts'

const ALL = Object.keys(POINTS)
const THEN = momentOf('2004-12-22')

/** The sample, with the three points of its desk declared on 24 November 2026. */
async function deskWithPoints(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await declarePoints(desk.on('2026-11-24'))
  return desk
}

async function refusal(desk: Desk, reference = 'PRK-TC-1', moment = THEN): Promise<readonly string[]> {
  const refused = await stateSilence(desk.on('2026-11-26'), reference, moment).catch((error: unknown) => error)
  if (!(refused instanceof Problem)) throw new Error('it was stated')
  expect(refused.code).toBe('conflict')
  return refused.details
}

test('as at 22 December 2004 no further response had been received: 358 days after the one letter, 120 after the other', async () => {
  await using desk = await deskWithPoints()
  await attest(desk.on('2026-11-25'), ALL, '2004-12-22')
  const first = await stateSilence(desk.on('2026-11-26'), 'PRK-TC-1', THEN)
  expect([first.days, first.lastWord?.reference, String(first.since)]).toEqual([358, 'PRK-TC/5', '2003-12-30'])
  expect(first.reminders.map(({ reference }) => reference)).toEqual(['PRK-TC/4'])
  expect(first.bearingOnNothing).toEqual(['PRK-TC/3'])
  expect(first.elsewhere).toEqual(['telephone', 'meeting', 'working_contact', 'document'])
  expect(first.points.map(({ reference, days }) => [reference, String(days.from), String(days.through)])).toEqual(
    ALL.map((point) => [point, '2003-12-30', '2004-12-22']),
  )
  expect(first.points[0]!.attestations.map(({ by, attestedOn }) => [by, String(attestedOn)])).toEqual([
    ['Amina Officer', '2026-11-25'],
  ])
  const second = await stateSilence(desk.on('2026-11-26'), 'PRK-TC-2', THEN)
  expect([second.days, second.lastWord?.reference, String(second.since)]).toEqual([120, 'PRK-TC/6', '2004-08-24'])
})

test('where the pouch was read only until 1 December, it is refused, and the pouch is named with its gap', async () => {
  await using desk = await deskWithPoints()
  await attest(desk.on('2026-11-25'), ['TC-MAILBOX', 'TC-REGISTRY'], '2004-12-22')
  await attest(desk.on('2026-11-25'), ['TC-POUCH'], '2004-12-01')
  expect(await refusal(desk)).toEqual([
    'TC-POUCH (Diplomatic pouch) is not attested as read from 2004-12-02 to 2004-12-22; ' +
      'try relance points attest TC-POUCH --from 2004-12-02 --through 2004-12-22',
  ])
  expect(await stateSilence(desk.on('2026-11-26'), 'PRK-TC-1', momentOf('2004-12-01'))).toMatchObject({ days: 337 })
})

test('as long as nothing is declared there is nothing to state', async () => {
  await using desk = await freshDesk('the sample')
  expect(await refusal(desk)).toMatchObject([expect.stringContaining('has declared no receiving point')])
})

test('what is attested later changes nothing that could be stated before, and what is withdrawn later neither', async () => {
  await using desk = await deskWithPoints()
  await attest(desk.on('2026-11-25'), ALL, '2004-12-22')
  expect(await refusal(desk, 'PRK-TC-1', momentOf('2004-12-22', '2026-11-24T12:00'))).toHaveLength(3)
  const [attested] = await attest(desk.on('2026-11-25'), ['TC-POUCH'], '2004-12-22')
  expect(attested!.days).toBeNull()
  await withdrawAttestation(desk.on('2026-11-26'), { point: 'TC-POUCH', number: 3, why: 'One bag was overlooked.' })
  expect(await refusal(desk)).toMatchObject([expect.stringContaining('TC-POUCH')])
  const before = momentOf('2004-12-22', '2026-11-25T12:00')
  expect(await stateSilence(desk.on('2026-11-26'), 'PRK-TC-1', before)).toMatchObject({ days: 358 })
})

test('a point that is retired later had to be read as long as that was not known', async () => {
  await using desk = await deskWithPoints()
  await attest(desk.on('2026-11-25'), ['TC-MAILBOX', 'TC-REGISTRY'], '2004-12-22')
  await retireReceivingPoint(desk.on('2026-11-26'), {
    point: 'TC-POUCH',
    retiredOn: day('2003-12-01'),
    why: 'There was no pouch.',
  })
  expect(await stateSilence(desk.on('2026-11-26T10:00'), 'PRK-TC-1', THEN)).toMatchObject({ days: 358 })
  expect(await refusal(desk, 'PRK-TC-1', momentOf('2004-12-22', '2026-11-25T12:00'))).toHaveLength(1)
})

test('a reply that nobody has read yet is named, and one that is entered without a day as well', async () => {
  await using desk = await deskWithPoints()
  await attest(desk.on('2026-11-25'), ALL, '2004-12-22')
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies' } as const
  const unread = { ...reply, character: 'unread' } as const
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ receivedOn: '2004-05-01', entries: [unread] }))
  expect(await refusal(desk)).toMatchObject([expect.stringContaining('PRK-TC/7, a reply of 2004-05-01, has not been')])
  const undated = { ...reply, character: 'noted' } as const
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ entries: [undated] }))
  expect(await refusal(desk)).toHaveLength(2)
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ dated: '../2005-06-01', entries: [undated] }))
  expect(await refusal(desk)).toHaveLength(3)
  expect(await stateSilence(desk.on('2026-11-26'), 'PRK-TC-2', THEN)).toMatchObject({ days: 120 })
})

test('of a day that is to come nothing is stated, and of a follow-up that another desk hides not even that it is there', async () => {
  await using desk = await deskWithPoints()
  const today = desk.on('2026-11-26')
  await expect(stateSilence(today, 'PRK-TC-1', momentOf('2026-11-27'))).rejects.toThrow('as-of: got 2026-11-27')
  await openFollowUps(today, askOf({ isConfidential: true }))
  await expect(stateSilence({ ...today, sight: { deskId: null } }, 'PRK-TC-3')).rejects.toThrow('no follow-up')
})

test('whatever is attested, it is stated if and only if every day was read at every point', async () => {
  await using desk = await deskWithPoints()
  const SINCE = day('2003-12-30')
  const stretch = fc.record({
    point: fc.constantFrom(...ALL),
    from: fc.integer({ min: -3, max: 4 }),
    length: fc.nat({ max: 6 }),
  })
  const attested: { point: string; from: number; through: number }[] = []
  const isRead = (point: string, on: number) =>
    attested.some((one) => one.point === point && one.from <= on && on <= one.through)
  const outcomes = new Set<boolean>()
  await fc.assert(
    fc.asyncProperty(fc.array(stretch, { minLength: 1, maxLength: 3 }), fc.nat({ max: 7 }), async (more, asOf) => {
      for (const { point, from, length } of more) {
        const through = from + length
        await attest(
          desk.on('2026-11-25'),
          [point],
          String(SINCE.add({ days: through })),
          String(SINCE.add({ days: from })),
        )
        attested.push({ point, from, through })
      }
      const days = Array.from({ length: asOf + 1 }, (_, on) => on)
      const finding = await findSilence(desk.on('2026-11-26'), 'PRK-TC-1', momentOf(String(SINCE.add({ days: asOf }))))
      outcomes.add('statement' in finding)
      expect('statement' in finding).toBe(ALL.every((point) => days.every((on) => isRead(point, on))))
      if (!('impediments' in finding)) return
      for (const { about, days: gap } of finding.impediments)
        for (let on = gap!.from; Temporal.PlainDate.compare(on, gap!.through) <= 0; on = on.add({ days: 1 }))
          expect(isRead(about!, SINCE.until(on, { largestUnit: 'days' }).days)).toBe(false)
    }),
    { numRuns: 25, seed: 20041222 },
  )
  expect(outcomes.size).toBe(2)
})
