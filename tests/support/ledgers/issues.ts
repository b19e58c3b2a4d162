import { asc } from 'drizzle-orm'
import type { Digest } from '../../../src/domain/digests/digest.ts'
import { digests } from '../../../src/store/schema/digests.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import type { OutgoingMail, Send } from '../../../src/use-cases/delivery/send.ts'
import { planDigests } from '../../../src/use-cases/digests/plan-digests.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import type { Post } from '../../../src/use-cases/delivery/post.ts'
import { subscribe, type NewSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import type { Desk } from './desk.ts'

/** Composes mails of one line and keeps the digests that it was given. */
export function keepingPost(): Post & { composed: Digest[] } {
  const composed: Digest[] = []
  return {
    composed,
    tell: 'registry@example.org',
    compose: (digest, { installation }) => {
      composed.push(digest)
      const messageId = `<${digest.subscription.number}.${digest.number}.${installation}@example.org>`
      const message = new TextEncoder().encode(`No. ${digest.number}: ${digest.balance.closing} pending`)
      return Promise.resolve({
        sender: 'r@example.org',
        recipient: digest.reader.address,
        subject: 's',
        messageId,
        message,
      })
    },
  }
}

/** A mail server that takes everything and keeps it. */
export function takingAll(): { send: Send; taken: OutgoingMail[] } {
  const taken: OutgoingMail[] = []
  const send: Send = (mail) => {
    taken.push(mail)
    return Promise.resolve({ outcome: 'accepted', said: '250 OK' })
  }
  return { send, taken }
}

/** Daily at nine in Geneva, of everything, from the moment it is made. */
export function subscribeDaily(desk: Desk, when: string, told: Partial<NewSubscription> = {}) {
  return subscribe(desk.on(when), {
    officer: 'reader@example.org',
    name: 'Daily',
    query: {},
    cron: '0 9 * * *',
    timeZone: 'Europe/Zurich',
    language: 'en',
    onlyIfChanged: false,
    suppressIfEmpty: false,
    ...told,
  })
}

/** Plans and delivers as a pass does, and gives the digests that were composed. */
export async function passOn(desk: Desk, when: string): Promise<Digest[]> {
  const post = keepingPost()
  await planDigests(desk.on(when), post)
  await deliverDigests(desk.on(when), takingAll().send)
  return post.composed
}

export function listIssues({ db }: Desk) {
  return db.select().from(digests).orderBy(asc(digests.id))
}

/** Plans an issue out of turn and delivers it. */
export async function sendExtra(desk: Desk, when: string, subscription = 1): Promise<void> {
  await planExtraDigest(desk.on(when), keepingPost(), subscription)
  await deliverDigests(desk.on(when), takingAll().send)
}
