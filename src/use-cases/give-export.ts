import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { exportLedger } from './export-ledger.ts'
import { parseLedgerDocument } from './ledger-document.ts'
import { inOneSnapshot } from './one-snapshot.ts'
import { HEADINGS } from './sheets/columns.ts'
import { ledgerRows, type LedgerCell } from './sheets/ledger-rows.ts'

/** The ledger as a file that leaves the house, as it holds now or held at a moment. */
export function giveExport(context: Context, moment?: Moment): Promise<string> {
  return inOneSnapshot(context, async (tx) => {
    const content = `${JSON.stringify(await exportLedger({ db: tx, sight: context.sight, moment }), null, 2)}\n`
    const document = { shows: { kind: 'export' }, title: 'Export of the ledger', format: 'json', content } as const
    await recordDocument({ ...context, db: tx }, document, moment)
    return content
  })
}

/** Its correspondence as a sheet that an import reads, in the format that whoever asks will write. */
export function giveSheet(
  context: Context,
  format: 'csv' | 'xlsx',
  moment?: Moment,
): Promise<{ headings: readonly string[]; rows: LedgerCell[][] }> {
  return inOneSnapshot(context, async (tx) => {
    const ledger = await exportLedger({ db: tx, sight: context.sight, moment })
    const document = {
      shows: { kind: 'export' },
      title: 'Export of the correspondence',
      format,
      content: null,
    } as const
    await recordDocument({ ...context, db: tx }, document, moment)
    return { headings: HEADINGS, rows: ledgerRows(parseLedgerDocument(JSON.parse(JSON.stringify(ledger)))) }
  })
}
