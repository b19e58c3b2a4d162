import { isPending } from '../correspondence/characters.ts'
import { decidingFact } from '../correspondence/deciding-fact.ts'
import { inOrderSinceAsked, type Channel, type Effect } from '../correspondence/facts.ts'
import { daysInUse, daysLeft, daysUnread, type ReceivingPoint, type Span } from './receiving-points.ts'
import { isEntry, isWord, silentSince, type CitedEntry, type SilenceRecord } from './silence-record.ts'
import { deriveStanding } from '../standings/standing.ts'

/** What stands against saying that nothing more was heard. */
export interface Impediment {
  /** The receiving point or the communication that it is about. */
  about: string | null
  says: string
  /** The days that nobody accounts for. */
  days: Span | null
  /** The command that would put it right, where one alone could. */
  cure: string | null
}

/** Everything at once, so that it is put right at once; nothing where the silence is known. */
export function impedimentsOf(record: SilenceRecord, asOf: Temporal.PlainDate): Impediment[] {
  const ordered = inOrderSinceAsked(record.facts).filter(isEntry)
  const asked = ordered.find(({ bearing }) => bearing === 'asks')
  if (!asked) return [against(null, `${record.followUp.reference} had not been asked by then`)]
  const ended = whatEndedIt(record)
  if (ended) return [ended]
  const words = ordered.filter(isWord)
  const lastWord = words.at(-1) ?? null
  const unknown = [
    ...unreadReplies(ordered, lastWord),
    ...record.perhapsEarlier.map(({ reference }) =>
      against(reference, `${reference} replies on a day that is not known, and may have come by then`),
    ),
    ...uncertainDays({ asked, words, lastWord }, asOf),
  ]
  const span = { from: silentSince(asked, lastWord), through: asOf }
  return [...unknown, ...withoutPoint(record, ordered, span), ...unreadPoints(record.points, span)]
}

function whatEndedIt({ followUp: { reference: of }, facts }: SilenceRecord): Impediment | null {
  const standing = deriveStanding(facts)
  if (isPending(standing.state)) return null
  const fact = decidingFact(facts, standing)!
  const on = fact.effect.on.toString()
  if (fact.bearing === 'closes') return against(null, `${of} was closed on ${on}, as ${fact.reason}`)
  const { reference } = facts.find((entry) => entry.place === fact.place && isEntry(entry)) as CitedEntry
  return against(reference, `${of} was ${standing.state} on ${on}: ${reference} is ${fact.character}`)
}

/** What nobody here could read yet may be the response. */
function unreadReplies(ordered: readonly CitedEntry[], lastWord: CitedEntry | null): Impediment[] {
  const unread = ordered.filter((reply) => reply.character === 'unread' || reply === untranslatedIn(lastWord))
  return unread.map((reply) => {
    const { reference, character } = reply
    const why = character === 'unread' ? 'has not been read' : 'awaits translation'
    return against(reference, `${reference}, a reply of ${dayOf(reply)}, ${why}`, `relance correct ${reference}`)
  })
}

function untranslatedIn(lastWord: CitedEntry | null): CitedEntry | null {
  return lastWord?.character === 'awaiting_translation' ? lastWord : null
}

interface Words {
  asked: CitedEntry
  words: readonly CitedEntry[]
  lastWord: CitedEntry | null
}

/** Which word was the last, and since when nothing came after it, must be known. */
function uncertainDays({ asked, words, lastWord }: Words, asOf: Temporal.PlainDate): Impediment[] {
  const unplaced = words.filter((word) => {
    const limit = word === lastWord ? asOf : lastWord!.effect.on
    return word.effect.dating !== 'exact' && compare(word.effect.latestOn, limit) > 0
  })
  const isAskNeeded = lastWord?.effect.dating !== 'exact'
  return [
    ...(lastWord?.effect.dating === 'unknown'
      ? [against(lastWord.reference, `the day of ${lastWord.reference}, their last word, is not known`)]
      : unplaced.map((reply) =>
          against(
            reply.reference,
            `${reply.reference}, a reply of ${dayOf(reply)}, may be later than their last word or that day`,
          ),
        )),
    ...(isAskNeeded && isOpen(asked.effect)
      ? [against(asked.reference, `the first possible day of ${asked.reference}, which asks, is not known`)]
      : []),
  ]
}

/** Where no first possible day can be named. */
function isOpen({ dating, on, latestOn }: Effect): boolean {
  return dating === 'unknown' || (dating === 'vague' && on.equals(latestOn))
}

/** Each day has a point at all, and one for each way in which the two sides have written. */
function withoutPoint({ points, followUp: { desk } }: SilenceRecord, ordered: readonly CitedEntry[], span: Span) {
  const used = (of: readonly ReceivingPoint[]) => of.flatMap((point) => daysInUse(point, span) ?? [])
  const [nowhere, ...more] = daysLeft(span, used(points))
  const declare = `relance points declare REFERENCE NAME --desk ${desk} --since ${span.from.toString()}`
  if (nowhere) {
    return [nowhere, ...more].map((days) =>
      against(
        null,
        `desk ${desk} has declared no receiving point ${spanOf(days)}`,
        `${declare} --channel letter`,
        days,
      ),
    )
  }
  const written = new Map(ordered.filter(isWritten).map((entry) => [entry.channel, entry]))
  return [...written.values()].flatMap(({ channel, reference }) => {
    const by = points.filter(({ channels }) => channels.includes(channel))
    return daysLeft(span, used(by)).map((days) =>
      against(
        null,
        `desk ${desk} has no point by which a ${channel} comes in ${spanOf(days)}, and ${reference} is one`,
        `${declare} --channel ${channel}`,
        days,
      ),
    )
  })
}

const WRITTEN: readonly Channel[] = ['letter', 'note_verbale', 'email', 'fax']

function isWritten({ channel }: CitedEntry): boolean {
  return WRITTEN.includes(channel)
}

function unreadPoints(points: readonly ReceivingPoint[], span: Span): Impediment[] {
  return points.flatMap((point) =>
    daysUnread(point, span).map((days) =>
      against(
        point.reference,
        `${point.reference} (${point.name}) is not attested as read ${spanOf(days)}`,
        `relance points attest ${point.reference} --from ${days.from.toString()} --through ${days.through.toString()}`,
        days,
      ),
    ),
  )
}

function against(about: string | null, says: string, cure: string | null = null, days: Span | null = null): Impediment {
  return { about, says, days, cure }
}

function spanOf({ from, through }: Span): string {
  return from.equals(through) ? `on ${from.toString()}` : `from ${from.toString()} to ${through.toString()}`
}

function dayOf({ effect: { on, latestOn, dating } }: CitedEntry): string {
  if (dating === 'unknown') return 'a day that is not known'
  return on.equals(latestOn) ? on.toString() : `some time from ${on.toString()} to ${latestOn.toString()}`
}

const { compare } = Temporal.PlainDate
