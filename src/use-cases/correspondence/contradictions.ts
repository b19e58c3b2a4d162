import { inOrderOfEffect, inOrderSinceAsked, type Effect, type Fact } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import type { Alike } from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { heldFacts, listRecordedFacts } from '../../store/correspondence/facts.ts'
import type { NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import type { RecordedFact } from '../../domain/standings/held-standings.ts'
import type { Context } from '../context.ts'
import type { NewBearing, NewCommunication } from './record-communication.ts'

interface Filed {
  communication: NewCommunication
  effect: Effect
  followUps: readonly NamedFollowUp[]
}

/** Refuses what cannot be: before its ask, in the future, a due day before its ask, a reply that we sent. */
export async function refuseContradictions(
  context: Context,
  tx: Transaction,
  filed: Filed,
  recorded?: ReadonlyMap<number, readonly RecordedFact[]>,
): Promise<void> {
  const ids = filed.followUps.map(({ id }) => id)
  const facts = heldFacts(recorded ?? (await listRecordedFacts(tx, ids)))
  const asked = filed.followUps.map((followUp) => ({ ...followUp, facts: facts.get(followUp.id)! }))
  refuseContradicting(context, { ...filed, followUps: asked })
}

interface Asked {
  reference: string
  closedOn: Temporal.PlainDate | null
  facts: readonly Fact[]
}

/** The same by facts that are known already. */
export function refuseContradicting(
  { today }: Pick<Context, 'today'>,
  { communication, effect, followUps }: Omit<Filed, 'followUps'> & { followUps: readonly Asked[] },
): void {
  refuseDates(communication, effect, today)
  refuseDoubleBearings(communication)
  for (const entry of communication.entries) {
    refuseShape(entry)
    refuseBearing(communication, entry, effect)
  }
  for (const followUp of followUps) {
    const entries = communication.entries.filter((entry) => entry.followUp === followUp.reference)
    refuseBeforeAsk(followUp, { ...communication, entries }, effect)
    refuseWhenClosed(followUp, entries, effect)
  }
}

/** Nothing bears on an ask before it was made: for when an ask itself was moved, or filed after what followed it. */
export function refuseBeforeFirstAsk(reference: string, facts: readonly Fact[]): void {
  const first = firstDayAskedOf(facts)
  const early = inOrderOfEffect(facts).find(
    ({ bearing, effect }) =>
      first && bearing !== 'asks' && effect.dating !== 'unknown' && isAfter(first, effect.latestOn),
  )
  if (!first || !early) return
  throw new Problem(
    'conflict',
    `${reference} would be asked on ${first.toString()}, after what ${early.bearing} it on ${early.effect.latestOn.toString()}; correct that first`,
  )
}

/** The same communication recorded twice, by two officers or by one who forgot. The follow-ups must have been locked. */
export function refuseDoubles({ communication, followUps }: Omit<Filed, 'effect'>, alike: readonly Alike[]): void {
  const [{ dossier }] = followUps as [NamedFollowUp]
  const twin = alike.find(({ entries }) => bearingsOf(entries) === bearingsOf(communication.entries))
  if (!twin) return
  const { number, recordedAt, recordedByName } = twin
  throw new Problem('conflict', {
    says: `already recorded as ${dossier}/${number} by ${recordedByName} at ${recordedAt.toString({ smallestUnit: 'second' })}`,
    atCommandLine: '; if it really came twice, record it with --again',
  })
}

function refuseDates(
  { dated, sentOn, receivedOn, direction }: NewCommunication,
  effect: Effect,
  today: Temporal.PlainDate,
): void {
  for (const [field, day] of Object.entries({ dated: dated?.earliest, 'sent-on': sentOn, 'received-on': receivedOn })) {
    if (day && isAfter(day, today)) refuse(field, day, `a day not after today, ${today.toString()}`)
  }
  if (sentOn && receivedOn && isAfter(sentOn, receivedOn))
    refuse('received-on', receivedOn, `a day not before it was sent, ${sentOn.toString()}`)
  if (receivedOn && dated?.earliest && isAfter(dated.earliest, receivedOn)) {
    refuse('received-on', receivedOn, `a day not before the one on the paper, ${dated.text}`)
  }
  if (direction === 'sent' && receivedOn && !sentOn && !dated)
    refuse('received-on', receivedOn, 'the day we sent it', ', as --sent-on or --dated')
  if (isAfter(effect.on, today)) refuse('dated', effect.on, `a day not after today, ${today.toString()}`)
}

function refuseDoubleBearings({ entries }: NewCommunication): void {
  const seen = new Set<string>()
  for (const { followUp, bearing } of entries) {
    const said = `${bearing} ${followUp}`
    if (seen.has(said)) throw new Problem('invalid', `entries: got two that ${said} — expected one of each`)
    seen.add(said)
  }
}

/** Only a reply has a character, and only some entries have a day. */
function refuseShape({ bearing, character, untilOn }: NewBearing): void {
  if ((bearing === 'replies') !== (character !== null)) {
    const expected = character === null ? 'what the reply says, such as noted' : `none, for it ${bearing}`
    throw new Problem('invalid', `character: got ${character ?? 'nothing'} — expected ${expected}`)
  }
  const hasDay = ['asks', 'grants'].includes(bearing) || ['promised', 'extension_requested'].includes(character ?? '')
  if (untilOn && !hasDay)
    refuse('until', untilOn, 'none: only an ask, a grant, a promise and a request for more time have a day')
}

function refuseBearing(
  { direction }: NewCommunication,
  { bearing, character, untilOn }: NewBearing,
  effect: Effect,
): void {
  const [wrong, right] = bearing === 'replies' ? ['sent', 'received'] : ['received', 'sent']
  if (direction === wrong) {
    throw new Problem('invalid', `direction: got ${direction} — expected ${right} or exchange, for it ${bearing}`)
  }
  if ((character === 'promised' || bearing === 'grants') && !untilOn) {
    throw new Problem('invalid', {
      says: `until: got nothing — expected the day that ${character === 'promised' ? 'they promised' : 'we granted'}`,
      atCommandLine: ', such as --until 2004-12-01',
    })
  }
  if (untilOn && effect.dating !== 'unknown' && isAfter(effect.on, untilOn))
    refuse('until', untilOn, `a day not before the communication's own, ${effect.on.toString()}`)
}

function refuseBeforeAsk(
  { reference, facts }: Asked,
  { entries, sentOn, receivedOn }: NewCommunication,
  effect: Effect,
): void {
  if (entries.some(({ bearing }) => bearing === 'asks') || effect.dating === 'unknown') return
  const first = firstDayAskedOf(facts)
  if (!first || !isAfter(first, effect.latestOn)) return
  const [field] = Object.entries({ 'sent-on': sentOn, 'received-on': receivedOn }).find(([, day]) =>
    day?.equals(effect.on),
  ) ?? ['dated']
  refuse(field, effect.latestOn, `a day not before ${reference} was asked, ${first.toString()}`)
}

/** None where the first ask is of unknown day: nobody can say that anything came before it. */
function firstDayAskedOf(facts: readonly Fact[]): Temporal.PlainDate | undefined {
  const first = inOrderSinceAsked(facts).find(({ bearing }) => bearing === 'asks')
  return first?.effect.dating === 'unknown' ? undefined : first?.effect.on
}

/** What went out before the closing may still be filed. */
function refuseWhenClosed({ reference, closedOn }: Asked, entries: readonly NewBearing[], effect: Effect): void {
  const ours = entries.find(({ bearing }) => bearing !== 'asks' && bearing !== 'replies')
  if (!closedOn || !ours || !isAfter(effect.on, closedOn)) return
  throw new Problem('conflict', {
    says: `${reference} is closed, so nothing ${ours.bearing} it; a reply or a new ask reopens it`,
    atCommandLine: `, and so does relance correct ${reference} --reopen`,
  })
}

function bearingsOf(entries: readonly Pick<NewBearing, 'followUp' | 'bearing' | 'character'>[]): string {
  return entries
    .map(({ followUp, bearing, character }) => `${followUp} ${bearing} ${character}`)
    .toSorted()
    .join()
}

function refuse(field: string, got: Temporal.PlainDate, expected: string, atCommandLine = ''): never {
  throw new Problem('invalid', { says: `${field}: got ${got.toString()} — expected ${expected}`, atCommandLine })
}

function isAfter(day: Temporal.PlainDate, other: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(day, other) > 0
}
