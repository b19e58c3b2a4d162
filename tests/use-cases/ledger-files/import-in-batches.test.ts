import { expect, test } from 'vitest'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger, type MoreDossiers } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import {
  parseDossierLine,
  parseLedgerDocument,
  type DossierDocument,
} from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { readSample } from '../../support/ledgers/sample-ledger.ts'
import { sample, standingsOf, type File } from '../../support/ledgers/sample.ts'

/** A file's dossier under another name. */
async function copyOf(n: number, change: (dossier: File) => unknown = () => {}): Promise<DossierDocument> {
  const text = JSON.stringify(((await readSample()).dossiers as unknown[])[0])
  const copy = JSON.parse(text.replaceAll('PRK-TC', `COPY${n}`)) as File
  change(copy)
  return parseDossierLine(copy, 'line 1').dossier!
}

async function* inBatches(...batches: readonly (readonly DossierDocument[])[]): MoreDossiers {
  yield* batches
}

const head = async () => ({ ...(await sample()), dossiers: [] })
const dossiersOf = async ({ seen }: Desk) => parseLedgerDocument(await exportLedger(seen)).dossiers

test('dossiers that are read a batch at a time stand and are chained as those of a whole file', async () => {
  await using whole = await freshDesk()
  await using parts = await freshDesk()
  const copies = await Promise.all([1, 2, 3].map((n) => copyOf(n)))
  await importLedger(whole.on('2026-11-24'), { ...(await head()), dossiers: copies })
  const { added } = await importLedger(
    parts.on('2026-11-24'),
    await head(),
    inBatches(copies.slice(0, 2), copies.slice(2)),
  )
  expect(added).toMatchObject({ dossiers: 3, mandates: 3, 'follow-ups': 6, communications: 18, subscriptions: 1 })
  expect(await standingsOf(parts)).toEqual(await standingsOf(whole))
  expect(await dossiersOf(parts)).toEqual(copies)
  expect((await verify(parts)).differences).toEqual([])
  expect(await verifyAudit(parts)).toMatchObject({ dossiers: 3, found: [] })
})

test('what is wrong in a later batch leaves nothing of an earlier one', async () => {
  await using desk = await freshDesk()
  const early = await copyOf(2, ({ communications }) => (communications[4].receivedOn = '2003-08-07'))
  const imported = importLedger(desk.on('2026-11-24'), await head(), inBatches([await copyOf(1)], [early]))
  await expect(imported).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/^COPY2\/5: /) })
  expect(await dossiersOf(desk)).toEqual([])
})

test('what is recorded otherwise is looked for in all batches, and nothing is written', async () => {
  await using desk = await freshDesk()
  const copies = await Promise.all([1, 2, 3].map((n) => copyOf(n)))
  await importLedger(desk.on('2026-11-24'), await head(), inBatches(copies))
  const other = (n: number) => copyOf(n, (dossier) => (dossier.title = 'Otherwise'))
  const again = importLedger(
    desk.on('2026-11-25'),
    await head(),
    inBatches([await other(1)], [await copyOf(4)], [await other(3)]),
  )
  await expect(again).rejects.toMatchObject({
    code: 'conflict',
    details: [expect.stringMatching(/^dossier COPY1: title/), expect.stringMatching(/^dossier COPY3: title/)],
  })
  expect(await dossiersOf(desk)).toEqual(copies)
})

test('a dossier that goes on in a later batch is added to', async () => {
  await using desk = await freshDesk()
  const whole = await copyOf(1)
  const communications = whole.communications.toSorted((a, b) => a.number - b.number)
  const begun = { ...whole, followUps: whole.followUps, communications: communications.slice(0, -1) }
  const rest = { ...whole, communications: communications.slice(-1) }
  const [asked] = rest.communications[0]!.entries
  const isAskedThere = asked?.bearing === 'asks'
  const first = {
    ...begun,
    followUps: whole.followUps.filter(({ reference }) => !isAskedThere || reference !== asked.followUp),
  }
  await importLedger(
    desk.on('2026-11-24'),
    await head(),
    inBatches(
      [first],
      [rest].map((one) => ({ ...one, followUps: whole.followUps })),
    ),
  )
  expect(await dossiersOf(desk)).toEqual([whole])
  expect((await verify(desk)).differences).toEqual([])
})

test('a closure falls between the communications of its batch as the file has it', async () => {
  await using desk = await freshDesk()
  const closed = await copyOf(1, (dossier) => {
    dossier.closures = [{ followUp: 'COPY1-2', closedOn: '2004-08-24', reason: 'lapsed' }]
    dossier.communications.push({
      number: 7,
      channel: 'letter',
      direction: 'received',
      receivedOn: '2004-08-24',
      entries: [{ followUp: 'COPY1-2', bearing: 'replies', character: 'partial' }],
    })
    dossier.closures[0].before = 7
  })
  await importLedger(desk.on('2026-11-24'), await head(), inBatches([closed]))
  expect(await standingsOf(desk)).toMatchObject([{}, { state: 'partial', lastWordOn: day('2004-08-24') }])
  expect(await dossiersOf(desk)).toEqual([closed])
})
