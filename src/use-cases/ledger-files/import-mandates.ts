import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockDossiers } from '../../store/correspondence/dossiers.ts'
import { appendMandates, listMandates } from '../../store/mandates.ts'
import { appendReportDuties, appendSubmissions } from '../../store/report-duties.ts'
import type { Context } from '../context.ts'
import { decisionOf } from '../mandates/enter-mandate.ts'
import type { DossierDocument } from './ledger-document.ts'

type Mandate = DossierDocument['mandates'][number] & { dossierId: number }

/** What a file adds: new mandates with their duties, and new duties of those that are recorded. */
export async function importMandates(context: Context, tx: Transaction, mandates: readonly Mandate[]): Promise<void> {
  if (mandates.length === 0) return
  const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
  const dossierIds = [...new Set(mandates.map(({ dossierId }) => dossierId))]
  await lockDossiers(tx, dossierIds)
  const there = await listMandates(tx, dossierIds)
  const ids = new Map(there.map((mandate) => [citedAs(mandate), mandate.id]))
  const begun = mandates.filter((mandate) => !ids.has(citedAs(mandate)))
  const rows = begun.map(({ dossierId, ...mandate }) => ({ dossierId, ...decisionOf(context, mandate), ...recorded }))
  const begunIds = await appendMandates(tx, rows)
  for (const [place, mandate] of begun.entries()) ids.set(citedAs(mandate), begunIds[place]!)
  const duties = mandates.flatMap((mandate) =>
    mandate.reportDuties.map((duty) => ({ ...duty, mandateId: ids.get(citedAs(mandate))! })),
  )
  for (const duty of duties) refuseImpossible(context, duty)
  const dutyIds = await appendReportDuties(
    tx,
    duties.map(({ metBy: _metBy, metOn: _metOn, ...duty }) => ({ ...duty, ...recorded })),
  )
  const met = duties.flatMap(({ metBy: document, metOn: submittedOn }, place) =>
    document === null ? [] : [{ dutyId: dutyIds[place]!, document, submittedOn, ...recorded }],
  )
  await appendSubmissions(tx, met)
}

function citedAs({ dossierId, document, paragraph }: Pick<Mandate, 'dossierId' | 'document' | 'paragraph'>): string {
  return JSON.stringify([dossierId, document, paragraph])
}

function refuseImpossible(
  { today }: Context,
  { body, session, metBy, metOn }: Omit<DossierDocument['mandates'][number]['reportDuties'][number], 'dueOn'>,
): void {
  if (!metOn) return
  const of = `report duty ${body}, ${session}: metOn`
  if (metBy === null)
    throw new Problem('invalid', `${of}: got ${metOn.toString()} without metBy — expected the report as well`)
  if (Temporal.PlainDate.compare(metOn, today) > 0)
    throw new Problem('invalid', `${of}: got ${metOn.toString()} — expected a day until today, ${today.toString()}`)
}
