import type { NotedClosure, NotedCommunication, NoteRecord } from './record.ts'
import type { NoteSentence } from './sentences.ts'
import { cite, tell, toldOf, type Telling } from './telling.ts'
import { whenOf } from './when.ts'

const MOST_SENTENCES = 8

/** What happened, in the order in which it happened; what is asked anew begins a paragraph. */
export function chronologyOf(record: NoteRecord): NoteSentence[][] {
  const asks = new Map(record.asks.map((ask) => [ask.followUp.reference, ask]))
  const { communications } = record
  const around = contactsAround(communications)
  const paragraphs: NoteSentence[][] = []
  let begun: Event | null = null
  for (const event of eventsOf(record, around)) {
    const at = event.communication ? communications.indexOf(event.communication) : 0
    const telling = { asks, earlier: communications.slice(0, at), later: communications.slice(at + 1) }
    const sentences = sentencesOf(event, telling, around)
    const last = paragraphs.at(-1)
    const isNew = !last || last.length >= MOST_SENTENCES || (opens(event, telling) && !isOneWith(event, begun, telling))
    if (isNew) paragraphs.push([...sentences])
    else last.push(...sentences)
    begun = event
  }
  return paragraphs
}

type Event =
  | { on: Temporal.PlainDate; order: number; place: number; communication: NotedCommunication; closure?: undefined }
  | { on: Temporal.PlainDate; order: number; place: number; closure: NotedClosure; communication?: undefined }

type Around = ReadonlyMap<NotedCommunication, readonly NotedCommunication[]>

function eventsOf({ communications, closures }: NoteRecord, around: Around): Event[] {
  const toldWithAnother = new Set([...around.values()].flat())
  const events: Event[] = [
    ...communications
      .filter((communication) => !toldWithAnother.has(communication))
      .map((communication) => {
        const { effect, orderOnDay, place } = communication
        return { on: effect.on, order: orderOnDay, place, communication }
      }),
    ...closures.map((closure) => ({ on: closure.closedOn, order: 0, place: closure.place, closure })),
  ]
  return events.toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.order - b.order || a.place - b.place)
}

function sentencesOf({ communication, closure }: Event, telling: Telling, around: Around): NoteSentence[] {
  if (closure) return [{ kind: 'closed', closure, cites: [{ kind: 'closure', closure }] }]
  return [...tell(communication, telling), ...surroundings(around.get(communication) ?? [], telling.later)]
}

/** Contacts that are on record as before or after the day of a letter, and bear on no ask, are told with it. */
function contactsAround(communications: readonly NotedCommunication[]): Around {
  const contacts = communications.filter(
    ({ channel, entries, direction }) =>
      channel === 'working_contact' && direction === 'exchange' && entries.length === 0,
  )
  const around = new Map<NotedCommunication, NotedCommunication[]>()
  for (const contact of contacts) {
    const when = whenOf(contact)
    if (when.kind !== 'until' && when.kind !== 'since') continue
    const letter = communications.find(
      ({ effect, entries }) => effect.dating === 'exact' && entries.length > 0 && effect.on.equals(when.day),
    )
    if (letter) around.set(letter, [...(around.get(letter) ?? []), contact])
  }
  return around
}

/** Those before and those after in one sentence, where the same were in contact. */
function surroundings(contacts: readonly NotedCommunication[], later: readonly NotedCommunication[]): NoteSentence[] {
  const alike = Map.groupBy(contacts, ({ sender, recipient }) => JSON.stringify([sender, recipient]))
  return [...alike.values()].map((same) => {
    const [first, ...others] = same
    const kinds = same.map((contact) => whenOf(contact).kind)
    return {
      kind: 'surrounded',
      ...toldOf(first!, later),
      isBefore: kinds.includes('until'),
      isAfter: kinds.includes('since'),
      cites: [cite(first!), ...others.map((other) => cite(other))],
    }
  })
}

function opens({ communication }: Event, { earlier }: Telling): boolean {
  if (!communication) return false
  const asked = new Set(earlier.flatMap(({ entries }) => entries.filter(isAsk).map(({ followUp }) => followUp)))
  return communication.entries.some((entry) => isAsk(entry) && !asked.has(entry.followUp))
}

/** Several letters of one day that ask are one step. */
function isOneWith({ on }: Event, before: Event | null, { earlier }: Telling): boolean {
  return Boolean(before?.communication?.entries.some(isAsk) && before.on.equals(on) && earlier.length > 0)
}

function isAsk({ bearing }: NotedCommunication['entries'][number]): boolean {
  return bearing === 'asks'
}
