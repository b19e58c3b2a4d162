import { deriveDueDays } from '../../../src/domain/standings/clocks.ts'
import { deriveEffect, type Fact } from '../../../src/domain/correspondence/facts.ts'
import { keep, onDay } from '../../../src/domain/standings/follow-up.ts'
import type { NotedCommunication, NotedClosure, NoteRecord } from '../../../src/domain/note/record.ts'
import { deriveStanding } from '../../../src/domain/standings/standing.ts'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import { day } from './desk.ts'
import { readSample } from './sample-ledger.ts'

const KNOWN_AT = Temporal.ZonedDateTime.from('2026-11-26T09:00[Europe/Zurich]')
const POLICY = { firstReplyWithin: null, answerWithin: { length: 60, unit: 'calendar_days' as const } }

/** A communication as the sample's file writes it. */
export interface Filed {
  number: number
  channel: NotedCommunication['channel']
  direction: NotedCommunication['direction']
  dated?: string | undefined
  sentOn?: string | undefined
  receivedOn?: string | undefined
  from?: string | undefined
  to?: string | undefined
  summary?: string | undefined
  quotation?: string | undefined
  source?: string | undefined
  entries?: readonly FiledEntry[] | undefined
}

interface FiledEntry {
  followUp: string
  bearing: NotedCommunication['entries'][number]['bearing']
  character?: NonNullable<NotedCommunication['entries'][number]['character']> | undefined
  untilOn?: string | undefined
}

/** The record of E/CN.4/2005/32. */
export async function golden() {
  const sample = (await readSample()) as any
  const [dossier] = sample.dossiers
  const { title, mandates, followUps } = dossier
  const titles = new Map<string, string>(followUps.map((of: any) => [of.reference, of.title]))
  return {
    title: title as string,
    mandates: mandates.map((mandate: any) => ({
      ...mandate,
      reportDuties: mandate.reportDuties.map((duty: any) => ({ ...duty, dueOn: null, metOn: day(duty.metOn) })),
    })) as NoteRecord['mandates'],
    titles,
    office: sample.counterparts[0].name as string,
    filed: dossier.communications as Filed[],
  }
}

/** What the ledger would give for a note, without one. */
export function recordOf({
  asOf,
  filed,
  closures = [],
  titles,
  ...given
}: {
  asOf: string
  filed: readonly Filed[]
  closures?: readonly NotedClosure[]
  titles: ReadonlyMap<string, string>
  title: string
  mandates: NoteRecord['mandates']
  office: string
}): NoteRecord {
  const on = day(asOf)
  const isBy = (when: Temporal.PlainDate) => Temporal.PlainDate.compare(when, on) <= 0
  const communications = filed.map(notedOf).filter(({ effect }) => isBy(effect.on))
  const held = closures.filter(({ closedOn }) => isBy(closedOn))
  const asks = [...titles].flatMap(([reference, title]) => {
    const standing = deriveStanding(factsOf(reference, communications, held))
    if (!standing.asked) return []
    const heading = { ...HEADING, reference, title, dossier: 'PRK-TC', counterpart: given.office }
    const followUp = onDay(on, heading, keep(standing, deriveDueDays(standing, POLICY, null)))
    return [{ followUp, policy: 'Sixty days', setDue: standing.setDue }]
  })
  const asked = new Set(asks.map(({ followUp }) => followUp.reference))
  return {
    dossier: { reference: 'PRK-TC', title: given.title },
    asOf: on,
    knownAt: KNOWN_AT,
    isAhead: Temporal.PlainDate.compare(on, KNOWN_AT.toPlainDate()) > 0,
    mandates: given.mandates,
    asks,
    communications: communications
      .toSorted((a, b) => Temporal.PlainDate.compare(a.effect.on, b.effect.on) || a.place - b.place)
      .map((of) => ({ ...of, entries: of.entries.filter(({ followUp }) => asked.has(followUp)) })),
    closures: held.filter(({ followUp }) => asked.has(followUp)),
    silences: [],
  }
}

const HEADING = { counterpartReference: 'PRK-GVA', owner: null, desk: 'TC', isConfidential: false }

function notedOf(filed: Filed): NotedCommunication {
  const { number, channel, direction, dated: written, from, to, summary, quotation, source } = filed
  const dated = written === undefined ? null : parseVagueDate(written, 'dated')
  const [sentOn, receivedOn] = [maybe(filed.sentOn), maybe(filed.receivedOn)]
  const moved = direction === 'sent' ? sentOn : direction === 'received' ? receivedOn : null
  return {
    reference: `PRK-TC/${number}`,
    version: 1,
    channel,
    direction,
    dated,
    sentOn,
    receivedOn,
    effect: deriveEffect(moved, dated, KNOWN_AT.toPlainDate()),
    orderOnDay: 0,
    place: number,
    sender: from ?? null,
    recipient: to ?? null,
    summary: summary ?? null,
    quotation: quotation ?? null,
    source: source ?? null,
    entries: (filed.entries ?? []).map(({ followUp, bearing, character, untilOn }) => ({
      followUp,
      bearing,
      character: character ?? null,
      untilOn: maybe(untilOn),
    })),
  }
}

function maybe(text: string | undefined): Temporal.PlainDate | null {
  return text === undefined ? null : day(text)
}

function factsOf(
  followUp: string,
  communications: readonly NotedCommunication[],
  closures: readonly NotedClosure[],
): Fact[] {
  return [
    ...communications.flatMap(({ entries, effect, orderOnDay, place }) =>
      entries.filter((entry) => entry.followUp === followUp).map((entry) => ({ ...entry, effect, orderOnDay, place })),
    ),
    ...closures
      .filter((closure) => closure.followUp === followUp)
      .map(({ closedOn, reason, place }) => ({
        bearing: 'closes' as const,
        reason,
        place,
        orderOnDay: 0,
        effect: { on: closedOn, latestOn: closedOn, dating: 'exact' as const },
      })),
  ]
}
