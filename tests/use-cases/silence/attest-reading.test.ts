import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from '../../../src/store/connection/sqlstate.ts'
import { attestReading, withdrawAttestation } from '../../../src/use-cases/silence/attest-reading.ts'
import { declareReceivingPoint, retireReceivingPoint } from '../../../src/use-cases/silence/declare-receiving-point.ts'
import { checkLedger } from '../../../src/use-cases/operation/check-ledger.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { listReceivingPoints, showReceivingPoint } from '../../../src/use-cases/silence/list-receiving-points.ts'
import { appendOfficer } from '../../../src/store/parties/parties.ts'
import { day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { attest, declarePoints } from '../../support/ledgers/receiving-points.ts'

const POINT = 'TC-REGISTRY'

let desk: Desk
beforeAll(async () => {
  desk = await freshDesk('the sample')
  await declarePoints(desk.on('2026-11-24'), [POINT, 'TC-POUCH'])
})
afterAll(() => desk[Symbol.asyncDispose]())

const on = (when = '2026-11-25') => desk.on(when)
const shown = async (moment?: Parameters<typeof momentOf>) => {
  const { readThroughOn, unread, isStale } = await showReceivingPoint(on(), POINT, moment && momentOf(...moment))
  const left = unread.map(({ from, through }) => `${from.toString()} to ${through.toString()}`)
  return { readThroughOn: readThroughOn?.toString(), left, isStale }
}

const isStaleOn = async (when: string) => (await listReceivingPoints(on(when)))[0]!.isStale
const withoutHeads = async ({ seen }: Desk) => ({ ...(await exportLedger(seen)), heads: null })

describe('a point from its declaring to its export', { shuffle: false }, () => {
  test('a point that was never read is behind since it was declared', async () => {
    expect(await shown()).toEqual({ readThroughOn: undefined, left: ['2003-08-08 to 2026-11-25'], isStale: true })
  })

  test('the first attestation begins where the point does, the next where the last one ended', async () => {
    const [first] = await attest(on(), [POINT], '2004-06-30')
    const [next] = await attest(on(), [POINT], '2026-11-20')
    expect([first, next].map((one) => String(one!.days!.from))).toEqual(['2003-08-08', '2004-07-01'])
    expect(await shown()).toEqual({ readThroughOn: '2026-11-20', left: ['2026-11-21 to 2026-11-25'], isStale: false })
    expect(await shown(['2004-12-22'])).toEqual({ readThroughOn: '2004-12-22', left: [], isStale: false })
    expect(await shown(['2004-12-22', '2026-11-24T12:00'])).toMatchObject({ isStale: true })
  })

  test('what is attested already changes nothing, and is said', async () => {
    const before = (await showReceivingPoint(on(), POINT)).attestations.length
    expect(await attest(on(), [POINT], '2010-01-01')).toMatchObject([{ days: null }])
    expect(await attest(on(), [POINT], '2010-01-01', '2009-01-01')).toMatchObject([{ days: null }])
    expect((await showReceivingPoint(on(), POINT)).attestations).toHaveLength(before)
  })

  test('a point is stale when more than a week of it was not read', async () => {
    expect([await isStaleOn('2026-11-27'), await isStaleOn('2026-11-28')]).toEqual([false, true])
    const { stalePoints } = await checkLedger(on()) // of the database's own today, on which the pouch was never read
    expect(stalePoints.map(({ reference }) => reference)).toContain('TC-POUCH')
  })

  test.for([
    [{ through: '2026-11-26' }, 'through: got 2026-11-26 — expected a day that has come, at the latest 2026-11-25'],
    [
      { through: '2003-08-07' },
      'through: got 2003-08-07 — expected a day from 2003-08-08, since when TC-REGISTRY is declared',
    ],
    [{ from: '2003-08-07', through: '2004-01-01' }, 'from: got 2003-08-07 — expected a day from 2003-08-08'],
    [{ from: '2004-01-02', through: '2004-01-01' }, 'from: got 2004-01-02 — expected a day not after 2004-01-01'],
    [{ points: [POINT, 'TC-TRAY'], through: '2026-11-25' }, 'no receiving point TC-TRAY; relance points lists'],
  ] as [{ points?: string[]; from?: string; through: string }, string][])(
    'of %o nothing is attested: %s',
    async ([{ points = [POINT], from, through }, why]) => {
      await expect(attest(on(), points, through, from)).rejects.toThrow(why)
      expect((await showReceivingPoint(on(), POINT)).readThroughOn).toEqual(day('2026-11-20'))
    },
  )

  test('a reader attests nothing, declares nothing and takes nothing back', async () => {
    const officer = await appendOfficer(desk.db, { email: 'reader@example.org', name: 'Reader', role: 'reader' })
    const context = { ...on(), officer }
    const declared = {
      reference: 'TC-FAX',
      name: 'Fax',
      desk: 'TC',
      channels: ['fax'],
      sinceOn: day('2004-01-01'),
    } as const
    for (const attempt of [
      () => attest(context, [POINT], '2026-11-25'),
      () => declareReceivingPoint(context, declared),
      () => retireReceivingPoint(context, { point: POINT, retiredOn: day('2026-11-25'), why: 'Gone.' }),
      () => withdrawAttestation(context, { point: POINT, number: 1, why: 'Wrong.' }),
    ])
      await expect(attempt()).rejects.toThrow('this needs an officer')
  })

  test('a point is declared once, for a desk that there is, and retired once, not before it was there', async () => {
    const declared = {
      reference: POINT,
      name: 'Registry',
      desk: 'TC',
      channels: ['letter'],
      sinceOn: day('2004-01-01'),
    } as const
    await expect(declareReceivingPoint(on(), declared)).rejects.toThrow('is a receiving point already')
    await expect(declareReceivingPoint(on(), { ...declared, desk: 'NO' })).rejects.toThrow('no desk NO')
    await expect(declareReceivingPoint(on(), { ...declared, sinceOn: day('2027-01-01') })).rejects.toThrow('since: got')
    const retire = (retiredOn: string) =>
      retireReceivingPoint(on(), { point: 'TC-POUCH', retiredOn: day(retiredOn), why: 'No more pouch.' })
    await expect(retire('2003-08-07')).rejects.toThrow('on: got 2003-08-07 — expected a day from 2003-08-08')
    expect(await retire('2004-03-01')).toMatchObject({ retiredWhy: 'No more pouch.', isStale: false })
    await expect(retire('2004-04-01')).rejects.toThrow('TC-POUCH is retired already')
    await expect(attest(on(), ['TC-POUCH'], '2004-03-01')).rejects.toThrow(
      'before 2004-03-01, when TC-POUCH was retired',
    )
  })

  test('an attestation is taken back once, with the reason, and both stay on record', async () => {
    const [first] = (await showReceivingPoint(on(), POINT)).attestations
    const { number } = first!
    await withdrawAttestation(on(), { point: POINT, number, why: 'One bag was overlooked.' })
    const { attestations } = await showReceivingPoint(on(), POINT)
    expect(attestations[0]).toMatchObject({
      number,
      withdrawnWhy: 'One bag was overlooked.',
      withdrawnBy: 'Amina Officer',
    })
    expect(await shown()).toMatchObject({ left: ['2003-08-08 to 2004-06-30', '2026-11-21 to 2026-11-25'] })
    const again = withdrawAttestation(on(), { point: POINT, number, why: 'Again.' })
    await expect(again).rejects.toThrow(`attestation ${number} of TC-REGISTRY is withdrawn already`)
    const other = withdrawAttestation(on(), { point: 'TC-POUCH', number, why: 'Not its own.' })
    await expect(other).rejects.toThrow(`no attestation ${number} of TC-POUCH`)
  })

  test('points and what holds of their attestations are exported, and imported elsewhere as they were', async () => {
    await attestReading(on(), { points: [POINT], from: null, through: day('2026-11-25'), remark: 'All six bags.' })
    const file = parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(desk.seen))))
    await using there = await freshDesk()
    const { added } = await importLedger(there.on('2026-11-26'), file)
    expect(added).toMatchObject({ 'receiving points': 2, attestations: 2 })
    expect(JSON.stringify(await withoutHeads(there))).toBe(JSON.stringify(await withoutHeads(desk)))
    expect((await importLedger(there.on('2026-11-26'), file)).added).toMatchObject({
      'receiving points': 0,
      attestations: 0,
    })
  })

  test.for(['receiving_points', 'retirements', 'attestations', 'attestation_withdrawals'])(
    'what is in %s stays, even for the owner',
    async (table) => {
      for (const change of [
        `update ${table} set recorded_at = now()`,
        `delete from ${table}`,
        `truncate ${table} cascade`,
      ])
        expect(await desk.db.execute(change).then(() => null, refusalOf)).toMatchObject({ code: '23001' })
    },
  )
})
