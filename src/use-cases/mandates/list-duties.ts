import { byDueDay, projectDuty, type DutyEvent, type ProjectedDuty } from '../../domain/duty.ts'
import { FOLLOW_UP_HEADING, type FollowUpHeading, type KeptStanding } from '../../domain/standings/follow-up.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { listDuties, listDutyHistory, type DutyRow } from '../../store/report-duties.ts'
import type { Context, Moment, Seen } from '../context.ts'
import { standingOf } from '../pending/list-pending.ts'

type Reading = Seen & Pick<Context, 'today'>

export interface DutyQuery {
  dossier?: string | undefined
  /** Of the lists that this query means: those of dossiers with an ask of it. */
  query?: PendingQuery
  isOpen?: boolean
  limit?: number
}

/** What is to be reported, the nearest day first, each with its asks as they will stand on it if nothing happens. */
export async function listDutiesOn(
  context: Reading,
  { dossier, query, ...narrowed }: DutyQuery,
  moment?: Moment,
): Promise<ProjectedDuty[]> {
  const asOf = moment?.asOf ?? context.today
  const meant = { ...query, ...(dossier !== undefined && { dossier }) }
  const duties = await listDuties({ ...context, moment }, { ...narrowed, asOf, knownAt: moment?.knownAt, query: meant })
  return (await projected(context, duties, moment)).toSorted(byDueDay)
}

export interface DutyStory {
  duty: ProjectedDuty
  /** In the order of recording. */
  history: readonly DutyEvent[]
}

export async function showDuty(context: Reading, number: number, moment?: Moment): Promise<DutyStory> {
  const row = await wantedDuty(context, number, moment)
  const [duty] = await projected(context, [row], moment)
  return { duty: duty!, history: eventsOf(await listDutyHistory(context.db, number, moment)) }
}

function eventsOf({ entered, corrections, submissions }: Awaited<ReturnType<typeof listDutyHistory>>): DutyEvent[] {
  const nothing = { dueOn: null, document: null, submittedOn: null, why: null }
  const { dueOn, recordedAt } = entered.duty
  return [
    { ...nothing, what: 'entered' as const, by: entered.by, at: recordedAt, dueOn },
    ...corrections.map(({ correction: { isWithdrawn, dueOn: day, why, recordedAt: at }, by }) => {
      const what = isWithdrawn ? ('withdrawn' as const) : ('corrected' as const)
      return { ...nothing, what, by, at, dueOn: day, why }
    }),
    ...submissions.map(({ submission: { isWithdrawn, document, submittedOn, why, recordedAt: at }, by }) => {
      const what = isWithdrawn ? ('taken_back' as const) : ('met' as const)
      return { ...nothing, what, by, at, document, submittedOn, why }
    }),
  ].toSorted((a, b) => Temporal.Instant.compare(a.at, b.at))
}

/** One that is owed, as far as was known then. */
export async function wantedDuty(context: Reading, number: number, moment?: Moment): Promise<DutyRow> {
  const asOf = moment?.asOf ?? context.today
  const [found] = await listDuties(context, { asOf, knownAt: moment?.knownAt, numbers: [number] })
  if (found) return found
  throw new Problem('not_found', {
    says: `no report duty ${number}`,
    atCommandLine: '; relance duties lists what there is',
  })
}

async function projected(context: Reading, duties: readonly DutyRow[], moment?: Moment): Promise<ProjectedDuty[]> {
  const asks = await listAsks(
    context,
    duties.map(({ dossierId }) => dossierId),
    moment,
  )
  return duties.map(({ mandateId: _mandateId, dossierId, ...duty }) =>
    projectDuty(duty, asks.get(dossierId) ?? [], moment?.asOf ?? context.today),
  )
}

interface Ask {
  heading: FollowUpHeading
  kept: KeptStanding
}

/** What is seen of what was asked in each dossier. */
async function listAsks(
  { db, sight }: Seen,
  dossierIds: readonly number[],
  moment?: Moment,
): Promise<Map<number, Ask[]>> {
  const rows = await listFollowUpsOfDossiers({ db, sight, moment }, [...new Set(dossierIds)])
  const asks = new Map<number, Ask[]>()
  for (const row of rows) {
    const ask = { heading: pick(row, FOLLOW_UP_HEADING), kept: standingOf(row) }
    asks.set(row.dossierId, [...(asks.get(row.dossierId) ?? []), ask])
  }
  return asks
}
