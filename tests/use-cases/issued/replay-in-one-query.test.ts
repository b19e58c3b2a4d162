import { afterAll, beforeAll, expect, test } from 'vitest'
import { countPending, groupPending } from '../../../src/use-cases/pending/count-pending.ts'
import { listPendingPage } from '../../../src/use-cases/pending/list-pending-page.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { explained, type Explained } from '../../support/explained.ts'
import { addPending, spreadOverOffices } from '../../support/ledgers/many-pending.ts'

const THEN = momentOf('2004-12-22')
const MANY = 4_000
const OFFICES = 200

let desk: Desk
let ledger: Explained

/** A ledger whose asks are spread over many offices and dossiers. */
beforeAll(async () => {
  desk = await freshDesk('the sample')
  await addPending(desk, MANY)
  await spreadOverOffices(desk, OFFICES, `1 + follow_ups.id % ${OFFICES}`)
  await desk.db.execute(`insert into dossiers (reference, title, opened_at)
    select 'DOSSIER-' || n, 'Dossier ' || n, now() from generate_series(1, ${OFFICES}) as n`)
  await desk.db.execute(`update follow_ups set
      dossier_id = (select id from dossiers as d where d.reference = 'DOSSIER-' || (1 + follow_ups.id % ${OFFICES}))
    where reference ~ '[0-9]{4}$'`)
  await desk.db.execute('vacuum analyze follow_ups, standings, counterparts, dossiers')
  ledger = explained(desk.connection)
})
afterAll(async () => {
  await ledger[Symbol.asyncDispose]()
  await desk[Symbol.asyncDispose]()
})

const context = () => ({ ...desk.on('2026-11-24'), db: ledger.db })

test.for([
  ['the list', () => listPending(context(), {}, THEN)],
  ['a page', () => listPendingPage(context(), { query: {}, sort: 'silence', after: null, limit: 50 }, THEN)],
  ['the count', () => countPending(context(), {}, THEN)],
  ['the groups', () => groupPending(context(), { query: {}, by: 'counterpart' }, THEN)],
] as const)('%s as of a day is one statement, however many follow-ups there are', async ([, work]) => {
  expect(await ledger.statementsOf(work)).toHaveLength(1)
})

test('a page of the whole list passes over the standings once, and sorts no more than it keeps', async () => {
  const wanted = { query: {}, sort: 'silence' as const, after: null, limit: 50 }
  const plan = await ledger.planOf(() => listPendingPage(context(), wanted, THEN))
  expect(plan).toMatch(/^Limit/)
  expect(plan.match(/on standings/g)).toHaveLength(1)
  // What things were called is looked up for the rows that are kept, above the sort.
  const [list, ...names] = plan.split('SubPlan')
  expect(list).not.toMatch(/WindowAgg|Unique|CTE Scan/)
  for (const name of names) expect(name).toMatch(/on (?:titles|office_names)/)
})

test.for([
  ['one counterpart', { counterpart: 'OFFICE-7' }],
  ['one dossier', { dossier: 'DOSSIER-7' }],
] as const)('the list of %s as of a day reads its standings alone', async ([, query]) => {
  const plan = await ledger.planOf(() => listPending(context(), query, THEN))
  expect(plan).toContain('standings_key')
  expect(plan).not.toMatch(/Seq Scan on (standings|follow_ups)/)
})

const pageOfOne = (sight: Desk['seen']['sight']) =>
  listPendingPage(
    { ...context(), sight },
    { query: { counterpart: 'OFFICE-7' }, sort: 'silence', after: null, limit: 50 },
    THEN,
  )

test('a page of one counterpart as of a day reads its standings in the order of the page', async () => {
  const plan = await ledger.planOf(() => pageOfOne('everything'))
  expect(plan).toContain('standings_pending_of_counterpart')
  expect(plan).not.toMatch(/Sort Key: .*standings/)
  expect(plan).not.toMatch(/Seq Scan on (standings|follow_ups)/)
})

test('a page of one counterpart as of a day names nothing that is kept from whoever reads it', async () => {
  const { followUps: all } = await pageOfOne('everything')
  await desk.db.execute(`update follow_ups set is_confidential = true where id = ${all[3]!.id}`)
  const { followUps: seen } = await pageOfOne({ deskId: null })
  expect(seen).toEqual(all.filter((_, place) => place !== 3))
  await desk.db.execute(`update follow_ups set is_confidential = false where id = ${all[3]!.id}`)
})

test('of one counterpart, what is pending is found at every moment as it is today', async () => {
  const [then, now] = [
    await listPending(context(), { counterpart: 'OFFICE-7' }, THEN),
    await listPending(context(), { counterpart: 'OFFICE-7' }),
  ]
  expect(then.map(({ id }) => id)).toEqual(now.map(({ id }) => id))
  expect(then).toHaveLength(MANY / OFFICES)
})

test('a standing names no other office than its follow-up', async () => {
  const moved = desk.db.execute(`update standings set counterpart_id = counterpart_id + 1 where follow_up_id = 1`)
  await expect(moved).rejects.toThrow(expect.objectContaining({ cause: expect.objectContaining({ code: '23503' }) }))
})
