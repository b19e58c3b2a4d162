import { expect, test } from 'vitest'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { exportLedger } from '../../../src/use-cases/ledger-files/export-ledger.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { letterOf, sampleWith, type File } from '../../support/ledgers/sample.ts'

function numbered(file: File): void {
  letterOf(file, 5).externalReference = 'G/SO 214/3'
  file.dossiers[0].followUps[0].externalReference = 'the letter'
}

test('what others call a communication and an ask stays with them: corrected, exported and imported again', async () => {
  await using desk = await freshDesk()
  const context = desk.on('2026-11-24')
  await importLedger(context, await sampleWith(numbered))
  const content = { summary: 'Read again.' }
  const correction = { communication: 'PRK-TC/5', why: 'Misread.', content, entries: [], isWithdrawn: false }
  await correctCommunication(context, correction)
  const written = parseLedgerDocument(JSON.parse(JSON.stringify(await exportLedger(desk.seen))))
  expect(written.dossiers[0]?.communications.find(({ number }) => number === 5)).toMatchObject({
    externalReference: 'G/SO 214/3',
    summary: 'Read again.',
  })
  await using other = await freshDesk()
  await importLedger(other.on('2026-11-25'), { ...written, officers: written.officers.slice(1) })
  expect((await importLedger(other.on('2026-11-25'), written)).added).toMatchObject({ communications: 0 })
  expect((await verifyAudit(other.on('2026-11-25'))).found).toEqual([])
})

test('two communications of one dossier cannot be called the same', async () => {
  await using desk = await freshDesk()
  const file = await sampleWith((changed) => {
    numbered(changed)
    letterOf(changed, 6).externalReference = 'G/SO 214/3'
  })
  await expect(importLedger(desk.on('2026-11-24'), file)).rejects.toMatchObject({
    code: 'conflict',
    details: ['PRK-TC/6: PRK-TC/5 is called "G/SO 214/3" already'],
  })
})

test('an opening in the chain tells what others call the ask', async () => {
  await using desk = await freshDesk()
  await importLedger(desk.on('2026-11-24'), await sampleWith(numbered))
  await desk.db.execute(`update follow_ups set external_reference = 'another' where reference = 'PRK-TC-1'`)
  const { found } = await verifyAudit(desk.on('2026-11-24'))
  expect(found).toMatchObject([{ says: 'what was recorded was altered: external_reference' }])
})
