import type { Recording } from '../store/audit.ts'
import { listClosureVersions } from '../store/closures.ts'
import { listVersions } from '../store/communications.ts'
import { listRedatingsOf } from '../store/redatings.ts'
import type { Seen } from './context.ts'

/** Something that was recorded, and may tell otherwise what was told before. */
export interface Change {
  /** Due days are moved by holidays that became known. */
  kind: 'communication' | 'closure' | 'duty' | 'due_day'
  /** Of a communication. */
  number: number | null
  /** Of a closure, and of a due day. */
  followUp: string | null
  recordedAt: Temporal.Instant
  /** The first day on which it can show: of what it says, or of what it stands instead of. */
  from: Temporal.PlainDate
  by: string
  /** Null of what was recorded for the first time. */
  why: string | null
  isWithdrawn: boolean
}

const DUTY_FACTS: readonly string[] = ['mandates', 'report_duties', 'report_duty_corrections', 'report_submissions']

/** Every version of what a dossier holds, in the order of recording. */
export async function listChanges(seen: Seen, dossierId: number, recordings: readonly Recording[]): Promise<Change[]> {
  const communications = (await listVersions(seen, dossierId)).map(({ communication, recordedByName }) => ({
    ...communication,
    kind: 'communication' as const,
    // An ask of unknown day may show as soon as anything bears on it.
    on: communication.dating === 'unknown' ? ON_ANY_DAY.from : communication.tookEffectOn,
    followUp: null,
    by: recordedByName,
  }))
  const closures = (await listClosureVersions(seen, dossierId)).map(({ closure, followUp, by }) => ({
    ...closure,
    kind: 'closure' as const,
    on: closure.closedOn,
    number: null,
    followUp,
    by,
  }))
  const redated = (await listRedatingsOf(seen, dossierId)).map(({ at, ...told }) => ({
    ...told,
    ...ON_ANY_DAY,
    kind: 'due_day' as const,
    recordedAt: at,
  }))
  return [
    ...withTheFirstDay(communications),
    ...withTheFirstDay(closures),
    ...dutyChanges(recordings),
    ...redated,
  ].toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt))
}

/** What obliges us, and how it was met, may show on any day. */
function dutyChanges(recordings: readonly Recording[]): Change[] {
  return recordings
    .filter(({ fact }) => DUTY_FACTS.includes(fact))
    .map(({ at: recordedAt, by, why }) => {
      return { ...ON_ANY_DAY, kind: 'duty', followUp: null, recordedAt, by: by ?? 'somebody', why }
    })
}

const ON_ANY_DAY = { number: null, from: Temporal.PlainDate.from('0001-01-01'), isWithdrawn: false }

interface VersionOf extends Pick<Change, 'kind' | 'number' | 'followUp' | 'recordedAt' | 'by' | 'isWithdrawn'> {
  id: number
  on: Temporal.PlainDate
  correctsId: number | null
  correctionReason: string | null
}

function withTheFirstDay(versions: readonly VersionOf[]): Change[] {
  const days = new Map(versions.map(({ id, on }) => [id, on]))
  return versions.map(({ kind, number, followUp, recordedAt, by, isWithdrawn, on, correctsId, correctionReason }) => {
    const before = correctsId === null ? on : (days.get(correctsId) ?? on)
    const from = Temporal.PlainDate.compare(before, on) < 0 ? before : on
    return { kind, number, followUp, recordedAt, from, by, why: correctionReason, isWithdrawn }
  })
}
