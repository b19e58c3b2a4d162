import { parseCron } from '../../domain/digests/cron.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import { Problem } from '../../domain/problem.ts'
import { nextSlot, nextSlots, type Schedule, type Slot } from '../../domain/digests/slots.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendOfficer, findOfficer, lockOfficer } from '../../store/parties/parties.ts'
import {
  appendSubscription,
  listSubscriptions,
  lockSubscription,
  saveSubscription,
  type NamedSubscription,
} from '../../store/digests/subscriptions.ts'
import type { Context } from '../context.ts'
import { ownSubscription } from './own-subscription.ts'

export interface NewSubscription extends Wishes {
  /** The reader's mail address; a reader nobody knows yet is entered as one. */
  officer: string
  language: string
}

/** What a reader may change of a subscription. */
export interface Wishes {
  name: string
  query: PendingQuery
  cron: string
  timeZone: string
  onlyIfChanged: boolean
  suppressIfEmpty: boolean
}

export interface Subscribed {
  number: number
  nextSlots: readonly Slot[]
}

/** Who is signed in subscribes for themselves; who holds the database for anybody. */
export async function subscribe(context: Context, subscription: NewSubscription): Promise<Subscribed> {
  const { officer, sight, db } = context
  if (sight !== 'everything' && subscription.officer.toLowerCase() !== officer.email.toLowerCase())
    throw new Problem('forbidden', `${officer.name} subscribes for nobody else`)
  return db.transaction((tx) => subscribeWithin(context, tx, subscription))
}

export async function subscribeWithin(
  { now }: Context,
  tx: Transaction,
  subscription: NewSubscription,
): Promise<Subscribed> {
  const { officer: email, ...told } = subscription
  const reader =
    (await findOfficer(tx, email)) ?? (await appendOfficer(tx, { email, name: email, role: 'reader', deskId: null }))
  if (reader.endedAt)
    throw new Problem(
      'conflict',
      `officer: got ${reader.email}, who has ended — expected one who has not, and gets digests`,
    )
  await refuseDouble(tx, { officerId: reader.id, email: reader.email, name: told.name })
  const schedule = scheduleOf(told)
  const nextSlotAt = nextSlot(schedule, now).at
  const row = await appendSubscription(tx, { ...told, officerId: reader.id, createdAt: now, nextSlotAt })
  return { number: row.id, nextSlots: nextSlots(schedule, now, 3) }
}

/** No more issues are planned; those that are planned already are still sent. */
export async function cancelSubscription(context: Context, number: number): Promise<NamedSubscription> {
  return context.db.transaction(async (tx) => {
    const subscription = await lockedOwn(context, tx, number)
    if (subscription.cancelledAt) throw new Problem('conflict', `subscription ${number} was cancelled already`)
    await saveSubscription(tx, number, { cancelledAt: context.now, nextSlotAt: null })
    return subscription
  })
}

/** Read after it is locked, with its reader: what was read before may have changed. */
export async function lockedOwn(context: Context, tx: Transaction, number: number): Promise<NamedSubscription> {
  const { officerId } = await ownSubscription({ ...context, db: tx }, number)
  await lockOfficer(tx, officerId)
  await lockSubscription(tx, number)
  return ownSubscription({ ...context, db: tx }, number)
}

export async function listActiveSubscriptions({ db }: Pick<Context, 'db'>): Promise<NamedSubscription[]> {
  return (await listSubscriptions(db)).filter(({ cancelledAt }) => cancelledAt === null)
}

export function scheduleOf({ cron, timeZone }: Pick<Wishes, 'cron' | 'timeZone'>): Schedule {
  return { cron: parseCron(cron, 'cron'), timeZone }
}

/** A reader's subscriptions that have not ended have each a name of its own. Locks the reader, so that none comes in between. */
export async function refuseDouble(
  tx: Transaction,
  { id, officerId, email, name }: Pick<NamedSubscription, 'officerId' | 'email' | 'name'> & { id?: number },
): Promise<void> {
  await lockOfficer(tx, officerId)
  const same = (await listSubscriptions(tx, officerId)).find(
    (other) => other.cancelledAt === null && other.name === name && other.id !== id,
  )
  if (same)
    throw new Problem(
      'conflict',
      `name: got ${name}, which is subscription number ${same.id} of ${email} — expected another name`,
    )
}
