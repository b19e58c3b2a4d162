import { expect, test } from 'vitest'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { sampleWith } from '../../support/ledgers/sample.ts'

test.for([
  ['owner', 'nobody@example.org', 'no officer nobody@example.org'],
  ['desk', 'NONE', 'no desk NONE — expected one of TC'],
  ['policy', 'NONE', 'no policy NONE; relance policies lists what there is'],
  ['counterpart', 'NONE', 'no counterpart NONE; relance counterparts lists what there is'],
] as const)('a follow-up whose %s is %s is not imported, and says where to look', async ([field, value, message]) => {
  await using desk = await freshDesk()
  const file = await sampleWith(({ dossiers: [dossier] }) => (dossier.followUps[1][field] = value))
  await expect(importLedger(desk.on('2026-11-24'), file)).rejects.toMatchObject({ code: 'not_found', message })
})
