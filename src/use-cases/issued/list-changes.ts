import type { Recording } from '../../store/operation/audit.ts'
import { listClosureVersions } from '../../store/correspondence/closures.ts'
import { listAssessments, listVersions, type CommunicationRow } from '../../store/correspondence/communications.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { listOfficeNameVersions } from '../../store/correspondence/names.ts'
import { listWithdrawnAttestations } from '../../store/parties/receiving-points.ts'
import { listRedatingsOf } from '../../store/standings/redatings.ts'
import type { Seen } from '../context.ts'

/** Something that was recorded, and may tell otherwise what was told before. */
export interface Change {
  /** Due days are moved by holidays that became known, an attestation is withdrawn, an opinion revised. */
  kind: 'communication' | 'closure' | 'duty' | 'due_day' | 'attestation' | 'assessment' | 'naming'
  /** Of a communication, and of an opinion of one. */
  number: number | null
  /** Of a closure, and of a due day. */
  followUp: string | null
  /** Of an attestation: the receiving point. */
  point: string | null
  recordedAt: Temporal.Instant
  /** The first day on which it can show: of what it says, or of what it stands instead of. */
  from: Temporal.PlainDate
  by: string
  /** Null of what was recorded for the first time. */
  why: string | null
  isWithdrawn: boolean
}

const DUTY_FACTS: readonly string[] = [
  'mandates',
  'mandate_corrections',
  'report_duties',
  'report_duty_corrections',
  'report_submissions',
]

/** Every version of what a dossier holds, in the order of recording. */
export async function listChanges(seen: Seen, dossierId: number, recordings: readonly Recording[]): Promise<Change[]> {
  const communications = (await listVersions(seen, dossierId)).map(({ communication, recordedByName }) => ({
    ...communication,
    kind: 'communication' as const,
    on: mayShowOnAnyDay(communication) ? ON_ANY_DAY.from : communication.tookEffectOn,
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
    ...(await listReadingsTakenBack(seen, dossierId)),
    ...(await listOpinionsRevised(seen, dossierId)),
    ...(await officeChanges(seen, dossierId)),
  ].toSorted((a, b) => Temporal.Instant.compare(a.recordedAt, b.recordedAt))
}

/** An ask of unknown day may show as soon as anything bears on it, and a reply that may have come earlier as well. */
function mayShowOnAnyDay({ dating, dated }: Pick<CommunicationRow, 'dating' | 'dated'>): boolean {
  return dating === 'unknown' || (dating === 'vague' && !dated?.earliest)
}

/** By the desks that pursue the dossier. */
async function listReadingsTakenBack(seen: Seen, dossierId: number): Promise<Change[]> {
  return (await listWithdrawnAttestations(seen, dossierId)).map(({ at: recordedAt, ...told }) => ({
    ...told,
    kind: 'attestation',
    number: null,
    followUp: null,
    recordedAt,
    isWithdrawn: true,
  }))
}

/** The first opinion of a reply makes nothing wrong that was said; a later one stands instead of it. */
async function listOpinionsRevised({ db, sight }: Seen, dossierId: number): Promise<Change[]> {
  const revised: Change[] = []
  for (const { id, reference: followUp } of await listFollowUpsOfDossiers({ db, sight }, [dossierId])) {
    const byReply = Map.groupBy(await listAssessments(db, id), ({ number }) => number)
    for (const [number, [, ...later]] of byReply)
      for (const { assessment, by } of later) {
        const { recordedAt, reason: why } = assessment
        revised.push({ ...ON_ANY_DAY, kind: 'assessment', number, followUp, recordedAt, by, why })
      }
  }
  return revised
}

/** What an office is called shows in the dossiers in which it was asked something. */
async function officeChanges({ db, sight }: Seen, dossierId: number): Promise<Change[]> {
  const asked = await listFollowUpsOfDossiers({ db, sight }, [dossierId])
  const changes: Change[] = []
  for (const office of new Set(asked.map(({ counterpartId }) => counterpartId)))
    for (const { version, by } of await listOfficeNameVersions(db, office)) {
      const { recordedAt, why, sinceOn, correctsId } = version
      const isFirst = sinceOn === null && correctsId === null
      if (recordedAt && !isFirst)
        changes.push({ ...ON_ANY_DAY, kind: 'naming', followUp: null, recordedAt, by: by ?? 'somebody', why })
    }
  return changes
}

/** What obliges us, how it was met, and what is called how, may show on any day. */
function dutyChanges(recordings: readonly Recording[]): Change[] {
  return recordings
    .filter(({ fact }) => DUTY_FACTS.includes(fact) || fact === 'titles')
    .map(({ fact, at: recordedAt, by, why }) => {
      const kind = fact === 'titles' ? 'naming' : 'duty'
      return { ...ON_ANY_DAY, kind, followUp: null, recordedAt, by: by ?? 'somebody', why }
    })
}

const ON_ANY_DAY = { number: null, point: null, from: Temporal.PlainDate.from('0001-01-01'), isWithdrawn: false }

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
    return { kind, number, followUp, point: null, recordedAt, from, by, why: correctionReason, isWithdrawn }
  })
}
