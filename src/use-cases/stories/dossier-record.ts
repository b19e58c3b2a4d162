import { listEntriesOf, listVersions } from '../../store/correspondence/communications.ts'
import { listMandates, type Mandate } from '../../store/mandates.ts'
import { listDuties, type DutyRow } from '../../store/report-duties.ts'
import type { Context, Moment, Seen } from '../context.ts'

/** One version of a communication, with how it bears on what is seen. */
export type Version = Awaited<ReturnType<typeof listKnownVersions>>[number]

export type MandateWithDuties = Mandate & { reportDuties: readonly DutyRow[] }

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

/** What obliges whom, in a dossier or in several. In a replay, only what had been decided, and met only what was. */
export async function listMandatesOf(
  { db, sight }: Pick<Context, 'db' | 'sight'>,
  of: number | readonly number[],
  moment?: Moment,
): Promise<MandateWithDuties[]> {
  const duties = await listDuties({ db, sight }, { ...moment, dossierIds: [of].flat() })
  return (await listMandates(db, of, moment)).map((mandate) => ({
    ...mandate,
    reportDuties: duties.filter(({ mandateId }) => mandateId === mandate.id),
  }))
}
