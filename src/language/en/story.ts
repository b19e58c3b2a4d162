import type { Character } from '../../domain/correspondence/characters.ts'
import type { DueDay } from '../../domain/standings/due-day.ts'
import type { VagueDate } from '../../domain/dates/vague-date.ts'
import { dueWords } from './due.ts'
import { daysInWords, formats } from './follow-up.ts'
import { names } from './names.ts'
import { standingWithReason } from './reason.ts'
import type { MovedOrDated, OwedDuty, StoryWords } from '../story-words.ts'

const { formatDay, formatList, formatMonth, formatShortDay } = formats

export const storyWords: StoryWords = {
  standingWithReason,
  move: ({ move }) => (move === 'nobody' ? 'Nobody has the next move.' : `The next move is ${names.moves[move]}.`),
  proof,
  firstReply: ({ afterDays, afterReminderDays }) => {
    const reminded = afterReminderDays === null ? '' : `, ${daysInWords(afterReminderDays)} after a reminder`
    return afterDays === 0 ? 'First reply on the same day.' : `First reply after ${daysInWords(afterDays)}${reminded}.`
  },
  dayOf,
  vagueDate,
  shortDayOf,
  briefly: ({ bearing, character }) => (character ? BRIEFLY[character] : names.bearings[bearing]),
  silence: (days, isVague) => `${isVague ? 'at least ' : ''}${daysInWords(days)} without a word`,
  bears: ({ bearing, character, untilOn }) => {
    const said = character ? `${names.bearings[bearing]}: ${names.characters[character]}` : names.bearings[bearing]
    return untilOn ? `${said} (${formatDay(untilOn)})` : said
  },
  duty,
}

function proof({ start, period, skipped, uncoveredYears, calendar, on }: DueDay, policy: string | null): string {
  const length = period ? dueWords.period(period) : 'a day that was set'
  const counted = `Counted as ${length} from ${start.toString()}${policy ? ` (${policy})` : ''}`
  const holidays = skipped.flatMap((day) => (day.cause === 'holiday' ? [`${day.on.toString()} ${day.name}`] : []))
  const pauses = skipped.flatMap((day) =>
    day.cause === 'paused' ? [`${day.first.toString()} to ${day.last.toString()}`] : [],
  )
  const parts = [
    `${counted}, to ${on.toString()}`,
    ...(calendar ? [`calendar ${calendar}`] : []),
    ...(holidays.length > 0 ? [`holidays left out: ${formatList(holidays)}`] : []),
    ...(pauses.length > 0 ? [`clock stopped ${formatList(pauses)}`] : []),
    ...(uncoveredYears.length > 0 ? [`computed without holidays for ${formatList(uncoveredYears.map(String))}`] : []),
  ]
  return `${parts.join('; ')}.`
}

function dayOf({ receivedOn, sentOn, dated, direction }: MovedOrDated): string {
  const moved = direction === 'received' ? receivedOn : direction === 'sent' ? sentOn : null
  if (moved) return formatDay(moved)
  return dated ? vagueDate(dated) : 'date unknown'
}

function vagueDate({ text, earliest, latest, isExact }: VagueDate): string {
  if (isExact) return formatDay(earliest!)
  if (!earliest) return latest ? `By ${formatDay(latest)} (${text})` : text
  const until = !latest ? ' on' : earliest.equals(latest) ? '' : ` to ${formatDay(latest)}`
  return `${latest && !until ? 'About' : 'From'} ${formatDay(earliest)}${until} (${text})`
}

function shortDayOf({ receivedOn, sentOn, dated, direction }: MovedOrDated): string {
  const moved = direction === 'received' ? receivedOn : direction === 'sent' ? sentOn : null
  if (moved) return formatShortDay(moved)
  if (!dated?.earliest) return dated?.latest ? `by ${formatShortDay(dated.latest)}` : 'date unknown'
  const { earliest, latest, isExact } = dated
  if (!latest) return `from ${formatShortDay(earliest)}`
  if (earliest.equals(latest)) return `${isExact ? '' : 'about '}${formatShortDay(earliest)}`
  const isMonth = earliest.day === 1 && latest.equals(earliest.with({ day: earliest.daysInMonth }))
  return isMonth ? formatMonth(earliest) : `${formatShortDay(earliest)} – ${formatShortDay(latest)}`
}

/** The characters in a word or two. */
const BRIEFLY: Record<Character, string> = {
  bounced: 'bounced',
  delivered: 'delivered',
  auto_reply: 'auto-reply',
  unread: 'unread',
  awaiting_translation: 'to translate',
  acknowledged: 'acknowledged',
  transmitted: 'transmitted',
  noted: 'noted',
  promised: 'promised',
  extension_requested: 'wants time',
  clarification_requested: 'asks us back',
  redirected: 'redirected',
  partial: 'partial',
  non_responsive: 'not to the point',
  substantive: 'substantive',
  accepted: 'accepted',
  declined: 'declined',
  disputed: 'disputed',
}

function duty({ body, session, dueOn, metBy, metOn }: OwedDuty): string {
  const due = dueOn ? `, due ${formatDay(dueOn)}` : ''
  const met = metBy ? `: met by ${metBy}${metOn ? ` of ${formatDay(metOn)}` : ''}` : ': not met yet'
  return `Report to the ${body}, ${session}${due}${met}.`
}
