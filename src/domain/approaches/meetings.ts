import { heightOf, type Step } from './ladder.ts'
import type { PlannedMeeting } from './plan.ts'

/** How long an ask waits for a meeting that is planned anyhow, rather than have a meeting or a letter of its own. */
const WAITS_FOR_MEETING_DAYS = { meeting: 30, letter: 7 } as const

interface Wanted {
  office: string
  earliest: Temporal.PlainDate
  /** The day on which it would go without any meeting. */
  orOn: Temporal.PlainDate
  meetings: readonly PlannedMeeting[]
}

/** The first meeting with the office, soon enough, at which somebody high enough speaks for us. */
export function meetingFor(step: Step, { office, earliest, orOn, meetings }: Wanted): PlannedMeeting | null {
  const last = orOn.add({ days: waitsFor(step) })
  const suited = meetings.filter(
    (meeting) =>
      meeting.office === office &&
      heightOf(meeting.rank) >= heightOf(step.rank) &&
      Temporal.PlainDate.compare(meeting.heldOn, earliest) >= 0 &&
      Temporal.PlainDate.compare(meeting.heldOn, last) <= 0,
  )
  return suited.toSorted(byDay)[0] ?? null
}

export function waitsFor({ channel }: Step): number {
  return channel === 'meeting' ? WAITS_FOR_MEETING_DAYS.meeting : WAITS_FOR_MEETING_DAYS.letter
}

function byDay(a: PlannedMeeting, b: PlannedMeeting): number {
  return Temporal.PlainDate.compare(a.heldOn, b.heldOn) || a.number - b.number
}
