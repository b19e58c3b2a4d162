import * as fc from 'fast-check'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { BRACKETS } from '../../../src/domain/standings/brackets.ts'
import { PENDING_STATES, STATES } from '../../../src/domain/correspondence/characters.ts'
import { GROUPINGS, SORTS, type PendingQuery } from '../../../src/domain/pending-query.ts'
import { followUps, standings as table } from '../../../src/store/schema/follow-ups.ts'
import { listFollowUps } from '../../../src/store/correspondence/follow-ups.ts'
import { listWaiting } from '../../../src/store/digests/reader-list.ts'
import type { Moment } from '../../../src/use-cases/context.ts'
import { countPending, groupPending } from '../../../src/use-cases/pending/count-pending.ts'
import { listPendingPage } from '../../../src/use-cases/pending/list-pending-page.ts'
import { asShown, listPending, standingOf } from '../../../src/use-cases/pending/list-pending.ts'
import { reasonFor } from '../../../src/use-cases/digests/reader-list.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { instantOf } from '../../support/ledgers/sample-ledger.ts'
import { isMeantBy } from '../../support/in-memory.ts'

const TODAY = '2026-11-24'
const MANY = 60

let desk: Desk

/** Sixty follow-ups whose standing may be anything, as no correspondence would leave them. */
beforeAll(async () => {
  desk = await freshDesk('the sample')
  const titles = Array.from({ length: MANY }, (_, place) => `Ask ${place} of 100 % and a_b`)
  await openFollowUps(desk.on(TODAY), askOf({ titles }))
  const rows = await listFollowUps(desk.seen, {})
  const drawn = fc.sample(standing, { numRuns: rows.length, seed: 7 })
  await desk.db.delete(table)
  for (const [place, row] of rows.entries()) {
    await desk.db.update(followUps).set(drawn[place]!).where(eq(followUps.id, row.id))
    const { id: followUpId, counterpartId } = row
    const held = { followUpId, counterpartId, fromOn: day('2026-11-01'), knownFrom: instantOf('2026-11-24T08:00') }
    await desk.db.insert(table).values({ ...standingOf(row), ...drawn[place]!, ...held })
  }
})
afterAll(() => desk[Symbol.asyncDispose]())

const near = fc.integer({ min: -12, max: 12 }).map((away) => day(TODAY).add({ days: away }))
const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { freq: 3 })
const standing = fc
  .record({
    state: fc.constantFrom(...STATES),
    move: fc.constantFrom('ours' as const, 'theirs' as const, 'nobody' as const),
    askedOn: maybe(near),
    lastWordOn: maybe(near),
    answerDueOn: maybe(near),
    longOverdueAfterOn: maybe(near),
    pausedOn: maybe(near),
    isDateUnknown: fc.boolean(),
    unreadReplies: fc.integer({ min: 0, max: 1 }),
  })
  .map((of) => ({
    ...of,
    askedLatestOn: of.askedOn,
    lastWordLatestOn: of.lastWordOn,
    answerDueLatestOn: of.answerDueOn,
    answerDueBasis: of.answerDueOn && ('set' as const),
    nextLineOn: null,
  }))

const queries = fc.record(
  {
    state: fc.constantFrom(...PENDING_STATES),
    move: fc.constantFrom('ours' as const, 'theirs' as const),
    bracket: fc.constantFrom(...BRACKETS),
    isUnread: fc.boolean(),
  },
  { requiredKeys: [] },
)

/** The columns of today, and the same standings as rows that held at a moment. */
const READINGS = [undefined, momentOf(TODAY, '2026-11-25')]

async function everyPage(query: PendingQuery, sort: (typeof SORTS)[number], limit: number, moment?: Moment) {
  const found = []
  for (let after: string | null | undefined; after !== null;) {
    const page = await listPendingPage(desk.on(TODAY), { query, sort, after: after ?? null, limit }, moment)
    found.push(...page.followUps)
    after = page.next
  }
  return found
}

test('the database narrows, counts and pages as the rules of the domain do', async () => {
  const all = (await listFollowUps(desk.seen, {})).map((row) => asShown(row, row, day(TODAY)))
  await fc.assert(
    fc.asyncProperty(
      queries,
      fc.constantFrom(...SORTS),
      fc.integer({ min: 1, max: 30 }),
      fc.constantFrom(...READINGS),
      async (query, sort, limit, moment) => {
        const meant = all.filter((one) => PENDING_STATES.includes(one.state as never) && isMeantBy(query, one))
        const paged = await everyPage(query, sort, limit, moment)
        expect(paged.map(({ id }) => id).toSorted((a, b) => a - b)).toEqual(meant.map(({ id }) => id))
        const balance = await countPending(desk.on(TODAY), query, moment)
        expect(balance.pending).toBe(meant.length)
        expect(balance.unread).toBe(meant.filter(({ unreadReplies }) => unreadReplies > 0).length)
        for (const bracket of BRACKETS)
          expect(balance.byBracket[bracket]).toBe(meant.filter((one) => one.bracket === bracket).length)
      },
    ),
    { numRuns: 60, seed: 11 },
  )
})

test.for(SORTS)('pages sorted by %s come in one order, whatever their size, today as in a replay', async (sort) => {
  const whole = (await everyPage({}, sort, 200)).map(({ id }) => id)
  for (const moment of READINGS) expect((await everyPage({}, sort, 7, moment)).map(({ id }) => id)).toEqual(whole)
})

test('a replay pages as today does', async () => {
  await using own = await freshDesk('the sample')
  const wanted = { query: {}, sort: 'silence' as const, limit: 1 }
  const first = await listPendingPage(own.on(TODAY), { ...wanted, after: null }, momentOf('2004-12-22'))
  const second = await listPendingPage(own.on(TODAY), { ...wanted, after: first.next }, momentOf('2004-12-22'))
  expect([...first.followUps, ...second.followUps].map(({ reference }) => reference)).toEqual(['PRK-TC-1', 'PRK-TC-2'])
  expect(second.next).toBeNull()
  expect(await countPending(own.on(TODAY), {}, momentOf('2004-12-22'))).toMatchObject({
    pending: 2,
    byBracket: { overdue: 1, long_overdue: 1 },
    byState: { holding: 2 },
    byMove: { theirs: 2 },
  })
})

const found = async (search: string) => (await everyPage({ search }, 'silence', 200)).length

test('what is searched for is searched literally', async () => {
  const pending = (await listPending(desk.on(TODAY), {})).filter(({ title }) => title.startsWith('Ask ')).length
  expect(await found('of 100 % AND a_b')).toBe(pending)
  expect(await found('100 _')).toBe(0)
  expect(await found('a%b')).toBe(0)
  expect(await found('\\')).toBe(0)
})

test.for(READINGS)('groups hold what their lists hold: %j', async (moment) => {
  for (const by of GROUPINGS) {
    for (const group of await groupPending(desk.on(TODAY), { query: {}, by }, moment)) {
      const list = await everyPage(group.key === null ? {} : { [by]: group.key }, 'silence', 200, moment)
      expect(group).toMatchObject({
        pending: list.length,
        overdue: list.filter(({ daysOverdue }) => daysOverdue).length,
      })
    }
  }
})

test.for(['', 'nonsense', 'c2lsZW5jZSAyMDA0LTAyLTMwIDE', 'ZHVlIC0gMQ', 'c2lsZW5jZSAtIDE='])(
  'a cursor that no page gave is refused: %s',
  async (after) => {
    const page = listPendingPage(desk.on(TODAY), { query: {}, sort: 'silence', after, limit: 5 })
    await expect(page).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/^after: /) })
  },
)

test('what waits for us is found by the database as a digest gives its reasons', async () => {
  const whole = (await listFollowUps(desk.seen, {})).map((row) => asShown(row, row, day(TODAY)))
  await fc.assert(
    fc.asyncProperty(queries, fc.constantFrom(...READINGS), async (query, moment) => {
      const expected = whole.filter((row) => {
        const isInView = row.state in PENDING || row.unreadReplies > 0
        return isInView && isMeantBy(query, row) && reasonFor(row) !== null
      })
      const { rows, count } = await listWaiting({ ...desk.seen, moment }, { query, today: day(TODAY), limit: 1_000 })
      expect(rows.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted())
      expect(count).toBe(expected.length)
      const short = await listWaiting({ ...desk.seen, moment }, { query, today: day(TODAY), limit: 1 })
      expect(short).toMatchObject({ rows: rows.slice(0, 1), count })
    }),
    { numRuns: 50 },
  )
})

const PENDING = Object.fromEntries(PENDING_STATES.map((state) => [state, true]))
