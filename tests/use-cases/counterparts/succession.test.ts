import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { enterCounterpart } from '../../../src/use-cases/counterparts/enter-counterpart.ts'
import { listCounterparts } from '../../../src/use-cases/counterparts/list-counterparts.ts'
import { renameOffice, withdrawOfficeName } from '../../../src/use-cases/counterparts/rename-office.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { planApproaches } from '../../../src/use-cases/plan/plan-approaches.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'

/** The mission in Geneva, and two offices that nobody was asked at. */
async function threeOffices(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  for (const reference of ['ONE', 'TWO']) {
    const office = { reference, name: `The office ${reference}`, country: null, timeZone: null, emails: [] }
    await enterCounterpart(desk.on('2026-11-24'), { ...office, succeeds: null })
  }
  return desk
}

const succeed = (desk: Desk, counterpart: string, succeeds: string | null, since: string | null = null) =>
  renameOffice(desk.on('2026-11-25'), {
    counterpart,
    succeeds,
    sinceOn: since === null ? null : day(since),
    why: since === null ? 'Recorded wrongly' : null,
  })

const refused = (says: string) => ({
  code: 'invalid',
  message: `succeeds: got ${says}, a circle — expected an office that did not come after ${says.split(' ')[0]} itself`,
})

const ALL = { query: {}, days: 30 }

test('an office does not take the place of one that took its own', async () => {
  await using desk = await threeOffices()
  await succeed(desk, 'ONE', 'PRK-GVA')
  await expect(succeed(desk, 'PRK-GVA', 'ONE')).rejects.toMatchObject(refused('PRK-GVA after ONE after PRK-GVA'))
  await succeed(desk, 'TWO', 'ONE')
  const long = 'PRK-GVA after TWO after ONE after PRK-GVA from 2010-01-01 on'
  await expect(succeed(desk, 'PRK-GVA', 'TWO', '2010-01-01')).rejects.toMatchObject(refused(long))
  const [first] = (await planApproaches(desk.on('2026-11-25'), ALL)).approaches
  expect(first!.office.reference).toBe('TWO')
})

test('two offices take the place of each other in turn, until that would be on one day', async () => {
  await using desk = await threeOffices()
  await succeed(desk, 'ONE', 'TWO', '2000-01-01')
  await succeed(desk, 'ONE', null, '2010-01-01')
  await succeed(desk, 'TWO', 'ONE', '2010-01-01')
  await expect(succeed(desk, 'TWO', 'ONE', '2005-01-01')).rejects.toMatchObject(
    refused('TWO after ONE after TWO from 2005-01-01 on'),
  )
  const withdrawn = { counterpart: 'ONE', sinceOn: day('2010-01-01'), why: 'It did not end' }
  await expect(withdrawOfficeName(desk.on('2026-11-25'), withdrawn)).rejects.toMatchObject(
    refused('ONE after TWO after ONE from 2010-01-01 on'),
  )
  await expect(succeed(desk, 'ONE', 'TWO', '2011-01-01')).rejects.toMatchObject({ code: 'invalid' })
})

test('a file in which offices take the place of each other is refused as a whole', async () => {
  await using desk = await threeOffices()
  const written = JSON.parse(JSON.stringify(await exportLedger(desk.seen))) as { counterparts: object[] }
  const [mission, one, two] = written.counterparts
  const importing = async (counterparts: object[]) => {
    await using other = await freshDesk()
    const file = parseLedgerDocument({ ...written, counterparts })
    await importLedger(other.on('2026-11-26'), file).finally(async () => {
      expect(await listCounterparts(other.on('2026-11-26'))).toEqual([])
    })
  }
  await expect(importing([mission!, { ...one!, succeeds: 'TWO' }, { ...two!, succeeds: 'ONE' }])).rejects.toMatchObject(
    {
      code: 'invalid',
      message: `counterpart ONE: ${refused('ONE after TWO after ONE').message}`,
    },
  )
  await expect(importing([mission!, one!, { ...two!, succeeds: 'TWO' }])).rejects.toMatchObject({
    message: `counterpart TWO: ${refused('TWO after TWO').message}`,
  })
})

test('of two that name each other as predecessors at once, one is refused', async () => {
  await using desk = await threeOffices()
  await using barrier = await holdBack(desk.connection, 'lock table office_names in share mode')
  const both = Promise.allSettled([succeed(desk, 'ONE', 'TWO'), succeed(desk, 'TWO', 'ONE')])
  await barrier.waiting(2)
  await barrier.letGo()
  expect((await both).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
})

test('a ledger that holds such a circle is planned for, each office in its own place, and is put right', async () => {
  await using desk = await threeOffices()
  await succeed(desk, 'ONE', 'PRK-GVA', '2000-01-01')
  await desk.db.execute(sql`insert into office_names (counterpart_id, name, succeeds_id, since_on)
    select asked.id, asked.name, one.id, '2000-01-01' from counterparts as asked, counterparts as one
    where asked.reference = 'PRK-GVA' and one.reference = 'ONE'`)
  await desk.db.execute(sql`update counterparts set succeeds_id = (select id from counterparts where reference = 'ONE')
    where reference = 'PRK-GVA'`)
  const planned = async () =>
    (await planApproaches(desk.on('2026-11-25'), ALL)).approaches.map(({ office }) => office.reference)
  expect(await planned()).toEqual(['PRK-GVA'])
  const renamed = { counterpart: 'ONE', name: 'The first office', sinceOn: day('2001-01-01'), why: null }
  await renameOffice(desk.on('2026-11-25'), renamed)
  await succeed(desk, 'PRK-GVA', null)
  expect(await planned()).toEqual(['ONE'])
})
