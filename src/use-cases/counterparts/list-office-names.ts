import { listOfficeNameVersions } from '../../store/correspondence/names.ts'
import type { Context, Moment } from '../context.ts'
import { wantedCounterpart } from '../find.ts'

/** One version of what an office was called, and whose place it had taken. */
export interface OfficeNameVersion {
  name: string
  /** The reference of the office that it succeeds. */
  succeeds: string | null
  /** Null of what has held for as long as the office is known. */
  sinceOn: Temporal.PlainDate | null
  isWithdrawn: boolean
  /** A later version stands instead. */
  isSuperseded: boolean
  why: string | null
  by: string | null
  /** Null of what was entered before that was kept. */
  at: Temporal.Instant | null
}

/** In the order of recording, as far as was known. */
export async function listOfficeNames(
  { db }: Pick<Context, 'db'>,
  reference: string,
  moment?: Moment,
): Promise<{ counterpart: string; versions: OfficeNameVersion[] }> {
  const counterpart = await wantedCounterpart(db, reference)
  const rows = await listOfficeNameVersions(db, counterpart.id, moment)
  const superseded = new Set(rows.map(({ version }) => version.correctsId))
  const versions = rows.map(({ version: { id, name, sinceOn, isWithdrawn, why, recordedAt: at }, by, succeeds }) => {
    return { name, succeeds, sinceOn, isWithdrawn, isSuperseded: superseded.has(id), why, by, at }
  })
  return { counterpart: counterpart.reference, versions }
}
