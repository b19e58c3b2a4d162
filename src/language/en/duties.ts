import { daysBetween } from '../../domain/dates/day.ts'
import type { DutyEvent, ProjectedDuty } from '../../domain/duty.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { DutyWords } from '../duty-words.ts'
import { daysInWords, formats } from './follow-up.ts'
import { names } from './names.ts'

const { formatDay } = formats

export const dutyWords: DutyWords = {
  standings: { overdue: 'overdue', due_soon: 'due soon', ahead: 'ahead', no_day: 'no day known', met: 'met' },
  due: ({ dueOn, metBy }, asOf) => {
    if (!dueOn) return 'no day known'
    return metBy === null ? `${formatDay(dueOn)}; ${distance(daysBetween(asOf, dueOn))}` : formatDay(dueOn)
  },
  met: ({ metBy, metOn }) => (metBy === null ? '' : `met by ${metBy}${metOn ? ` of ${formatDay(metOn)}` : ''}`),
  to: ({ body, session }) => `To the ${body}, ${session}`,
  projectedOn,
  ask,
  event: (event) => `${eventInWords(event)}${event.why === null ? '' : `: ${event.why}`}`,
}

function projectedOn({ standing, projectedOn: on }: ProjectedDuty): string {
  const isAhead = standing === 'ahead' || standing === 'due_soon'
  return isAhead ? `On ${formatDay(on)}, if nothing happens` : `On ${formatDay(on)}`
}

function eventInWords({ what, dueOn, document, submittedOn }: DutyEvent): string {
  const due = dueOn ? `due ${formatDay(dueOn)}` : 'no day known'
  const report = `${document}${submittedOn ? ` of ${formatDay(submittedOn)}` : ''}`
  switch (what) {
    case 'entered':
      return `Entered, ${due}`
    case 'corrected':
      return `Corrected, ${due}`
    case 'withdrawn':
      return 'Taken back, nothing is owed'
    case 'met':
      return `Met by ${report}`
    case 'taken_back':
      return `No longer met by ${report}`
  }
}

function ask(followUp: FollowUpOnDay): string {
  const { state, bracket, isBracketCertain } = followUp
  const isLate = bracket === 'overdue' || bracket === 'long_overdue' || bracket === 'date_unknown'
  const late = isLate ? `, ${isBracketCertain ? '' : 'possibly '}${names.brackets[bracket]}` : ''
  return `${names.states[state]}${late}${silence(followUp)}`
}

/** Of what has ended, nothing is awaited. */
function silence({ bracket, daysSinceLastWord, daysSinceAsked, isLastWordVague, isAskedVague }: FollowUpOnDay): string {
  if (!bracket) return ''
  const [days, isVague, what] =
    daysSinceLastWord === null
      ? [daysSinceAsked, isAskedVague, 'since it was asked']
      : [daysSinceLastWord, isLastWordVague, 'without a word']
  return days === null || days === 0 ? '' : `; ${isVague ? 'at least ' : ''}${daysInWords(days)} ${what}`
}

function distance(days: number): string {
  if (days === 0) return 'today'
  return days > 0 ? `in ${daysInWords(days)}` : `${daysInWords(-days)} ago`
}
