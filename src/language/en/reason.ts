import type { Character } from '../../domain/correspondence/characters.ts'
import type { Closure, Effect, Entry } from '../../domain/correspondence/facts.ts'
import type { FollowUpOnDay } from '../../domain/standings/follow-up.ts'
import { agoInWords, daysInWords, formats, silenceInWords, standingInWords, unreadInWords } from './follow-up.ts'
import { names } from './names.ts'
import type { Reason, Sentence } from '../story-words.ts'

const { formatDay, formatCount } = formats

/** What the speaker of a reply did, as a verb in the past. */
const DID: Record<Character, string> = {
  bounced: 'returned what was sent',
  delivered: 'confirmed delivery',
  auto_reply: 'replied automatically',
  unread: 'sent what nobody here has read yet',
  awaiting_translation: 'sent a reply that awaits translation',
  acknowledged: 'confirmed receipt and said nothing more',
  transmitted: 'said that the matter had been transmitted onward',
  noted: 'took note',
  promised: 'promised an answer',
  extension_requested: 'asked for more time',
  clarification_requested: 'asked for clarification',
  redirected: 'referred us to another body',
  partial: 'gave a part of the answer',
  non_responsive: 'replied, but not to the point',
  substantive: 'replied in substance',
  accepted: 'agreed to what was asked',
  declined: 'declined what was asked',
  disputed: 'disputed the premise',
}

export function standingWithReason(followUp: FollowUpOnDay, reason: Reason | null): Sentence {
  const unread = followUp.unreadReplies > 0 ? [`; ${unreadInWords(followUp.unreadReplies)}`] : []
  if (!reason) return [`${standingInWords(followUp)}${silenceInWords(followUp)}`, ...unread]
  return [`${headOf(followUp)}: `, ...because(followUp, reason), ...silence(followUp, reason), ...unread]
}

function headOf({ state, lastWordOn, firstReplyOn }: FollowUpOnDay): string {
  if (state === 'awaiting_reply')
    return lastWordOn || firstReplyOn ? 'Asked again, awaiting a reply' : 'Awaiting a first reply'
  const name = names.states[state]
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function because(followUp: FollowUpOnDay, { fact, speaker }: Reason): Sentence {
  if (fact.bearing === 'closes') return [closedInWords(fact)]
  if (fact.bearing === 'asks') return [`asked ${when(fact.effect)}`, ...by(speaker), remindedInWords(followUp)]
  if (fact.character === 'bounced') return [`what was sent came back ${when(fact.effect)}`]
  return [`${when(fact.effect)} `, ...subject(speaker), ` ${didInWords(followUp, fact)}`]
}

function closedInWords({ effect, reason }: Closure): string {
  return `${when(effect)}, ${names.closureReasons[reason]}`
}

function didInWords({ isPromise, daysOverdue, pausedOn }: FollowUpOnDay, { character, untilOn }: Entry): string {
  const did = DID[character!]
  const stopped = pausedOn ? `, and the clock has stood still since ${formatDay(pausedOn)}` : ''
  if (!untilOn) return `${did}${stopped}`
  const passed = isPromise && daysOverdue ? ', which has passed' : ''
  return `${did} ${character === 'extension_requested' ? 'until' : 'by'} ${formatDay(untilOn)}${passed}${stopped}`
}

function remindedInWords({ reminders, lastRemindedOn }: FollowUpOnDay): string {
  if (reminders === 0) return ''
  const times = formatCount(reminders, { one: ', reminded once', other: ', reminded # times' })
  return `${times}${lastRemindedOn ? `, ${reminders > 1 ? 'last ' : ''}on ${formatDay(lastRemindedOn)}` : ''}`
}

/** Their silence since; where they spoke again without moving the state, when that was. */
function silence(followUp: FollowUpOnDay, { fact }: Reason): Sentence {
  const { bracket, lastWordOn, daysSinceLastWord, isLastWordVague, daysSinceAsked, isAskedVague } = followUp
  if (!bracket) return []
  const isLastWord = fact.bearing === 'replies' && lastWordOn?.equals(fact.effect.on)
  if (isLastWord) return [silenceInWords(followUp)]
  if (lastWordOn && daysSinceLastWord !== null)
    return [`; last word on ${formatDay(lastWordOn)}, ${agoInWords(daysSinceLastWord, isLastWordVague)}`]
  if (!daysSinceAsked) return []
  return [`; no word for ${isAskedVague ? 'at least ' : ''}${daysInWords(daysSinceAsked)}`]
}

export function when({ on, latestOn, dating }: Effect): string {
  if (dating === 'unknown') return 'on a day that is not known'
  if (dating === 'exact' || on.equals(latestOn)) return `on ${formatDay(on)}`
  return `some time from ${formatDay(on)} to ${formatDay(latestOn)}`
}

function subject(speaker: string | null): Sentence {
  return speaker ? [article(speaker), { said: speaker }] : ['they']
}

function by(speaker: string | null): Sentence {
  return speaker ? [` by ${article(speaker)}`, { said: speaker }] : []
}

/** Offices take an article; who is addressed by a title, or has one written already, does not. */
export function article(speaker: string): string {
  const isOffice =
    /^\p{Script=Latin}/u.test(speaker) && !/^(?:(?:the|his|her|mr|mrs|ms|dr|sir)\b|h\.\s?e\.)/iu.test(speaker)
  return isOffice ? 'the ' : ''
}
