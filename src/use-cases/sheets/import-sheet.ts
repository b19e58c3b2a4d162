import { Problem } from '../../domain/problem.ts'
import type { Sheet } from '../../domain/files/sheet.ts'
import { undoUnless, type Transaction } from '../../store/connection/database.ts'
import { lockLedger } from '../../store/correspondence/follow-up-locks.ts'
import type { Context } from '../context.ts'
import { correctCommunication } from '../correspondence/correct-communication.ts'
import { addToLedger, type Imported } from '../ledger-files/import-ledger.ts'
import { refuseBelow } from '../permission.ts'
import { composeSheet, type Plan } from './compose-sheet.ts'
import { knownOf } from './known.ts'
import { NO_MAPPING, type Mapping } from './mapping.ts'
import { readRows, type Row, type Trouble } from './read-rows.ts'
import { reportOf, type SheetReport } from './report.ts'

export interface SheetWishes {
  mapping?: Mapping
  /** Says what would happen to each row, and does none of it. */
  isDryRun?: boolean
  /** Why what is recorded otherwise is wrong: with it, the sheet corrects that. */
  why?: string | null
}

/** Adds what a sheet holds and the ledger does not, all of it or, where anything is wrong or recorded otherwise, nothing. */
export async function importSheet(context: Context, sheet: Sheet, wishes: SheetWishes = {}): Promise<SheetReport> {
  refuseBelow('officer', context)
  const { isDryRun = false, why = null } = wishes
  const rows = readRows(sheet, wishes.mapping ?? NO_MAPPING)
  const dossiers = new Set(rows.rows.flatMap(({ told }) => told.dossier ?? []))
  return undoUnless(context.db, async (tx) => {
    await lockLedger(tx)
    const plan = composeSheet(context, rows, await knownOf(context, tx, dossiers))
    const added = await addTelling(context, tx, { plan, rows: rows.rows })
    const corrected = why === null ? new Set<Trouble>() : await correct(context, tx, { plan, why })
    const report = reportOf({ sheet, rows, plan, corrected, added })
    const isKept = !isDryRun && report.totals.error === 0 && report.totals.changed === 0
    return { result: { ...report, isImported: isKept }, isKept }
  })
}

/** What is wrong beside what was written is told with the row that it began with, else with the first. */
async function addTelling(
  context: Context,
  tx: Transaction,
  { plan, rows }: { plan: Plan; rows: readonly Row[] },
): Promise<Imported['added']> {
  const { document, newDossiers, letters, asks, troubles } = plan
  const first = new Map<string, Row>()
  for (const { dossier, number, rows: of } of letters) first.set(`${dossier}/${number}`, of[0]!)
  for (const { reference, rows: of } of asks) first.set(reference, of[0]!)
  const tell = (place: string, problem: Problem) => {
    const isCascade = !place.includes('/') && troubles.length > 0 // what asks it may be what is wrong
    if (!isCascade) troubles.push({ row: first.get(place) ?? rows[0]!, field: null, says: saidOf(problem) })
  }
  return addToLedger(context, tx, { document, newDossiers, newMandates: 0, tell })
}

/** Gives what was recorded as corrections. */
async function correct(
  context: Context,
  tx: Transaction,
  { plan, why }: { plan: Plan; why: string },
): Promise<ReadonlySet<Trouble>> {
  const corrected = new Set<Trouble>()
  for (const { correction, changes } of plan.corrections) {
    if (!correction) continue
    try {
      await correctCommunication({ ...context, db: tx }, { ...correction, why })
      for (const change of changes) corrected.add(change)
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      plan.troubles.push({ row: changes[0]!.row, field: null, says: saidOf(error) })
    }
  }
  return corrected
}

/** Without what is for whoever records one communication by its command: a sheet has no such options. */
function saidOf(problem: Problem): string {
  return problem.elsewhere().message
}
