import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PendingQuery } from '../../src/domain/pending-query.ts'
import { listPendingPage } from '../../src/use-cases/pending/list-pending-page.ts'
import { freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { explained, type Explained } from '../support/explained.ts'
import { addPending, spreadOverOffices } from '../support/ledgers/many-pending.ts'

const MANY = 30_000
const OFFICES = 100
const PAGE = 50
/** A page of the table for each row, and the way to them through the index. */
const MOST_BUFFERS = 60

let desk: Desk
let ledger: Explained

/** Of six, five have ended; the lower the number of an office, the more it is asked; a fifth has one of 100 owners. */
beforeAll(async () => {
  desk = await freshDesk('the sample')
  await addPending(desk, MANY)
  await spreadOverOffices(desk, OFFICES, `1 + floor(${OFFICES} * (follow_ups.id * 7919 % 1000 / 1000.0) ^ 2)`)
  await desk.db.execute(`insert into officers (email, name, role)
    select 'owner.' || n || '@example.org', 'Owner ' || n, 'officer' from generate_series(1, 100) as n`)
  await desk.db.execute(`update follow_ups set
      owner_id = case when id % 5 = 0 then
        (select id from officers as o where o.email = 'owner.' || (1 + follow_ups.id / 5 % 100) || '@example.org') end,
      state = case when id % 6 = 0 then state else 'answered' end,
      is_confidential = id % 12 = 0,
      last_word_on = date '2004-01-01' + (id * 104729 % 6000)::int
    where reference ~ '[0-9]{4}$'`)
  await desk.db.execute('vacuum full analyze follow_ups, counterparts, officers')
  ledger = explained(desk.connection)
})
afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await desk[Symbol.asyncDispose]()
})

const firstPageOf = (query: PendingQuery, after: string | null = null) =>
  listPendingPage({ ...desk.on('2026-11-24'), db: ledger.db }, { query, sort: 'silence', after, limit: PAGE })

const HOTTEST = { counterpart: 'OFFICE-1' }
const MEASURED = '(analyze, buffers, costs off, timing off)'

test.for([
  ['the office that is asked most', HOTTEST],
  ['an office with no more than a page', { counterpart: 'OFFICE-25' }],
  ['an owner', { owner: 'owner.1@example.org' }],
  ['everybody', {}],
] as const)('the first page of what is pending of %s is read in its order, and no more', async ([, query]) => {
  const plan = await ledger.planOf(() => firstPageOf(query), MEASURED)
  expect(plan).not.toMatch(/Sort|Bitmap|Seq Scan on follow_ups/)
  expect(buffersOf(plan)).toBeLessThanOrEqual(MOST_BUFFERS)
})

test('the page after it begins where that ended', async () => {
  const { next } = await firstPageOf(HOTTEST)
  const plan = await ledger.planOf(() => firstPageOf(HOTTEST, next), MEASURED)
  expect(plan).not.toContain('Sort')
  expect(buffersOf(plan)).toBeLessThanOrEqual(MOST_BUFFERS)
})

test('whoever sees no confidential ones has them passed over on the way', async () => {
  const context = { ...desk.on('2026-11-24'), db: ledger.db, sight: { deskId: null } } as const
  const wanted = { query: HOTTEST, sort: 'silence', after: null, limit: PAGE } as const
  const plan = await ledger.planOf(() => listPendingPage(context, wanted), MEASURED)
  expect(plan).not.toContain('Sort')
  const { followUps } = await listPendingPage(context, wanted)
  expect(followUps).toHaveLength(PAGE)
  expect(followUps.filter(({ isConfidential }) => isConfidential)).toEqual([])
})

test('the plan that serves every call reads no more than one made for the call', async () => {
  const [page] = await ledger.statementsOf(() => firstPageOf(HOTTEST))
  const client = ledger.db.$client
  await client.unsafe('set plan_cache_mode = force_generic_plan')
  await client.unsafe(`prepare page as ${page!.statement}`)
  const rows = await client.unsafe(`explain ${MEASURED} execute page ('OFFICE-1', ${PAGE + 1})`)
  await client.unsafe('reset plan_cache_mode')
  const plan = rows.map((row) => row['QUERY PLAN'] as string).join('\n')
  expect(plan).toMatch(/counterparts[^]*\$1/)
  expect(plan).not.toMatch(/Sort|Bitmap|Seq Scan on follow_ups/)
  expect(buffersOf(plan)).toBeLessThanOrEqual(MOST_BUFFERS)
})

/** What reading the follow-ups themselves took, in pages of the index and of the table. */
function buffersOf(plan: string): number {
  const [, hit = '0', read = '0'] = /using follow_ups_pending_[^]*?Buffers: shared(?: hit=(\d+))?(?: read=(\d+))?/.exec(
    plan,
  )!
  return Number(hit) + Number(read)
}
