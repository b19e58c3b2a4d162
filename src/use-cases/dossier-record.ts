import { listEntriesOf, listVersions } from '../store/communications.ts'
import { listMandates, listReportDuties, type Mandate, type ReportDuty } from '../store/dossiers.ts'
import type { Context, Moment, Seen } from './context.ts'

/** One version of a communication, with how it bears on what is seen. */
export type Version = Awaited<ReturnType<typeof listKnownVersions>>[number]

export type MandateWithDuties = Mandate & { reportDuties: readonly ReportDuty[] }

/** Every version that had been recorded by a moment, oldest first, of a dossier or of one communication in it. */
export async function listKnownVersions(
  seen: Seen,
  { dossierId, number }: { dossierId: number; number?: number },
  moment?: Moment,
) {
  const versions = (await listVersions(seen, dossierId, number)).filter(
    ({ communication }) => !moment || Temporal.Instant.compare(communication.recordedAt, moment.knownAt) <= 0,
  )
  const ids = versions.map(({ communication }) => communication.id)
  const bearings = ids.length > 0 ? await listEntriesOf(seen, ids) : []
  const byVersion = Map.groupBy(bearings, ({ entry }) => entry.communicationId)
  return versions.map((version) => ({
    ...version,
    entries: (byVersion.get(version.communication.id) ?? []).map(({ entry, followUp }) => ({ ...entry, followUp })),
  }))
}

export function byNumber(versions: readonly Version[]): Map<number, Version[]> {
  return Map.groupBy(versions, ({ communication }) => communication.number)
}

/** What obliges whom. In a replay, a duty that was met later was not met yet. */
export async function listMandatesOf(
  { db }: Pick<Context, 'db'>,
  dossierId: number,
  moment?: Moment,
): Promise<MandateWithDuties[]> {
  const mandates = await listMandates(db, dossierId)
  return Promise.all(
    mandates.map(async (mandate) => ({
      ...mandate,
      reportDuties: (await listReportDuties(db, mandate.id)).map((duty) => asOf(duty, moment)),
    })),
  )
}

function asOf(duty: ReportDuty, moment?: Moment): ReportDuty {
  const isMetLater = moment && duty.metOn && Temporal.PlainDate.compare(duty.metOn, moment.asOf) > 0
  return isMetLater ? { ...duty, metBy: null, metOn: null } : duty
}
