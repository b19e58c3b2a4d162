import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { deriveDueDays, type Policy } from '../../../src/domain/standings/clocks.ts'
import type { Fact } from '../../../src/domain/correspondence/facts.ts'
import { keep, type KeptStanding } from '../../../src/domain/standings/follow-up.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { listFacts } from '../../../src/store/correspondence/facts.ts'
import { foldFollowUps } from '../../../src/use-cases/standings/fold-follow-ups.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'
import { after, deeds, isDone } from '../../support/drawn/histories.ts'
import { ON_DATABASES } from '../../support/databases/on-databases.ts'

test('as of 22 December 2004 the record stands as E/CN.4/2005/32 reports it', async () => {
  await using desk = await freshDesk('the sample')
  expect(await listPending(desk.on('2026-11-24'), {}, momentOf('2004-12-22'))).toMatchObject([
    {
      reference: 'PRK-TC-1',
      state: 'holding',
      character: 'transmitted',
      move: 'theirs',
      daysSinceAsked: 502,
      daysSinceLastWord: 358,
      firstReplyOn: day('2003-12-30'),
      answerDueOn: day('2003-10-07'),
      answerDueBasis: 'expected',
      bracket: 'long_overdue',
      isBracketCertain: true,
    },
    {
      reference: 'PRK-TC-2',
      state: 'holding',
      character: 'noted',
      move: 'theirs',
      daysSinceAsked: 120,
      daysSinceLastWord: 120,
      answerDueOn: day('2004-10-23'),
      answerDueBasis: 'expected',
      bracket: 'overdue',
      daysOverdue: 60,
    },
  ])
})

test('as of 23 August 2004 nothing had been proposed yet', async () => {
  await using desk = await freshDesk('the sample')
  const then = await listPending(desk.on('2026-11-24'), {}, momentOf('2004-08-23'))
  expect(then.map(({ reference }) => reference)).toEqual(['PRK-TC-1'])
})

test('what nobody had recorded yet was not known, whatever had happened', async () => {
  await using desk = await freshDesk('the sample')
  const known = (at: string) => listPending(desk.on('2026-11-24'), {}, momentOf('2004-12-22', at))
  expect(await known('2026-11-24T07:59')).toEqual([])
  expect(await known('2026-11-24T08:00')).toHaveLength(2)
})

test('on 24 November 2026 the last word is 8,127 days old', async () => {
  await using desk = await freshDesk('the sample')
  const [proposal] = await listPending(desk.on('2026-11-24'), { state: 'holding', dossier: 'PRK-TC' })
  const [, second] = await listPending(desk.on('2026-11-24'), {})
  expect(proposal).toMatchObject({ reference: 'PRK-TC-1', daysSinceLastWord: 8365 })
  expect(second).toMatchObject({ reference: 'PRK-TC-2', daysSinceLastWord: 8127, bracket: 'long_overdue' })
})

test('longest silence first: what has no date at all before everything else, what was never answered by its ask', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  await openFollowUps(context, askOf({ titles: ['Undated'], communication: communicationOf({ direction: 'sent' }) }))
  const dated = '2004-03-01'
  await openFollowUps(context, askOf({ communication: communicationOf({ direction: 'sent', dated }) }))
  expect((await listPending(context, {})).map(({ reference, bracket }) => `${reference} ${bracket}`)).toEqual([
    'PRK-TC-3 date_unknown',
    'PRK-TC-1 long_overdue',
    'PRK-TC-4 long_overdue',
    'PRK-TC-2 long_overdue',
  ])
})

test('what may yet lie ahead of a day is at least no days old, never fewer', async () => {
  await using desk = await freshDesk('the sample')
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
  await recordCommunication(desk.on('2026-11-24'), communicationOf({ dated: '2004-12-01/..', entries: [reply] }))
  const [, proposal] = await listPending(desk.on('2026-11-24'), {}, momentOf('2004-12-22'))
  expect(proposal).toMatchObject({ state: 'partial', daysSinceLastWord: 0, isLastWordVague: true })
})

test.for([
  [{ counterpart: 'PRK-GVA' }, 2],
  [{ counterpart: 'CHE-GVA' }, 0],
  [{ dossier: 'PRK-TC', desk: 'TC', owner: 'Desk.Officer@example.org' }, 2],
  [{ owner: 'amina@example.org' }, 0],
  [{ state: 'holding', move: 'theirs' }, 2],
  [{ move: 'ours' }, 0],
  [{ bracket: 'long_overdue' }, 2],
  [{ isUnread: true }, 0],
  [{ dossier: "'; drop table follow_ups; --" }, 0],
] as const)('of %j there are %i, from the columns and from the facts', async ([query, count]) => {
  await using desk = await freshDesk('the sample')
  expect(await listPending(desk.on('2026-11-24'), query)).toHaveLength(count)
  expect(await listPending(desk.on('2026-11-24'), query, momentOf('2026-11-24'))).toHaveLength(count)
})

test('whatever is recorded, corrected, closed and taken back: the columns say what the facts say, at every moment', async () => {
  const history = fc.array(deeds, { minLength: 1, maxLength: 12 })
  const moments = fc.array(fc.tuple(fc.nat({ max: 1000 }), fc.nat({ max: 12 })), { minLength: 2, maxLength: 4 })
  await fc.assert(
    fc.asyncProperty(history, moments, async (done, asked) => {
      await using desk = await freshDesk('the sample')
      const known = [await listFacts(desk.db, IDS)]
      for (const [hours, deed] of done.entries()) {
        await isDone(desk.on(hourly(hours + 1)), deed)
        known.push(await listFacts(desk.db, IDS))
      }
      const later = desk.on('2026-11-25')
      expect((await verify(desk)).differences).toEqual([])
      const now = { asOf: later.today, knownAt: later.now }
      expect(await listPending(later, {})).toEqual(await listPending(later, {}, now))
      for (const [days, hours] of asked.map(([on, at]) => [on, Math.min(at, done.length)] as const)) {
        const moment = momentOf(after(days).toString(), hourly(hours))
        const replayed = await foldFollowUps(desk.db, FOLLOW_UPS, moment)
        for (const id of IDS)
          expect(replayed.get(id)!.kept).toEqual(foldedInMemory(known[hours]!.get(id)!, moment.asOf))
      }
    }),
    { ...ON_DATABASES, numRuns: 15 },
  )
})

const IDS = [1, 2]
const FOLLOW_UPS = IDS.map((id) => ({ id, policyId: 1, counterpartId: 1 }))
const TC_60: Policy = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' } }

const hourly = (hours: number) => `2026-11-24T${String(8 + hours).padStart(2, '0')}:00`

function foldedInMemory(facts: readonly Fact[], asOf: Temporal.PlainDate): KeptStanding {
  const standing = deriveStanding(facts.filter(({ effect }) => Temporal.PlainDate.compare(effect.on, asOf) <= 0))
  return keep(standing, deriveDueDays(standing, TC_60, null))
}
