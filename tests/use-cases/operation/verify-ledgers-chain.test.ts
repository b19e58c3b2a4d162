import { expect, test } from 'vitest'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { filledEverywhere } from '../../support/ledgers/filled-everywhere.ts'

test.for<[kind: string, statements: string[], found: object[]]>([
  [
    'an altered name of an office',
    [`update office_names set name = 'Another mission' where since_on is not null`],
    [{ dossier: null, row: 'office_names 2', says: 'what was recorded was altered: name' }],
  ],
  [
    'an altered attestation',
    [`update attestations set through_on = '2026-11-23' where id = 2`],
    [{ dossier: null, row: 'attestations 2', says: 'what was recorded was altered: through_on' }],
  ],
  [
    'a withdrawal that was removed',
    [`delete from attestation_withdrawals`],
    [{ dossier: null, row: 'attestation_withdrawals 1', says: 'what was recorded is gone' }],
  ],
  [
    'a retirement that nobody recorded',
    [
      `insert into retirements (point_id, retired_on, why, recorded_by, recorded_at)
        select id, '2026-11-01', 'Never.', recorded_by, recorded_at from receiving_points where reference = 'TC-MAILBOX'`,
    ],
    [{ dossier: null, record: null, row: 'retirements 1', says: expect.stringMatching(/^it is in no chain/) }],
  ],
  [
    'an altered receiving point, though its record was altered as well',
    [
      `update receiving_points set since_on = '2020-01-01' where id = 1`,
      `update audit set record = jsonb_set(record, '{row,since_on}', '"2020-01-01"') where fact = 'receiving_points' and row_id = 1`,
    ],
    [{ dossier: null, row: 'receiving_points 1', says: 'the record itself was altered' }],
  ],
  [
    'a way to reach an office that was removed with its record',
    [
      `delete from counterpart_details where id = 1`,
      `delete from audit where fact = 'counterpart_details' and row_id = 1`,
    ],
    [{ dossier: null, says: expect.stringMatching(/^the record before it is gone: \d+ is followed by \d+$/) }],
  ],
])('%s is found in the chain of the ledger, though it was done as superuser', async ([, statements, found]) => {
  await using desk = await filledEverywhere()
  expect((await verifyAudit(desk.on('2026-12-02'))).found).toEqual([])
  await desk.tamper(...statements)
  const { found: tamperings } = await verifyAudit(desk.on('2026-12-02'))
  expect(tamperings).toEqual(found.map((tampering) => expect.objectContaining(tampering)))
})
