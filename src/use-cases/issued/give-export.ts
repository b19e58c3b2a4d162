import { createHash } from 'node:crypto'
import { onlyOnce } from '../../store/connection/only-once.ts'
import type { Context, Moment, Seen } from '../context.ts'
import { recordDocument } from './documents.ts'
import { exportCounterparts, exportDossiers, exportHeads, exportParties } from '../ledger-files/export-ledger.ts'
import { parseLedgerDocument, type LedgerDocument } from '../ledger-files/ledger-document.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import { HEADINGS } from '../sheets/columns.ts'
import { ledgerRows, type LedgerCell } from '../sheets/ledger-rows.ts'

/**
 * The ledger as a file that leaves the house, as it holds now or held at a moment, for whoever takes its parts: each
 * dossier is a line. Its end is given when it is kept what was.
 */
export async function giveExport<T>(
  context: Context,
  take: (parts: AsyncIterable<string>) => Promise<T>,
  moment?: Moment,
): Promise<T> {
  return context.db.transaction(
    onlyOnce(UNDONE, (tx) => take(keptParts({ ...context, db: tx }, moment))),
    { isolationLevel: 'repeatable read' },
  )
}

const UNDONE = 'the export is not whole'

async function* keptParts(context: Context, moment: Moment | undefined): AsyncGenerator<string> {
  const hash = createHash('sha256')
  let waiting = ''
  for await (const part of partsOf({ db: context.db, sight: context.sight, moment })) {
    hash.update(part)
    if (waiting !== '') yield waiting
    waiting = part
  }
  const content = { sha256: hash.digest('hex') }
  const document = { shows: { kind: 'export' }, title: 'Export of the ledger', format: 'json', content } as const
  await recordDocument(context, document, moment)
  yield waiting
}

const PART = 1 << 18

async function* partsOf(seen: Seen): AsyncGenerator<string> {
  let part = `${JSON.stringify(await exportParties(seen)).slice(0, -1)},"dossiers":[`
  let after = '\n'
  for await (const dossier of exportDossiers(seen)) {
    part += `${after}${JSON.stringify(dossier)}`
    after = ',\n'
    if (part.length < PART) continue
    yield part
    part = ''
  }
  yield part
  if (seen.moment) return yield '\n]}\n'
  const heads = (await exportHeads(seen)).map((head) => JSON.stringify(head))
  yield `\n],"heads":[\n${heads.join(',\n')}\n]}\n`
}

export interface GivenSheet {
  headings: readonly string[]
  /** A dossier at a time: the next is read when the one before is taken. */
  rows: AsyncIterable<readonly LedgerCell[][]>
}

/**
 * Its correspondence as a sheet that an import reads, as CSV, for whoever takes it. That it was given is kept before the
 * first row goes: a sheet is as large as the ledger, and never at hand as a whole.
 */
export async function giveSheet<T>(
  context: Context,
  take: (sheet: GivenSheet) => Promise<T>,
  moment?: Moment,
): Promise<T> {
  await recordDocument(context, { ...SHEET, format: 'csv', content: null }, moment)
  return context.db.transaction(
    onlyOnce(UNDONE, (tx) => take(sheetOf({ db: tx, sight: context.sight, moment }))),
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** The same as a workbook. What is too large for one is refused, and not kept as given. */
export function giveSheetAsWorkbook(
  context: Context,
  render: (sheet: GivenSheet) => Promise<Uint8Array>,
  moment?: Moment,
): Promise<Uint8Array> {
  return inOneSnapshot(context, async (tx) => {
    const content = await render(sheetOf({ db: tx, sight: context.sight, moment }))
    await recordDocument({ ...context, db: tx }, { ...SHEET, format: 'xlsx', content }, moment)
    return content
  })
}

const SHEET = { shows: { kind: 'export', isSheet: true }, title: 'Export of the correspondence' } as const

function sheetOf(seen: Seen): GivenSheet {
  return { headings: HEADINGS, rows: rowsOf(seen) }
}

async function* rowsOf(seen: Seen): AsyncGenerator<LedgerCell[][]> {
  const { counterparts } = parsed({ counterparts: await exportCounterparts(seen) })
  const offices = new Map(counterparts.map((office) => [office.reference, office]))
  for await (const dossier of exportDossiers(seen)) {
    const { dossiers } = parsed({ dossiers: [dossier] })
    yield dossiers.flatMap((one) => ledgerRows(one, offices))
  }
}

function parsed(part: object): LedgerDocument {
  return parseLedgerDocument({ relance: 1, ...JSON.parse(JSON.stringify(part)) })
}

/** Keeps that all of it is given in lines that programs read. A backup, which goes to nobody, is a copy and no document. */
export function recordLines(context: Context): Promise<void> {
  const shows = { kind: 'export' } as const
  return recordDocument(context, { shows, title: 'Export of the whole ledger', format: 'jsonl', content: null })
}
