import { Problem } from '../domain/problem.ts'
import type { Transaction } from '../store/database.ts'
import { appendMandate, appendReportDuty, appendSubmission, findMandate } from '../store/report-duties.ts'
import type { Context } from './context.ts'
import type { DossierDocument } from './ledger-document.ts'

/** What a file adds: new mandates with their duties, and new duties of those that are recorded. */
export async function importMandates(
  context: Context,
  tx: Transaction,
  { dossierId, mandates }: { dossierId: number; mandates: DossierDocument['mandates'] },
): Promise<void> {
  const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
  for (const { document, paragraph, requires, reportDuties } of mandates) {
    const { id: mandateId } =
      (await findMandate(tx, { dossierId, document, paragraph })) ??
      (await appendMandate(tx, { dossierId, document, paragraph, requires, ...recorded }))
    for (const { body, session, dueOn, metBy, metOn } of reportDuties) {
      refuseImpossible(context, { body, session, metBy, metOn })
      const dutyId = await appendReportDuty(tx, { mandateId, body, session, dueOn, ...recorded })
      if (metBy !== null) await appendSubmission(tx, { dutyId, document: metBy, submittedOn: metOn, ...recorded })
    }
  }
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
