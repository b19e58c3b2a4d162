import type { VagueDate } from '../dates/vague-date.ts'
import type { NotedCommunication } from './record.ts'

/** When something happened, as surely as it is recorded and no surer. */
export type When =
  | { kind: 'on' | 'about' | 'until' | 'since'; day: Temporal.PlainDate }
  | { kind: 'month' | 'year'; first: Temporal.PlainDate }
  | { kind: 'between'; from: Temporal.PlainDate; to: Temporal.PlainDate }
  | { kind: 'unknown' }

type Dates = Pick<NotedCommunication, 'direction' | 'dated' | 'sentOn' | 'receivedOn'>

export function whenOf({ direction, dated, sentOn, receivedOn }: Dates): When {
  const moved = direction === 'sent' ? sentOn : direction === 'received' ? receivedOn : null
  return moved ? { kind: 'on', day: moved } : whenOfDate(dated)
}

export function whenOfDate(dated: VagueDate | null): When {
  if (!dated?.earliest) return dated?.latest ? { kind: 'until', day: dated.latest } : { kind: 'unknown' }
  const { earliest, latest, isExact } = dated
  if (!latest) return { kind: 'since', day: earliest }
  if (earliest.equals(latest)) return { kind: isExact ? 'on' : 'about', day: earliest }
  if (isWhole(earliest, latest, 'month')) return { kind: 'month', first: earliest }
  if (isWhole(earliest, latest, 'year')) return { kind: 'year', first: earliest }
  return { kind: 'between', from: earliest, to: latest }
}

/** The day on the paper, where it moved on another one. */
export function writtenOn({ direction, dated, sentOn, receivedOn }: Dates): Temporal.PlainDate | null {
  const moved = direction === 'sent' ? sentOn : direction === 'received' ? receivedOn : null
  return moved && dated?.isExact && !dated.earliest!.equals(moved) ? dated.earliest : null
}

function isWhole(earliest: Temporal.PlainDate, latest: Temporal.PlainDate, unit: 'month' | 'year'): boolean {
  const first = unit === 'month' ? earliest.with({ day: 1 }) : earliest.with({ month: 1, day: 1 })
  return earliest.equals(first) && latest.equals(first.add({ [`${unit}s`]: 1 }).subtract({ days: 1 }))
}
