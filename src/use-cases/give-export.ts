import type { Context, Moment, Seen } from './context.ts'
import { recordDocument } from './documents.ts'
import { exportCounterparts, exportDossiers, exportLedger } from './export-ledger.ts'
import { parseLedgerDocument, type LedgerDocument } from './ledger-document.ts'
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

export interface GivenSheet {
  headings: readonly string[]
  /** A dossier at a time: the next is read when the one before is taken. */
  rows: AsyncIterable<readonly LedgerCell[][]>
}

/**
 * Its correspondence as a sheet that an import reads, for whoever takes it, in the format that they will write. That it
 * was given is kept before the first row goes: a sheet is as large as the ledger, and never at hand as a whole.
 */
export async function giveSheet<T>(
  context: Context,
  { format, moment }: { format: 'csv' | 'xlsx'; moment?: Moment | undefined },
  take: (sheet: GivenSheet) => Promise<T>,
): Promise<T> {
  const shows = { kind: 'export' } as const
  await recordDocument(context, { shows, title: 'Export of the correspondence', format, content: null }, moment)
  return context.db.transaction(
    (tx) => take({ headings: HEADINGS, rows: rowsOf({ db: tx, sight: context.sight, moment }) }),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

async function* rowsOf(seen: Seen): AsyncGenerator<LedgerCell[][]> {
  const { counterparts } = parsed({ counterparts: await exportCounterparts(seen.db) })
  const offices = new Map(counterparts.map((office) => [office.reference, office]))
  for await (const dossier of exportDossiers(seen)) {
    const { dossiers } = parsed({ dossiers: [dossier] })
    yield dossiers.flatMap((one) => ledgerRows(one, offices))
  }
}

function parsed(part: object): LedgerDocument {
  return parseLedgerDocument({ relance: 1, ...JSON.parse(JSON.stringify(part)) })
}
