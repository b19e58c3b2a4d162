import * as fc from 'fast-check'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { noteFile } from '../../src/documents/note-file.ts'
import { WORDING } from '../../src/documents/wording.ts'
import { CHANGES, countOf } from '../../src/domain/balance.ts'
import { differencesOf } from '../../src/domain/passages.ts'
import type { PendingQuery } from '../../src/domain/pending-query.ts'
import { digests } from '../../src/store/schema/digests.ts'
import { documents } from '../../src/store/schema/documents.ts'
import { correctCommunication } from '../../src/use-cases/correct-communication.ts'
import { giveExport } from '../../src/use-cases/give-export.ts'
import { giveList } from '../../src/use-cases/give-list.ts'
import { giveNote } from '../../src/use-cases/give-note.ts'
import { listCarried } from '../../src/use-cases/list-carried.ts'
import { retell } from '../../src/use-cases/retell.ts'
import { freshDesk, type Desk } from '../support/desk.ts'
import { after, deeds, isDone } from '../support/histories.ts'
import { sendExtra, subscribeDaily } from '../support/issues.ts'

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
  fc.record({ gives: fc.constant('note' as const), on: fc.option(fc.nat({ max: 900 })) }),
  fc.constantFrom({ gives: 'export' } as const, { gives: 'digest' } as const, { gives: 'narrow digest' } as const),
)
const rewording = fc.record({ rewords: fc.integer({ min: 1, max: 12 }), text: fc.constantFrom('One.', 'Two.') })
const steps = fc.array(fc.oneof({ weight: 3, arbitrary: deeds }, { weight: 3, arbitrary: giving }, rewording), {
  minLength: 4,
  maxLength: 16,
})
const NOTE = {
  dossier: 'PRK-TC',
  format: 'md',
  render: (note: Parameters<typeof noteFile>[0]) =>
    noteFile(note, 'md', { language: 'en', print: () => Promise.reject(new Error('nothing is printed')) }),
}

type Step = typeof steps extends fc.Arbitrary<(infer S)[]> ? S : never

async function take(desk: Desk, step: Step, when: string): Promise<void> {
  const context = desk.on(when)
  if ('does' in step) return void (await isDone(context, step))
  if ('rewords' in step)
    return void (await correctCommunication(context, {
      communication: `PRK-TC/${step.rewords}`,
      why: 'In other words.',
      content: { summary: step.text },
      entries: [],
      isWithdrawn: false,
    }).catch(() => null))
  if (step.gives === 'export') return void (await giveExport(context, (parts) => Array.fromAsync(parts)))
  if (step.gives === 'digest') return sendExtra(desk, when)
  if (step.gives === 'narrow digest') return sendExtra(desk, when, 2)
  const moment = step.on === null ? undefined : { asOf: after(step.on), knownAt: context.now }
  if (step.gives === 'note') return void (await giveNote(context, NOTE, moment).catch(() => null))
  await giveList(context, { query: step.query, format: 'csv' }, moment)
}

/** What a digest is retold to have said is what it did say. */
async function expectBalancesRetold(desk: Desk): Promise<void> {
  const issued = await desk.db.select().from(documents).innerJoin(digests, eq(digests.id, documents.digestId))
  for (const {
    documents: { recipe, asOf, knownAt },
    digests: { balance },
  } of issued) {
    const told = await retell({ ...desk.on('2026-11-25'), wording: WORDING }, recipe, { moment: { asOf, knownAt } })
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
        const told = await retell({ ...desk.on('2026-11-25'), wording: WORDING }, recipe, { moment: { asOf, knownAt } })
        const instead = await retell({ ...desk.on('2026-11-25'), wording: WORDING }, recipe, {
          moment: { asOf, knownAt: now },
        })
        const differences = differencesOf(told, instead)
        if (differences.length > 0) tainted.push({ id, differences })
      }
      await expectBalancesRetold(desk)
      const found = await listCarried({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC' })
      expect(found.map(({ document, differences }) => ({ id: document.number, differences })).toReversed()).toEqual(
        tainted,
      )
    }),
    { numRuns: 12 },
  )
}, 120_000)
