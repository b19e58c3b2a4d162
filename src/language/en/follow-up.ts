import { daysBetween } from '../../domain/dates/day.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { names } from './names.ts'
import { formatsOf } from '../formats.ts'

export const formats = formatsOf('en-GB')
const { formatDay, formatCount } = formats

export function standingInWords(followUp: FollowUpOnDay): string {
  const { state, character, firstReplyOn, lastWordOn } = followUp
  const said = character ? names.characters[character] : 'no reply on record'
  switch (state) {
    case 'awaiting_reply':
      return lastWordOn || firstReplyOn ? 'Asked again, awaiting a reply' : 'Awaiting a first reply'
    case 'undelivered':
      return 'Not delivered: what we sent came back'
    case 'acknowledged':
      return `Acknowledged only: ${said}`
    case 'holding':
      return `Holding: ${said}`
    case 'promised':
      return promiseInWords(followUp)
    case 'with_us':
      return `With us: ${said}`
    case 'partial':
      return 'Partly answered'
    case 'answered':
      return `Answered${on(followUp.answeredOn)}: ${said}`
    case 'declined':
      return `Declined${on(followUp.answeredOn)}`
    case 'closed':
      return `Closed${on(followUp.closedOn)}`
  }
}

export function stateInWords(followUp: FollowUpOnDay): string {
  const standing = standingInWords(followUp)
  const { unreadReplies } = followUp
  const unread = unreadReplies > 0 ? `; ${unreadInWords(unreadReplies)}` : ''
  return `${standing}${silenceInWords(followUp)}${unread}`
}

export function bracketInWords({ bracket, isBracketCertain, state }: FollowUpOnDay): string {
  if (!bracket) return capitalized(names.states[state])
  return capitalized(isBracketCertain ? names.brackets[bracket] : `possibly ${names.brackets[bracket]}`)
}

export function dueInWords(followUp: FollowUpOnDay, asOf: Temporal.PlainDate): string {
  const { answerDueOn, answerDueBasis, isDueWithoutHolidays } = followUp
  if (!answerDueOn || !answerDueBasis) return ''
  const basis = isDueWithoutHolidays ? `${answerDueBasis}, holidays not counted` : answerDueBasis
  return `${basis}${distanceInWords(followUp, daysBetween(asOf, answerDueOn))}`
}

function distanceInWords({ bracket, pausedOn, daysOverdue, isBracketCertain }: FollowUpOnDay, ahead: number): string {
  if (!bracket) return ''
  if (pausedOn) return `; clock stopped since ${formatDay(pausedOn)}`
  if (daysOverdue) return `; ${isBracketCertain ? '' : 'possibly up to '}${daysInWords(daysOverdue)} overdue`
  return ahead === 0 ? '; today' : `; ${isBracketCertain ? '' : 'possibly '}in ${daysInWords(ahead)}`
}

export function agoInWords(days: number | null, isVague: boolean): string {
  if (days === null) return 'date unknown'
  if (days <= 0) return isVague ? 'possibly today' : 'today'
  return `${isVague ? 'at least ' : ''}${daysInWords(days)} ago`
}

export function queryInWords({ isUnread, move, state, bracket, search, ...named }: PendingQuery): string {
  const parts = [
    ...Object.entries(named).flatMap(([field, value]) => (value === undefined ? [] : [`${field} ${value}`])),
    ...(state ? [names.states[state]] : []),
    ...(move ? [`the move ${names.moves[move]}`] : []),
    ...(bracket ? [names.brackets[bracket]] : []),
    ...(isUnread ? ['with unread replies'] : []),
    ...(search === undefined ? [] : [`with “${search}”`]),
  ]
  return parts.length === 0 ? 'everything pending' : `pending: ${parts.join(', ')}`
}

export function unreadInWords(count: number): string {
  return formatCount(count, { one: '# unread reply', other: '# unread replies' })
}

export function daysInWords(count: number): string {
  return formatCount(count, { one: '# day', other: '# days' })
}

function promiseInWords({ answerDueOn, isPromise, daysOverdue }: FollowUpOnDay): string {
  if (!isPromise || !answerDueOn) return 'Promised: an answer, on no particular day'
  return `Promised: an answer by ${formatDay(answerDueOn)}${daysOverdue ? ', which has passed' : ''}`
}

/** "; no further word for 8,127 days"; empty of what has ended. */
export function silenceInWords(followUp: FollowUpOnDay): string {
  const { bracket, lastWordOn, firstReplyOn, daysSinceLastWord, isLastWordVague } = followUp
  if (!bracket) return ''
  if (!lastWordOn && !firstReplyOn) return waitInWords(followUp)
  if (daysSinceLastWord === null) return '; date of their last word unknown'
  if (daysSinceLastWord <= 0) return `; last word ${agoInWords(daysSinceLastWord, isLastWordVague)}`
  return `; no further word for ${isLastWordVague ? 'at least ' : ''}${daysInWords(daysSinceLastWord)}`
}

function waitInWords({ state, daysSinceAsked, isAskedVague }: FollowUpOnDay): string {
  if (daysSinceAsked === null) return '; date unknown'
  if (state !== 'awaiting_reply' || daysSinceAsked <= 0) return `; asked ${agoInWords(daysSinceAsked, isAskedVague)}`
  return ` for ${isAskedVague ? 'at least ' : ''}${daysInWords(daysSinceAsked)}`
}

function on(day: Temporal.PlainDate | null): string {
  return day ? ` on ${formatDay(day)}` : ''
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
