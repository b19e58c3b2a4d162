import type { LatestSlot } from '../../domain/digests/slots.ts'
import type { NewDigest } from '../../store/digests/digests.ts'
import type { NewDocument } from '../../store/documents.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { findInstallation } from '../../store/operation/installation.ts'
import type { NamedSubscription } from '../../store/digests/subscriptions.ts'
import { takeAnchor } from '../operation/anchor.ts'
import { assembleDigest, type Assembled } from './assemble-digest.ts'
import { sightOf, type Context } from '../context.ts'
import { documentOfDigest } from '../issued/documents.ts'
import type { Post } from '../delivery/post.ts'
import type { ReaderList } from './reader-list.ts'
import { reasonForSilence } from './reason-for-silence.ts'
import type { Series } from './series.ts'
import type { SharedReads } from './shared-reads.ts'

/** What an issue is put together by. */
interface By {
  post: Post
  shared: SharedReads
  series: Series
  /** The lists that were read ahead. */
  listOf?: (subscription: number) => ReaderList | null
}

interface SlotToPlan extends By {
  subscription: NamedSubscription
  due: LatestSlot
  nextAt: Temporal.Instant
  mayBeSilent: boolean
}

/** What is to be kept of a slot. */
export interface PreparedIssue {
  row: NewDigest
  /** What is given to its reader by it; null where nothing is issued for the slot. */
  document: Omit<NewDocument, 'digestId'> | null
}

/** Assembles and composes the issue of a slot, without keeping it. */
export async function prepareIssue(context: Context, tx: Transaction, slot: SlotToPlan): Promise<PreparedIssue> {
  const { subscription, due, nextAt, mayBeSilent, post, shared, series, listOf } = slot
  const number = subscription.issues + 1
  const list = listOf?.(subscription.id) ?? undefined
  const issue = { subscription, number, collapsedSlots: due.collapsed, nextAt, tell: post.tell, series, list }
  const assembled = await assembleDigest(context, tx, issue, shared)
  const silence = mayBeSilent ? reasonForSilence(subscription, assembled.digest) : null
  return silence === null
    ? prepareMail(context, tx, { ...slot, assembled })
    : {
        row: { ...rowOf(context, { subscription, due, assembled }), said: silence, state: 'suppressed' },
        document: null,
      }
}

async function prepareMail(
  context: Context,
  tx: Transaction,
  slot: SlotToPlan & { assembled: Assembled },
): Promise<PreparedIssue> {
  const { subscription, post, shared, series, assembled } = slot
  const { language, unsubscribeToken } = subscription
  const sight = sightOf(subscription)
  const anchor = await shared('anchor', sight, () => takeAnchor(context, tx, sight))
  const digest = { ...assembled.digest, ...(anchor !== undefined && { anchor }) }
  const { id: installation, adoptions } = await shared('installation', null, () => findInstallation(tx))
  const particulars = { installation, adoptions, language, unsubscribeToken, sentMessageIds: series.sentMessageIds }
  const mail = await post.compose(digest, particulars)
  const title = `Digest ${subscription.id}/${digest.number}`
  const given = { title, asOf: digest.asOf, message: mail.message, anchor, subscription, previous: assembled.previous }
  return {
    row: { ...rowOf(context, slot), ...mail, number: digest.number, state: 'planned', said: null },
    document: await documentOfDigest(context, tx, { ...given, shared }),
  }
}

function rowOf(
  { now }: Context,
  { subscription, due, assembled }: Pick<SlotToPlan, 'subscription' | 'due'> & { assembled: Assembled },
) {
  return {
    subscriptionId: subscription.id,
    slotAt: due.slot.at,
    slotLocal: due.slot.local,
    collapsedSlots: due.collapsed,
    asOf: assembled.digest.asOf,
    plannedAt: now,
    balance: assembled.digest.balance,
    pendingIds: assembled.pendingIds,
  }
}
