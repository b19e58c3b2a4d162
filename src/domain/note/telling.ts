import { CHARACTERS } from '../correspondence/characters.ts'
import { daysBetween } from '../dates/day.ts'
import { officeOf } from './offices.ts'
import type { NotedAsk, NotedCommunication, NotedEntry } from './record.ts'
import type { Bore, Citation, FirstReply, Followed, NamedAsk, NoteSentence, Told } from './sentences.ts'
import { whenOf, writtenOn } from './when.ts'

/** What has been told before, and what comes after. */
export interface Telling {
  asks: ReadonlyMap<string, NotedAsk>
  earlier: readonly NotedCommunication[]
  later: readonly NotedCommunication[]
}

/** One communication in sentences. */
export function tell(of: NotedCommunication, telling: Telling): NoteSentence[] {
  const told = toldOf(of, telling.later)
  const isExchange = of.direction !== 'received'
  const [replies, others] = [true, false].map((isReply) =>
    of.entries.filter(({ bearing }) => (bearing === 'replies') === isReply),
  )
  const followsUp = followedBy(of, telling)
  const summary = summaryOf(of)
  const cited = cite(of, { isTold: summary.length > 0 })
  const bearings = boreOf(of, isExchange ? others! : of.entries, telling)
  const answers = isExchange ? boreOf(of, replies!, telling) : []
  return [
    { kind: 'communication', ...told, bearings, followsUp, cites: [cited, ...(followsUp ? [cite(followsUp.of)] : [])] },
    ...(answers.length > 0
      ? [{ kind: 'replied_then' as const, ...told, replies: answers, cites: [cited] as const }]
      : []),
    ...summary,
    ...crossings(of, telling),
    ...firstReplies(of, telling),
  ]
}

export function toldOf(of: NotedCommunication, later: readonly NotedCommunication[]): Told {
  return {
    of,
    when: whenOf(of),
    writtenOn: writtenOn(of),
    sender: officeOf(of.sender, later),
    recipient: officeOf(of.recipient, later),
  }
}

export function cite(communication: NotedCommunication, { isTold = false } = {}): Citation {
  return { kind: 'communication', communication, isTold }
}

/** Entries that say the same of several asks are told at once. */
function boreOf(of: NotedCommunication, entries: readonly NotedEntry[], telling: Telling): Bore[] {
  const isAsked = (followUp: string) => telling.earlier.some((earlier) => isAskIn(earlier, followUp))
  const alike = Map.groupBy(entries, ({ followUp, bearing, character, untilOn }) =>
    [bearing, character, untilOn?.toString(), bearing === 'asks' && isAsked(followUp)].join(),
  )
  return [...alike.values()].map((same) => {
    const { followUp, bearing, character, untilOn } = same[0]!
    const isNew = bearing === 'asks' && !isAsked(followUp)
    const asks = same.map((entry) => nameOf(of, telling.asks.get(entry.followUp)!, { isNew, telling }))
    return { bearing, character, untilOn, isAgain: bearing === 'asks' && !isNew, asks }
  })
}

function nameOf(of: NotedCommunication, { followUp }: NotedAsk, { isNew, telling }: Named): NamedAsk {
  const asked = of.entries.filter(({ bearing }) => bearing === 'asks')
  const offices = new Set(asked.map((entry) => telling.asks.get(entry.followUp)!.followUp.counterpart))
  return {
    reference: followUp.reference,
    title: isNew ? followUp.title : null,
    office: isNew && (of.recipient === null || offices.size > 1) ? followUp.counterpart : null,
  }
}

interface Named {
  isNew: boolean
  telling: Telling
}

/** A reminder of one ask recalls what was last sent on it, if both have their day. */
function followedBy(of: NotedCommunication, { earlier }: Telling): Followed | null {
  const [entry, ...others] = of.entries
  if (of.direction !== 'sent' || entry?.bearing !== 'reminds' || others.length > 0) return null
  const last = earlier.findLast((sent) => sent.direction === 'sent' && isPressedIn(sent, entry.followUp))
  if (!last || last.effect.dating !== 'exact' || of.effect.dating !== 'exact') return null
  const isSameRecipient = of.recipient !== null && of.recipient === last.recipient
  return { of: last, on: last.effect.on, isSameRecipient }
}

/** A reply that was written before the reminder which it came after. */
function crossings(of: NotedCommunication, { earlier }: Telling): NoteSentence[] {
  const written = writtenOn(of)
  if (of.direction !== 'received' || !written) return []
  const replied = of.entries.filter(({ bearing }) => bearing === 'replies').map(({ followUp }) => followUp)
  const crossed = earlier.filter(
    ({ effect, direction, entries }) =>
      direction === 'sent' &&
      effect.dating === 'exact' &&
      Temporal.PlainDate.compare(written, effect.on) < 0 &&
      entries.some(({ followUp, bearing }) => bearing === 'reminds' && replied.includes(followUp)),
  )
  return crossed.map((reminder) => ({
    kind: 'crossed',
    writtenOn: written,
    reminder,
    remindedOn: reminder.effect.on,
    cites: [cite(of), cite(reminder)],
  }))
}

function firstReplies(of: NotedCommunication, { earlier }: Telling): NoteSentence[] {
  return of.entries.filter(isWord).flatMap(({ followUp }): NoteSentence[] => {
    const asked = earlier.find((sent) => isAskIn(sent, followUp))
    const isFirst = !earlier.some(({ entries }) =>
      entries.some((entry) => entry.followUp === followUp && isWord(entry)),
    )
    if (!asked || !isFirst || asked.effect.dating === 'unknown' || of.effect.dating === 'unknown') return []
    const days = daysBetween(asked.effect.latestOn, of.effect.on)
    if (days < 0) return []
    const reminder = reminderBefore(of, followUp, earlier)
    const isVague = asked.effect.dating === 'vague' || of.effect.dating === 'vague'
    const said: FirstReply = { kind: 'first_reply', followUp, days, isVague, reminder: reminder?.said ?? null }
    return [{ ...said, cites: [cite(of), cite(asked), ...(reminder ? [cite(reminder.of)] : [])] }]
  })
}

function reminderBefore(of: NotedCommunication, followUp: string, earlier: readonly NotedCommunication[]) {
  const reminder = earlier.findLast(({ entries }) =>
    entries.some((entry) => entry.followUp === followUp && entry.bearing === 'reminds'),
  )
  if (reminder?.effect.dating !== 'exact' || of.effect.dating !== 'exact') return null
  const { on } = reminder.effect
  return { of: reminder, said: { on, days: daysBetween(on, of.effect.on) } }
}

/** What they said is told in the record's words; what we sent has its title, and its summary in the footnote. */
function summaryOf(of: NotedCommunication): NoteSentence[] {
  const isTold = of.direction !== 'sent' || of.entries.length === 0
  return isTold && of.summary !== null
    ? [{ kind: 'summary', says: of.summary, cites: [cite(of, { isTold: true })] }]
    : []
}

function isAskIn({ entries }: NotedCommunication, followUp: string): boolean {
  return entries.some((entry) => entry.followUp === followUp && entry.bearing === 'asks')
}

function isPressedIn({ entries }: NotedCommunication, followUp: string): boolean {
  return entries.some(
    (entry) => entry.followUp === followUp && (entry.bearing === 'asks' || entry.bearing === 'reminds'),
  )
}

function isWord({ character }: NotedEntry): boolean {
  return character !== null && CHARACTERS[character].stopsFirstReplyClock
}
