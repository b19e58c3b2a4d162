import { Problem } from '../domain/problem.ts'
import { parseCommunicationReference, refuseSeveralDossiers } from '../domain/correspondence/reference.ts'
import { findCommunication, type CommunicationRow } from '../store/correspondence/communications.ts'
import type { Queryable, Transaction } from '../store/connection/database.ts'
import type { Seen, Sight } from '../store/sight.ts'
import { findDossier, type Dossier } from '../store/correspondence/dossiers.ts'
import { lockFollowUpsNamed } from '../store/correspondence/follow-up-locks.ts'
import { findFollowUp, type NamedFollowUp } from '../store/correspondence/follow-ups.ts'
import {
  findCounterpart,
  findDesk,
  findOfficer,
  findPolicy,
  listDesks,
  type Counterpart,
  type Desk,
  type Officer,
  type PolicyRow,
} from '../store/parties/parties.ts'
import type { Context } from './context.ts'
import { findSubscription, listSubscriptions, type NamedSubscription } from '../store/digests/subscriptions.ts'

export type { Desk, Officer }

export async function wantedFollowUp(seen: Seen, reference: string): Promise<NamedFollowUp> {
  return (await findFollowUp(seen, reference)) ?? missing('follow-up', reference, 'relance pending')
}

/** All of one dossier, because a communication belongs to one; each named once. */
export async function wantedFollowUps(seen: Seen, references: readonly string[]): Promise<NamedFollowUp[]> {
  const found = []
  for (const reference of new Set(references)) found.push(await wantedFollowUp(seen, reference))
  refuseSeveralDossiers(found.map(({ dossier }) => dossier))
  return found
}

/** The same, locked until the transaction ends, and read once they are: before, they may have changed. */
export async function lockedFollowUps(
  { tx, sight }: { tx: Transaction; sight: Sight },
  references: readonly string[],
): Promise<NamedFollowUp[]> {
  const locked = await lockFollowUpsNamed({ db: tx, sight }, references)
  const named = new Map(locked.map((followUp) => [followUp.reference, followUp]))
  const found = [...new Set(references)].map(
    (reference) => named.get(reference) ?? missing('follow-up', reference, 'relance pending'),
  )
  refuseSeveralDossiers(found.map(({ dossier }) => dossier))
  return found
}

export async function wantedDossier(seen: Seen, reference: string): Promise<Dossier> {
  return (await findDossier(seen, reference)) ?? missing('dossier', reference, 'relance pending')
}

export async function wantedCounterpart(db: Queryable, reference: string): Promise<Counterpart> {
  return (await findCounterpart(db, reference)) ?? missing('counterpart', reference, 'relance counterparts')
}

export async function wantedOfficer(db: Queryable, email: string): Promise<Officer> {
  return (await findOfficer(db, email)) ?? missing('officer', email)
}

export async function wantedDesk(db: Queryable, reference: string): Promise<Desk> {
  return (
    (await findDesk(db, reference)) ??
    missingDesk(
      reference,
      (await listDesks(db)).map((desk) => desk.reference),
    )
  )
}

/** The officer's own; null where they belong to none. */
export async function deskOf({ db, officer }: Pick<Context, 'db' | 'officer'>): Promise<Desk | null> {
  return (await listDesks(db)).find(({ id }) => id === officer.deskId) ?? null
}

export async function wantedPolicy(db: Queryable, reference: string): Promise<PolicyRow> {
  return (await findPolicy(db, reference)) ?? missing('policy', reference, 'relance policies')
}

/** By its reference, such as `PRK-TC/4`: the version that holds. */
export async function wantedCommunication(
  seen: Seen,
  reference: string,
): Promise<CommunicationRow & { dossier: string }> {
  const { dossier: dossierReference, number } = parseCommunicationReference(reference)
  const dossier = await findDossier(seen, dossierReference)
  const found = dossier && (await findCommunication(seen, dossier.id, number))
  return found ? { ...found, dossier: dossierReference } : missing('communication', reference, 'relance show')
}

/** The one of that number, or the only one there is. */
export async function wantedSubscription(db: Queryable, number: number | null): Promise<NamedSubscription> {
  if (number !== null)
    return (await findSubscription(db, number)) ?? missing('subscription', String(number), 'relance subscriptions')
  const active = (await listSubscriptions(db)).filter(({ cancelledAt }) => cancelledAt === null)
  if (active.length === 1) return active[0]!
  const numbers = active.map(({ id }) => id).join(', ')
  if (numbers) throw new Problem('usage', `subscription: got nothing — expected one of ${numbers}`)
  throw new Problem('usage', {
    says: 'subscription: got nothing — expected one',
    atCommandLine: ' that relance subscribe makes',
  })
}

export function missing(kind: string, reference: string, listing?: string): never {
  const says = `no ${kind} ${reference}`
  throw new Problem('not_found', listing ? { says, atCommandLine: `; ${listing} lists what there is` } : says)
}

const FEW = 12

/** Names those there are, where they are few: no command lists them. */
export function missingDesk(reference: string, known: readonly string[]): never {
  const expected = known.length > 0 && known.length <= FEW ? ` — expected one of ${known.join(', ')}` : ''
  throw new Problem('not_found', `no desk ${reference}${expected}`)
}
