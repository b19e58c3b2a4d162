import { Problem } from '../../domain/problem.ts'
import type { VagueDate } from '../../domain/dates/vague-date.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockDossier, type Dossier } from '../../store/correspondence/dossiers.ts'
import { appendMandate, findMandate, listMandates, type Mandate } from '../../store/mandates.ts'
import { appendDutyCorrection, appendReportDuty, findReportDuty, listDuties } from '../../store/report-duties.ts'
import type { Context } from '../context.ts'
import { wantedDossier } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export interface Decision {
  document: string
  paragraph: string
  requires: string
  /** When it was decided; null where nobody knows. */
  decided: VagueDate | null
}

export interface NewMandate extends Decision {
  dossier: string
}

/** Enters the decision that obliges somebody; gives the number by which it is corrected. What is to be reported comes after. */
export async function enterMandate(context: Context, { dossier, ...mandate }: NewMandate): Promise<number> {
  refuseBelow('officer', context)
  const decision = decisionOf(context, mandate)
  return context.db.transaction(async (tx) => {
    const { id: dossierId } = await lockedDossier(context, tx, dossier)
    const { document, paragraph } = mandate
    if (await findMandate(tx, { dossierId, document, paragraph }))
      throw new Problem('conflict', `document: ${document}, para. ${paragraph} is entered in ${dossier} already`)
    return appendMandate(tx, { dossierId, ...decision, ...recorded(context) })
  })
}

/** With the day from which it obliges. */
export function decisionOf({ today }: Pick<Context, 'today'>, { document, paragraph, requires, decided }: Decision) {
  const decidedOn = decided && (decided.earliest ?? decided.latest)
  if (decidedOn && Temporal.PlainDate.compare(decidedOn, today) > 0)
    throw new Problem('invalid', `decided: got ${decided.text} — expected a day until today, ${today.toString()}`)
  return { document, paragraph, requires, decided, decidedOn }
}

export interface NewReportDuty {
  dossier: string
  /** Which mandate of the dossier; the only one where both are null. */
  document: string | null
  paragraph: string | null
  body: string
  session: string
  dueOn: Temporal.PlainDate | null
}

/** Enters what must be reported under a mandate; gives the number by which it is met and corrected. */
export async function enterReportDuty(context: Context, duty: NewReportDuty): Promise<number> {
  refuseBelow('officer', context)
  const { body, session, dueOn } = duty
  return context.db.transaction(async (tx) => {
    const { id: dossierId } = await lockedDossier(context, tx, duty.dossier)
    const { id: mandateId } = wantedMandate(duty, await listMandates(tx, dossierId))
    const known = await findReportDuty(tx, { mandateId, body, session })
    if (known === null) return appendReportDuty(tx, { mandateId, body, session, dueOn, ...recorded(context) })
    if ((await listDuties({ db: tx, sight: 'everything' }, { numbers: [known] })).length > 0)
      throw new Problem('conflict', {
        says: `session: that is report duty ${known} already`,
        atCommandLine: `; relance duties show ${known} tells it`,
      })
    const again = { dutyId: known, dueOn, isWithdrawn: false, why: 'Entered again' }
    await appendDutyCorrection(tx, { ...again, ...recorded(context) })
    return known
  })
}

function wantedMandate({ dossier, document, paragraph }: NewReportDuty, mandates: readonly Mandate[]): Mandate {
  const meant = mandates.filter(
    (mandate) =>
      (document === null || mandate.document === document) && (paragraph === null || mandate.paragraph === paragraph),
  )
  if (meant.length === 1) return meant[0]!
  if (mandates.length === 0)
    throw new Problem('not_found', {
      says: `${dossier} has no mandate yet`,
      atCommandLine: `; relance mandates enter ${dossier} enters one`,
    })
  const known = mandates.map((mandate) => `${mandate.document}, para. ${mandate.paragraph}`).join('; ')
  throw new Problem('invalid', `document: got ${document ?? 'nothing'} — expected one mandate of ${dossier}: ${known}`)
}

async function lockedDossier({ sight }: Context, tx: Transaction, reference: string): Promise<Dossier> {
  const dossier = await wantedDossier({ db: tx, sight }, reference)
  await lockDossier(tx, dossier.id)
  return dossier
}

function recorded({ officer, now }: Context) {
  return { recordedBy: officer.id, recordedAt: now }
}
