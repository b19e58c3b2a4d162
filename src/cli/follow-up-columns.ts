import type { FollowUpOnDay } from '../domain/standings/follow-up.ts'
import { catalogueOf } from '../language/catalogue.ts'
import type { Column, Style } from './table.ts'

const words = catalogueOf('en')

export const FOLLOW_UP_COLUMNS: readonly Column<FollowUpOnDay>[] = [
  { heading: 'Follow-up', cell: ({ reference }) => reference },
  { heading: 'Title', cell: ({ title }) => title, shrinks: true },
  { heading: 'With', cell: ({ counterpartReference }) => counterpartReference, isSpare: true },
  { heading: 'State', cell: stateOf },
  { heading: 'Asked', cell: ({ askedOn, isAskedVague }) => day(askedOn, isAskedVague), isSpare: true },
  { heading: 'Silent', cell: silenceOf, align: 'right' },
  { heading: 'Answer due', cell: dueOf, isSpare: true },
  { heading: 'Bracket', cell: words.bracketInWords, style: colourOf },
]

function stateOf({ state, unreadReplies, character }: FollowUpOnDay): string {
  const named =
    state === 'holding' || state === 'with_us' ? `${words.states[state]}, ${character}` : words.states[state]
  return unreadReplies > 0 ? `${named}, ${unreadReplies} unread` : named
}

function silenceOf({ daysSinceLastWord, daysSinceAsked, isLastWordVague, isAskedVague }: FollowUpOnDay): string {
  const days = daysSinceLastWord ?? daysSinceAsked
  if (days === null) return 'unknown'
  const isVague = daysSinceLastWord === null ? isAskedVague : isLastWordVague
  return `${isVague ? '≥ ' : ''}${words.formatNumber(days)} d`
}

function dueOf({ answerDueOn, answerDueBasis, isDueWithoutHolidays, bracket }: FollowUpOnDay): string {
  if (!answerDueOn) return bracket === 'date_unknown' ? 'unknown' : '—'
  return `${answerDueOn.toString()} ${answerDueBasis}${isDueWithoutHolidays ? ', without holidays' : ''}`
}

function day(on: Temporal.PlainDate | null, isVague: boolean): string {
  return on ? `${on.toString()}${isVague ? '~' : ''}` : 'unknown'
}

function colourOf({ bracket }: FollowUpOnDay): Style | undefined {
  if (bracket === 'long_overdue' || bracket === 'date_unknown') return 'red'
  return bracket === 'overdue' ? 'yellow' : undefined
}
