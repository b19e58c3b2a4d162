import type { Character } from '../../domain/correspondence/characters.ts'
import { daysBetween } from '../../domain/dates/day.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { Silence } from '../../domain/silence/silence.ts'
import type { NoteSentence } from '../../domain/note/sentences.ts'
import { formats } from './follow-up.ts'
import { names } from './names.ts'
import { NOUNS, officeInWords, quotedTitle, whenInWords } from './note-parts.ts'
import { silenceWords } from './silence.ts'
import type { Sentence } from '../story-words.ts'

const { formatDay, formatCount, formatList } = formats

type Standing = Extract<NoteSentence, { kind: 'stands' | 'ages' | 'due' }>

/** "As at 22 December 2004, “…” (PRK-TC-1), put to the …, is pending: the matter has been transmitted onward." */
export function standsInWords({ ask: { followUp }, asOf }: Standing): Sentence {
  const { reference, title, counterpart, unreadReplies } = followUp
  const unread = formatCount(unreadReplies, {
    one: '; one reply has not been read yet',
    other: '; # replies have not been read yet',
  })
  return [
    `As at ${formatDay(asOf)}, `,
    ...quotedTitle(title),
    ` (${reference}), put to the `,
    { said: counterpart },
    `, ${stateInWords(followUp)}${unreadReplies > 0 ? unread : ''}.`,
  ]
}

function stateInWords({ state, character, lastWordOn, firstReplyOn, answeredOn, closedOn }: FollowUpOnDay): string {
  switch (state) {
    case 'awaiting_reply':
      return lastWordOn || firstReplyOn
        ? 'is pending: it has been asked again, and no reply to that is recorded'
        : 'is pending: no reply to it is recorded'
    case 'undelivered':
      return 'is pending: what was sent came back undelivered'
    case 'answered':
      return `has been answered${onDay(answeredOn)}: ${names.characters[character!]}`
    case 'declined':
      return `has been declined${onDay(answeredOn)}`
    case 'closed':
      return `has been closed${onDay(closedOn)}`
    default:
      return `is pending: ${LEFT_AT[character!] ?? names.characters[character!]}`
  }
}

function onDay(day: Temporal.PlainDate | null): string {
  return day ? ` on ${formatDay(day)}` : ''
}

/** What the last reply that counts left it at. */
const LEFT_AT: Partial<Record<Character, string>> = {
  acknowledged: 'its receipt has been confirmed, and nothing more',
  transmitted: 'the matter has been transmitted onward, and nothing more',
  noted: 'note has been taken of it, to be forwarded or considered, and nothing more',
  promised: 'an answer has been promised',
  extension_requested: 'more time has been requested, and the next move is ours',
  clarification_requested: 'clarification has been requested, and the next move is ours',
  awaiting_translation: 'a reply awaits translation here',
  redirected: 'the matter has been referred to another body, and the next move is ours',
  non_responsive: 'the reply did not address what had been asked, and the next move is ours',
  partial: 'part of what was asked has been answered',
}

export function agesInWords({ ask: { followUp } }: Standing): string {
  const { askedOn, daysSinceAsked, isAskedVague } = followUp
  const asked =
    daysSinceAsked === null || !askedOn
      ? 'The day on which it was first asked is not recorded'
      : `It was first asked ${since(askedOn, daysSinceAsked, isAskedVague)}`
  return `${asked}, and ${heardInWords(followUp)}.${remindersInWords(followUp)}`
}

function heardInWords({
  askedOn,
  lastWordOn,
  daysSinceLastWord,
  isLastWordVague,
  firstReplyOn,
}: FollowUpOnDay): string {
  if (!lastWordOn || daysSinceLastWord === null)
    return firstReplyOn ? 'the day of the last word on it is not recorded' : 'no word on it is recorded'
  if (askedOn?.equals(lastWordOn) && !isLastWordVague) return 'the last word on it came that same day'
  return `the last word on it came ${since(lastWordOn, daysSinceLastWord, isLastWordVague)}`
}

function since(on: Temporal.PlainDate, days: number, isVague: boolean): string {
  const ago = formatCount(days, { one: '# day before', other: '# days before' })
  return isVague ? `at least ${ago}, on or after ${formatDay(on)}` : `${ago}, on ${formatDay(on)}`
}

function remindersInWords({ reminders, lastRemindedOn }: FollowUpOnDay): string {
  if (reminders === 0) return ''
  const recalled = formatCount(reminders, { one: 'It has been recalled once', other: 'It has been recalled # times' })
  return lastRemindedOn
    ? ` ${recalled}, ${reminders > 1 ? 'the last time ' : ''}on ${formatDay(lastRemindedOn)}.`
    : ` ${recalled}.`
}

/** Whether a day was ever set, what the policy expected, and how far past it is. */
export function dueSentence({ ask: { followUp, policy, setDue }, asOf, isEverSet }: Standing): Sentence {
  const { answerDueOn, answerDueBasis } = followUp
  const never = isEverSet ? 'No day by which to answer is set now' : 'No day by which to answer was ever set'
  if (!answerDueOn && followUp.bracket === 'date_unknown')
    return [`${never}, and none can be told, for the day of the ask is not recorded.`]
  if (!answerDueOn) return [`${never}, and none follows from a policy.`]
  const far = `${distance(daysBetween(asOf, answerDueOn), followUp)}.`
  if (answerDueBasis === 'set') return [`${SET_BY[setDue?.by ?? 'ask']} ${formatDay(answerDueOn)}, ${far}`]
  const holidays = followUp.isDueWithoutHolidays ? ', holidays not counted' : ''
  return [
    `${never}; under the policy `,
    ...(policy === null ? [] : [...quotedTitle(policy), ' ']),
    `an answer was expected by ${formatDay(answerDueOn)}${holidays}, ${far}`,
  ]
}

const SET_BY = {
  ask: 'An answer was requested by',
  promise: 'An answer was promised by',
  grant: 'Time was granted until',
} as const

function distance(ahead: number, { pausedOn, isBracketCertain }: FollowUpOnDay): string {
  if (pausedOn) return `and that clock has stood still since ${formatDay(pausedOn)}`
  if (ahead === 0) return 'which is that day'
  const days = formatCount(Math.abs(ahead), { one: '# day', other: '# days' })
  if (ahead > 0) return `${days} later`
  return `${isBracketCertain ? '' : 'possibly up to '}${days} earlier`
}

/** What the ledger holds, and no more: whether everything was read that could have come is another question. */
export function nothingAfterInWords({
  last,
  asOf,
  isAhead,
  maybeLater,
}: Extract<NoteSentence, { kind: 'nothing_after' }>): Sentence {
  const until = isAhead ? 'So far' : `As at ${formatDay(asOf)}`
  if (!last) return [`${until}, no communication on these matters is recorded in this ledger.`]
  const noun = NOUNS[last.of.channel]
  const named =
    last.when.kind === 'on' ? `${noun} of ${formatDay(last.when.day)}` : `${noun} recorded as ${whenInWords(last.when)}`
  const whose = maybeLater.length > 1 ? 'whose days are vague' : 'whose day is vague'
  const later = maybeLater.length > 0 ? `, unless ${formatList(maybeLater)}, ${whose}, came later` : ''
  return [`${until}, no further communication on these matters is recorded in this ledger after the ${named}${later}.`]
}

/** The strong negative, with what nobody can attest to. */
export function silenceInWords(silence: Silence): Sentence {
  const { followUp, lastWord, asOf } = silence
  return [
    `No ${lastWord ? 'further ' : ''}response on it has been received from `,
    ...officeInWords({ name: followUp.counterpart, isFormer: false }),
    ` as at ${formatDay(asOf)}: wherever one could have come in, what came in was read through that day.`,
    ...silenceWords.limits(silence).flatMap(({ text }) => [' ', ...text]),
  ]
}
