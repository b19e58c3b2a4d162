import { CALENDAR_CLOCKS, type CalendarClock } from '../../domain/calendar-event.ts'
import type { Passage } from '../../domain/passages.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { pick } from '../../domain/pick.ts'
import type { Seen } from '../context.ts'
import { listPending, type IdentifiedFollowUp } from '../pending/list-pending.ts'
import { retellDuties } from './retell-duties.ts'
import { narrowedTo, textsOf } from './retell-list.ts'
import type { At } from './retell.ts'

/** The days that clocks run towards, each with how the ask stands, and the reports that are due. */
export async function retellCalendar(seen: Seen, query: PendingQuery, { moment, dossier }: At): Promise<Passage[]> {
  const narrowed = narrowedTo(query, dossier)
  if (!narrowed) return []
  const pending = await listPending({ ...seen, today: moment.asOf }, narrowed, moment)
  return [
    ...CALENDAR_CLOCKS.flatMap((clock) => pending.flatMap((followUp) => eventOf(followUp, clock))),
    ...(await retellDuties(seen, narrowed, moment)),
  ]
}

function eventOf(followUp: IdentifiedFollowUp, clock: CalendarClock): Passage[] {
  const { reference: about, answerDueOn, firstReplyDueOn, firstReplyOn, lastWordOn } = followUp
  const isAnswer = clock === 'answer'
  const on = isAnswer ? answerDueOn : firstReplyOn === null ? firstReplyDueOn : null
  if (on === null) return []
  const hasReplied = lastWordOn !== null || firstReplyOn !== null
  const fields = textsOf({ on, ...pick(followUp, ['isPromise', 'state', 'character']), hasReplied })
  return [{ section: isAnswer ? 'Answers due' : 'First replies due', about, fields }]
}
