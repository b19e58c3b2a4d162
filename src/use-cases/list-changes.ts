import type { Recording } from '../store/audit.ts'
import { listClosureVersions } from '../store/closures.ts'
import { listVersions } from '../store/communications.ts'
import type { Seen } from './context.ts'

/** Something that was recorded, and may tell otherwise what was told before. */
export interface Change {
  /** Of a communication. */
  number: number | null
  /** Of a closure. */
  followUp: string | null
  /** Of what we are obliged to. */
  duty: keyof typeof DUTY_FACTS | null
  recordedAt: Temporal.Instant
  /** The first day on which it can show: of what it says, or of what it stands instead of. */
  from: Temporal.PlainDate
  by: string
  /** Null of what was recorded for the first time. */
  why: string | null
  isWithdrawn: boolean
}

const DUTY_FACTS = { mandates: true, report_duties: true, report_duty_corrections: true, report_submissions: true }

/** Every version of what a dossier holds, in the order of recording. */
export async function listChanges(seen: Seen, dossierId: number, recordings: readonly Recording[]): Promise<Change[]> {
  const communications = (await listVersions(seen, dossierId)).map(({ communication, recordedByName }) => ({
    ...communication,
    on: communication.tookEffectOn,
    followUp: null,
    by: recordedByName,
  }))
  const closures = (await listClosureVersions(seen, dossierId)).map(({ closure, followUp, by }) => ({
    ...closure,
    on: closure.closedOn,
    number: null,
    followUp,
    by,
  }))
  const changes = [...withTheFirstDay(communications), ...withTheFirstDay(closures), ...dutyChanges(recordings)]
  return changes.toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt))
}

/** What obliges us, and how it was met, may show on any day. */
function dutyChanges(recordings: readonly Recording[]): Change[] {
  return recordings.flatMap(({ fact, at: recordedAt, by, why }) => {
    if (!isDutyFact(fact)) return []
    const about = { number: null, followUp: null, duty: fact, isWithdrawn: false }
    return [{ ...about, recordedAt, from: FIRST_DAY, by: by ?? 'somebody', why }]
  })
}

const FIRST_DAY = Temporal.PlainDate.from('0001-01-01')

function isDutyFact(fact: string): fact is keyof typeof DUTY_FACTS {
  return Object.hasOwn(DUTY_FACTS, fact)
}

interface VersionOf extends Pick<Change, 'number' | 'followUp' | 'recordedAt' | 'by' | 'isWithdrawn'> {
  id: number
  on: Temporal.PlainDate
  correctsId: number | null
  correctionReason: string | null
}

function withTheFirstDay(versions: readonly VersionOf[]): Change[] {
  const days = new Map(versions.map(({ id, on }) => [id, on]))
  return versions.map(({ number, followUp, recordedAt, by, isWithdrawn, on, correctsId, correctionReason }) => {
    const before = correctsId === null ? on : (days.get(correctsId) ?? on)
    const from = Temporal.PlainDate.compare(before, on) < 0 ? before : on
    return { number, followUp, duty: null, recordedAt, from, by, why: correctionReason, isWithdrawn }
  })
}
