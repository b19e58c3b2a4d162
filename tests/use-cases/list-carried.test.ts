import * as fc from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { CHANGES, countOf } from '../../src/domain/balance.ts'
import { differencesOf } from '../../src/domain/passages.ts'
import type { PendingQuery } from '../../src/domain/pending-query.ts'
import { digests } from '../../src/store/schema/digests.ts'
import { documents } from '../../src/store/schema/documents.ts'
import { correctCommunication, type Correction } from '../../src/use-cases/correct-communication.ts'
import { deliverDigests } from '../../src/use-cases/deliver-digests.ts'
import { giveExport } from '../../src/use-cases/give-export.ts'
import { giveList } from '../../src/use-cases/give-list.ts'
import { listCarried } from '../../src/use-cases/list-carried.ts'
import { withdrawSubmission } from '../../src/use-cases/meet-duty.ts'
import { planExtraDigest } from '../../src/use-cases/plan-digests.ts'
import { recordCommunication } from '../../src/use-cases/record-communication.ts'
import { retell } from '../../src/use-cases/retell.ts'
import { communicationOf, day, freshDesk, type Desk } from '../support/desk.ts'
import { after, deeds, isDone } from '../support/histories.ts'
import { keepingPost, subscribeDaily, takingAll } from '../support/issues.ts'

const digestOn = async (desk: Desk, when: string, subscription = 1) => {
  await planExtraDigest(desk.on(when), keepingPost(), subscription)
  await deliverDigests(desk.on(when), takingAll().send)
}

/** The reply of 30 December 2003 is of the 31st. */
const CORRECTION: Correction = {
  communication: 'PRK-TC/5',
  why: "The registry's stamp says so",
  content: { receivedOn: day('2003-12-31') },
  entries: [],
  isWithdrawn: false,
}

const correct = (desk: Desk, when: string, told: Partial<Correction>) =>
  correctCommunication(desk.on(when), { ...CORRECTION, content: {}, ...told })

const carried = async (desk: Desk, when: string, number?: number) =>
  (await listCarried(desk.on(when), { dossier: 'PRK-TC', number })).map(({ document, differences }) => ({
    title: document.title,
    format: document.format,
    to: document.to.address,
    says: differences.map(({ section, about, field, was, is }) => `${section}, ${about}, ${field}: ${was} > ${is}`),
  }))

test('a list, an export and a digest that told the 30th of December are named when it was the 31st, and whom they told', async () => {
  await using desk = await freshDesk('the sample')
  await digestOn(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: { dossier: 'PRK-TC' }, format: 'csv' })
  await giveExport(desk.on('2026-11-24T12:00'))
  expect(await carried(desk, '2026-11-25T08:00')).toEqual([])
  await correct(desk, '2026-11-25T09:00', { content: { receivedOn: day('2003-12-31') } })
  await giveExport(desk.on('2026-11-25T12:00'))
  expect(await carried(desk, '2026-11-26')).toEqual([
    {
      title: 'Export of the ledger',
      format: 'json',
      to: 'amina@example.org',
      says: ['Communications, PRK-TC/5, receivedOn: 2003-12-30 > 2003-12-31'],
    },
    {
      title: 'What is pending',
      format: 'csv',
      to: 'amina@example.org',
      says: [
        'Rows, PRK-TC-1, lastWordOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, lastWordLatestOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, firstReplyOn: 2003-12-30 > 2003-12-31',
        'Rows, PRK-TC-1, daysSinceLastWord: 8365 > 8364',
      ],
    },
    {
      title: 'Digest 1/1',
      format: 'mail',
      to: 'desk.officer@example.org',
      says: [
        'Pending, PRK-TC-1, lastWord: 2003-12-30 > 2003-12-31',
        'Pending, PRK-TC-1, daysSinceLastWord: 8365 > 8364',
      ],
    },
  ])
})

test('a correction that was being recorded while a digest was planned is known to it or held against it', async () => {
  await using desk = await freshDesk('the sample')
  const [reached, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const correction = desk.db.transaction(async (tx) => {
    const context = { ...desk.on('2026-11-25T09:59'), db: tx }
    await correctCommunication(context, CORRECTION)
    reached.resolve()
    await letGo.promise
  })
  await reached.promise
  await digestOn(desk, '2026-11-25T10:00')
  letGo.resolve()
  await correction
  expect(await carried(desk, '2026-11-26')).toMatchObject([{ title: 'Digest 1/1' }])
})

test('what a digest knew although its clock was behind is not held against it', async () => {
  await using desk = await freshDesk('the sample')
  await correctCommunication(desk.on('2026-11-25T10:01'), CORRECTION)
  await digestOn(desk, '2026-11-25T10:00')
  expect(await carried(desk, '2026-11-26')).toEqual([])
})

test('a changed summary is told by an export and by no digest or list', async () => {
  await using desk = await freshDesk('the sample')
  await digestOn(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await giveExport(desk.on('2026-11-24T12:00'))
  await correct(desk, '2026-11-25T09:00', { content: { summary: 'Receipt; transmitted to the capital.' } })
  expect((await carried(desk, '2026-11-26')).map(({ title }) => title)).toEqual(['Export of the ledger'])
})

test('a late entry changes what earlier documents would say; what came after their day does not', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  const reply = (receivedOn: string, when: string) =>
    recordCommunication(
      desk.on(when),
      communicationOf({ receivedOn, entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'noted' }] }),
    )
  await reply('2026-11-25', '2026-11-25T09:00')
  expect(await carried(desk, '2026-11-26')).toEqual([])
  await reply('2026-11-20', '2026-11-25T10:00')
  expect(await carried(desk, '2026-11-26')).toMatchObject([{ title: 'What is pending' }])
  expect(await carried(desk, '2026-11-26', 7)).toEqual([])
  expect(await carried(desk, '2026-11-26', 8)).toHaveLength(1)
})

test('a correction that is corrected back leaves nothing to correct in what was told before both', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await correct(desk, '2026-11-25T09:00', { content: { receivedOn: day('2003-12-31') } })
  await giveList(desk.on('2026-11-25T11:00'), { query: {}, format: 'json' })
  await correct(desk, '2026-11-25T12:00', { content: { receivedOn: day('2003-12-30') } })
  expect((await carried(desk, '2026-11-26')).map(({ format }) => format)).toEqual(['json'])
})

test('what a list left out it carried too: a row that a correction brings in', async () => {
  await using desk = await freshDesk('the sample')
  await giveList(desk.on('2026-11-24T11:00'), { query: { state: 'acknowledged' }, format: 'csv' })
  await correct(desk, '2026-11-25T09:00', { entries: [{ character: 'acknowledged' }] })
  const [only] = await carried(desk, '2026-11-26')
  expect(only?.says).toEqual([expect.stringMatching(/^Rows, PRK-TC-1, null: null > state acknowledged, /u)])
})

test('a report that met no duty after all is held against the digest that left the duty out', async () => {
  await using desk = await freshDesk('the sample')
  await digestOn(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: {}, format: 'csv' })
  await withdrawSubmission(desk.on('2026-11-25'), { duty: 1, why: 'It reported on something else.' })
  const found = await listCarried(desk.on('2026-11-26'), { dossier: 'PRK-TC' })
  expect(found).toMatchObject([
    {
      document: { title: 'Digest 1/1' },
      differences: [{ section: 'Report duties', field: null, was: null }],
      because: [{ duty: 'report_submissions', why: 'It reported on something else.' }],
    },
  ])
})

const queries: fc.Arbitrary<PendingQuery> = fc.constantFrom(
  {},
  { dossier: 'PRK-TC' },
  { bracket: 'long_overdue' as const },
  { state: 'holding' as const },
  { move: 'ours' as const },
  { search: 'PRK-TC-2' },
  { isUnread: true },
)
const giving = fc.oneof(
  fc.record({ gives: fc.constant('list' as const), query: queries, on: fc.option(fc.nat({ max: 900 })) }),
  fc.constantFrom({ gives: 'export' } as const, { gives: 'digest' } as const, { gives: 'narrow digest' } as const),
)
const rewording = fc.record({ rewords: fc.integer({ min: 1, max: 12 }), text: fc.constantFrom('One.', 'Two.') })
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: deeds }, { weight: 3, arbitrary: giving }, rewording), {
  minLength: 4,
  maxLength: 16,
})
type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never

async function take(desk: Desk, step: Step, when: string): Promise<void> {
  const context = desk.on(when)
  if ('does' in step) return void (await isDone(context, step))
  if ('rewords' in step)
    return void (await correct(desk, when, {
      communication: `PRK-TC/${step.rewords}`,
      content: { summary: step.text },
    }).catch(() => null))
  if (step.gives === 'export') return void (await giveExport(context))
  if (step.gives === 'digest') return digestOn(desk, when)
  if (step.gives === 'narrow digest') return digestOn(desk, when, 2)
  const moment = step.on === null ? undefined : { asOf: after(step.on), knownAt: context.now }
  await giveList(context, { query: step.query, format: 'csv' }, moment)
}

/** What a digest is retold to have said is what it did say. */
async function expectBalancesRetold(desk: Desk): Promise<void> {
  const issued = await desk.db.select().from(documents).innerJoin(digests, eq(digests.id, documents.digestId))
  for (const {
    documents: { recipe, asOf, knownAt },
    digests: { balance },
  } of issued) {
    const told = await retell(desk.seen, recipe, { moment: { asOf, knownAt } })
    const { opening, closing, changes, byBracket } = balance
    const counted = CHANGES.map((change) => [
      change,
      [countOf(balance, change), ...changes[change].toSorted()].join(' '),
    ])
    expect(told.find(({ section }) => section === 'Balance')?.fields).toEqual({
      opening: String(opening),
      ...Object.fromEntries(counted),
      closing: String(closing),
    })
    const brackets = Object.entries(byBracket).map(([bracket, count]) => [bracket, String(count)])
    expect(told.find(({ section }) => section === 'By bracket')?.fields).toEqual(Object.fromEntries(brackets))
  }
}

test('those named are exactly those that tell something else now, whatever was given out and recorded', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      await using desk = await freshDesk('the sample')
      await subscribeDaily(desk, '2026-11-24T09:00', { query: { move: 'theirs' } })
      for (const [i, step] of history.entries()) await take(desk, step, `2026-11-25T10:${10 + i}`)
      const { now } = desk.on('2026-11-26')
      const tainted = []
      for (const { id, recipe, asOf, knownAt } of await desk.db.select().from(documents).orderBy(asc(documents.id))) {
        const told = await retell(desk.seen, recipe, { moment: { asOf, knownAt } })
        const instead = await retell(desk.seen, recipe, { moment: { asOf, knownAt: now } })
        const differences = differencesOf(told, instead)
        if (differences.length > 0) tainted.push({ id, differences })
      }
      await expectBalancesRetold(desk)
      const found = await listCarried(desk.on('2026-11-26'), { dossier: 'PRK-TC' })
      expect(found.map(({ document, differences }) => ({ id: document.number, differences })).toReversed()).toEqual(
        tainted,
      )
    }),
    { numRuns: 12 },
  )
}, 120_000)
