import type { Context, Moment } from './context.ts'
import { recordDocument } from './documents.ts'
import { exportLedger } from './export-ledger.ts'
import { inOneSnapshot } from './one-snapshot.ts'

/** The ledger as a file that leaves the house, as it holds now or held at a moment. */
export function giveExport(context: Context, moment?: Moment): Promise<string> {
  return inOneSnapshot(context, async (tx) => {
    const content = `${JSON.stringify(await exportLedger({ db: tx, sight: context.sight, moment }), null, 2)}\n`
    const document = { shows: { kind: 'export' }, title: 'Export of the ledger', format: 'json', content } as const
    await recordDocument({ ...context, db: tx }, document, moment)
    return content
  })
}
