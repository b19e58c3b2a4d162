import { parseCron } from '../domain/cron.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import { Problem } from '../domain/problem.ts'
import { nextSlot, nextSlots, type Slot } from '../domain/slots.ts'
import type { Transaction } from '../store/database.ts'
import { appendOfficer, findOfficer, type Officer } from '../store/parties.ts'
import {
  appendSubscription,
  findSubscription,
  listSubscriptions,
  lockSubscription,
  saveSubscription,
  type NamedSubscription,
} from '../store/subscriptions.ts'
import type { Context } from './context.ts'

export interface NewSubscription {
  /** The reader's mail address; a reader nobody knows yet is entered as one. */
  officer: string
  name: string
  query: PendingQuery
  cron: string
  timeZone: string
  language: string
  onlyIfChanged: boolean
  suppressIfEmpty: boolean
}

export interface Subscribed {
  number: number
  nextSlots: readonly Slot[]
}

export async function subscribe(context: Context, subscription: NewSubscription): Promise<Subscribed> {
  return context.db.transaction((tx) => subscribeWithin(context, tx, subscription))
}

export async function subscribeWithin(
  { now }: Context,
  tx: Transaction,
  subscription: NewSubscription,
): Promise<Subscribed> {
  const { officer: email, cron, timeZone, ...told } = subscription
  const reader =
    (await findOfficer(tx, email)) ?? (await appendOfficer(tx, { email, name: email, role: 'reader', deskId: null }))
  await refuseDouble(tx, reader, told.name)
  const schedule = { cron: parseCron(cron, 'cron'), timeZone }
  const nextSlotAt = nextSlot(schedule, now).at
  const row = await appendSubscription(tx, {
    ...told,
    cron,
    timeZone,
    officerId: reader.id,
    createdAt: now,
    nextSlotAt,
  })
  return { number: row.id, nextSlots: nextSlots(schedule, now, 3) }
}

export async function cancelSubscription({ db, now }: Context, number: number): Promise<NamedSubscription> {
  return db.transaction(async (tx) => {
    await lockSubscription(tx, number)
    const subscription = await findSubscription(tx, number)
    if (!subscription) throw new Problem('not_found', `no subscription ${number}; relance subscriptions lists them`)
    if (subscription.cancelledAt) throw new Problem('conflict', `subscription ${number} was cancelled already`)
    await saveSubscription(tx, number, { cancelledAt: now, nextSlotAt: null })
    return subscription
  })
}

export async function listActiveSubscriptions({ db }: Pick<Context, 'db'>): Promise<NamedSubscription[]> {
  return (await listSubscriptions(db)).filter(({ cancelledAt }) => cancelledAt === null)
}

async function refuseDouble(tx: Transaction, reader: Officer, name: string): Promise<void> {
  const same = (await listSubscriptions(tx)).find(
    (other) => other.cancelledAt === null && other.officerId === reader.id && other.name === name,
  )
  if (same) throw new Problem('conflict', `${reader.email} has a subscription "${name}" already: number ${same.id}`)
}
