import { bracketOn, daysOverdueOn, type Bracket } from './brackets.ts'
import { isPending, type Character, type Move, type State } from '../correspondence/characters.ts'
import type { DueDays } from './clocks.ts'
import { daysBetween } from '../dates/day.ts'
import { pick } from '../pick.ts'
import type { Standing } from './standing.ts'

/** What the store keeps of a standing beside its follow-up: everything that does not depend on today. */
export interface KeptStanding extends DueDays {
  state: State
  move: Move
  character: Character | null
  /** Null where the day of the ask is unknown. */
  askedOn: Temporal.PlainDate | null
  askedLatestOn: Temporal.PlainDate | null
  lastWordOn: Temporal.PlainDate | null
  lastWordLatestOn: Temporal.PlainDate | null
  firstReplyOn: Temporal.PlainDate | null
  answeredOn: Temporal.PlainDate | null
  closedOn: Temporal.PlainDate | null
  unreadReplies: number
  reminders: number
  lastRemindedOn: Temporal.PlainDate | null
  isPromise: boolean
}

export const KEPT_STANDING = [
  'state',
  'move',
  'character',
  'askedOn',
  'askedLatestOn',
  'lastWordOn',
  'lastWordLatestOn',
  'firstReplyOn',
  'answeredOn',
  'closedOn',
  'unreadReplies',
  'reminders',
  'lastRemindedOn',
  'firstReplyDueOn',
  'answerDueOn',
  'answerDueLatestOn',
  'answerDueBasis',
  'longOverdueAfterOn',
  'pausedOn',
  'isDateUnknown',
  'isPromise',
  'isDueWithoutHolidays',
] as const satisfies readonly (keyof KeptStanding)[]

export function keep(standing: Standing, dueDays: DueDays): KeptStanding {
  const { state, move, character, firstReplyOn, answeredOn, closedOn, unreadReplies, reminders, lastRemindedOn } =
    standing
  const asked = standing.asked?.dating === 'unknown' ? null : standing.asked
  const lastWord = standing.lastWord?.dating === 'unknown' ? null : standing.lastWord
  return {
    state,
    move,
    character,
    firstReplyOn,
    answeredOn,
    closedOn,
    unreadReplies,
    reminders,
    lastRemindedOn,
    askedOn: asked?.on ?? null,
    askedLatestOn: asked?.latestOn ?? null,
    lastWordOn: lastWord?.on ?? null,
    lastWordLatestOn: lastWord?.latestOn ?? null,
    isPromise: standing.setDue?.by === 'promise',
    ...dueDays,
  }
}

/** The part of a follow-up that the correspondence does not change. */
export interface FollowUpHeading {
  reference: string
  title: string
  dossier: string
  /** The office's name and its reference. */
  counterpart: string
  counterpartReference: string
  owner: string | null
  desk: string
  isConfidential: boolean
}

export const FOLLOW_UP_HEADING = [
  'reference',
  'title',
  'dossier',
  'counterpart',
  'counterpartReference',
  'owner',
  'desk',
  'isConfidential',
] as const satisfies readonly (keyof FollowUpHeading)[]

/** A follow-up as it stands on a day: what every list, page and mail shows. */
export interface FollowUpOnDay extends FollowUpHeading, Omit<KeptStanding, 'isDateUnknown'> {
  /** At least so many where the day is vague; null where it is unknown or there is none. */
  daysSinceAsked: number | null
  daysSinceLastWord: number | null
  isAskedVague: boolean
  isLastWordVague: boolean
  /** Of a pending follow-up, and only of one. */
  bracket: Bracket | null
  /** Where the day of the ask is vague, the bracket may be worse than the truth. */
  isBracketCertain: boolean
  /** 0 where nothing is overdue, null where nothing can be. */
  daysOverdue: number | null
}

/** What JSON and CSV give of a follow-up; the names are promised to other programs. */
const FOLLOW_UP_FIELDS = [
  ...FOLLOW_UP_HEADING,
  'state',
  'character',
  'move',
  'askedOn',
  'askedLatestOn',
  'lastWordOn',
  'lastWordLatestOn',
  'firstReplyOn',
  'daysSinceAsked',
  'daysSinceLastWord',
  'isAskedVague',
  'isLastWordVague',
  'firstReplyDueOn',
  'answerDueOn',
  'answerDueLatestOn',
  'answerDueBasis',
  'isPromise',
  'longOverdueAfterOn',
  'bracket',
  'isBracketCertain',
  'daysOverdue',
  'isDueWithoutHolidays',
  'pausedOn',
  'unreadReplies',
  'reminders',
  'lastRemindedOn',
  'answeredOn',
  'closedOn',
] as const satisfies readonly (keyof FollowUpOnDay)[]

export function followUpFields(followUp: FollowUpOnDay): FollowUpOnDay {
  return pick(followUp, FOLLOW_UP_FIELDS)
}

export function onDay(day: Temporal.PlainDate, heading: FollowUpHeading, kept: KeptStanding): FollowUpOnDay {
  return shownOn(day, { ...heading, ...kept })
}

/** The same of a row that has both, and other columns beside. */
export function shownOn(day: Temporal.PlainDate, kept: FollowUpHeading & KeptStanding): FollowUpOnDay {
  const pending = isPending(kept.state)
  return {
    ...pick(kept, SHOWN),
    daysSinceAsked: kept.askedLatestOn && daysPassed(kept.askedLatestOn, day),
    daysSinceLastWord: kept.lastWordLatestOn && daysPassed(kept.lastWordLatestOn, day),
    isAskedVague: isVague(kept.askedOn, kept.askedLatestOn),
    isLastWordVague: isVague(kept.lastWordOn, kept.lastWordLatestOn),
    bracket: pending ? bracketOn(day, kept) : null,
    isBracketCertain: !isVague(kept.answerDueOn, kept.answerDueLatestOn) || isSameBracket(day, kept, atTheLatest(kept)),
    daysOverdue: pending ? daysOverdueOn(day, kept) : null,
  }
}

const SHOWN = [...FOLLOW_UP_HEADING, ...KEPT_STANDING].filter((name) => name !== 'isDateUnknown')

function isSameBracket(day: Temporal.PlainDate, a: KeptStanding, b: KeptStanding): boolean {
  return bracketOn(day, a) === bracketOn(day, b)
}

/** Longest silence first: since their last word, or since we first asked; what has no date at all before everything else. */
export function byLongestSilence(a: FollowUpOnDay, b: FollowUpOnDay): number {
  const [silentA, silentB] = [a.lastWordOn ?? a.askedOn, b.lastWordOn ?? b.askedOn]
  if (silentA && silentB) return Temporal.PlainDate.compare(silentA, silentB) || compareReferences(a, b)
  if (silentA ?? silentB) return silentA ? 1 : -1
  return compareReferences(a, b)
}

function compareReferences(a: FollowUpHeading, b: FollowUpHeading): number {
  return a.reference < b.reference ? -1 : a.reference > b.reference ? 1 : 0
}

/** At least so many: none where it may yet lie ahead. */
function daysPassed(latest: Temporal.PlainDate, day: Temporal.PlainDate): number {
  return Math.max(0, daysBetween(latest, day))
}

/** The long overdue line lies as much later as the due day does: to the day in calendar days, about so in working days. */
function atTheLatest(kept: KeptStanding): KeptStanding {
  const { answerDueOn, answerDueLatestOn, longOverdueAfterOn } = kept
  if (!answerDueOn || !answerDueLatestOn) return kept
  const later = answerDueOn.until(answerDueLatestOn)
  return { ...kept, answerDueOn: answerDueLatestOn, longOverdueAfterOn: longOverdueAfterOn?.add(later) ?? null }
}

function isVague(earliest: Temporal.PlainDate | null, latest: Temporal.PlainDate | null): boolean {
  // Days that were read are mostly the same object.
  return earliest !== latest && Boolean(earliest && latest && !earliest.equals(latest))
}
