import { crashPoint } from '../../domain/crash-points.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { refusalOf } from '../../store/connection/sqlstate.ts'
import { lockDueSubscriptions, saveSlots, type NamedSubscription } from '../../store/digests/subscriptions.ts'
import type { Context } from '../context.ts'
import { slotsAt } from './due-slot.ts'
import { reasonNotToMail } from '../operation/instance.ts'
import { keepIssues } from './keep-issues.ts'
import { readListsOfOwners } from './lists-of-owners.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import type { Post } from '../delivery/post.ts'
import { prepareIssue, type PreparedIssue } from './prepare-issue.ts'
import { inTurn, readSeries, type Series } from './series.ts'
import { sharedReads, type SharedReads } from './shared-reads.ts'

/**
 * Plans one issue for each subscription whose slot has come and freezes its mail; gives how many were planned. Slots
 * that passed while no worker ran collapse into the last. Any number of planners may run: each slot is planned once.
 * A subscription that fails keeps its slot and does not stand in the way of the others; rejects after all were tried.
 */
export async function planDigests(
  context: Context,
  post: Post,
  { signal, onPlanned }: { signal?: AbortSignal | undefined; onPlanned?: () => void } = {},
): Promise<number> {
  // What is due waits, and goes into one issue when it may be sent.
  if (await reasonNotToMail(context)) return 0
  const failed: Failed = new Map()
  let [planned, most] = [0, TOGETHER]
  while (!signal?.aborted) {
    crashPoint('plan-begun')
    const outcome = await planSome(context, post, { failed, most })
    if (outcome === 'none_due') break
    if (outcome === 'failed') most = 1
    else planned += outcome
    crashPoint('plan-committed')
    onPlanned?.()
  }
  if (failed.size > 0) throw failureOf(failed)
  return planned
}

/** In one transaction, for so many may well be of one list, which is read but once. */
const TOGETHER = 100

type Failed = Map<number, unknown>

/** Plans some together; gives how many were, unless the database refused. It is told then of which, where that is one alone. */
async function planSome(
  context: Context,
  post: Post,
  { failed, most }: { failed: Failed; most: number },
): Promise<number | 'none_due' | 'failed'> {
  let locked: readonly number[] = []
  try {
    return await inOneSnapshot(context, async (tx) => {
      const due = await lockDueSubscriptions(tx, context.now, { except: [...failed.keys()], most })
      locked = due.map(({ id }) => id)
      return due.length === 0 ? 'none_due' : planEach(context, tx, { post, due, failed })
    })
  } catch (error) {
    if (locked.length === 0) throw error
    if (locked.length === 1) failed.set(locked[0]!, error)
    return 'failed'
  }
}

/** So many are read by one statement, and kept by one: they are in memory until then. */
const AT_ONCE = 20

async function planEach(
  context: Context,
  tx: Transaction,
  { post, due, failed }: { post: Post; due: readonly NamedSubscription[]; failed: Failed },
): Promise<number> {
  const seriesOf = await readSeries(tx, due)
  const by = { post, failed, seriesOf, shared: sharedReads(), slotsOf: slotsAt(context.now) }
  const readers = inTurn(due, seriesOf)
  let planned = 0
  for (let start = 0; start < readers.length; start += AT_ONCE)
    planned += await keep(tx, await prepareSome(context, tx, { ...by, some: readers.slice(start, start + AT_ONCE) }))
  return planned
}

interface Some {
  some: readonly NamedSubscription[]
  post: Post
  failed: Failed
  seriesOf: (id: number) => Series
  shared: SharedReads
  slotsOf: ReturnType<typeof slotsAt>
}

async function prepareSome(context: Context, tx: Transaction, { some, failed, ...by }: Some): Promise<Ready[]> {
  const { post, shared, seriesOf, slotsOf } = by
  const told = some.map((reader) => ({ ...reader, since: seriesOf(reader.id).previous }))
  const listOf = await readListsOfOwners(context, tx, told)
  const ready: Ready[] = []
  for (const subscription of some) {
    try {
      const { due, nextAt } = slotsOf(subscription)
      const planning = {
        subscription,
        nextAt,
        mayBeSilent: true,
        post,
        shared,
        series: seriesOf(subscription.id),
        listOf,
      }
      ready.push({ subscription, nextAt, issue: due && (await prepareIssue(context, tx, { ...planning, due })) })
    } catch (error) {
      // What the database refuses, all have lost.
      if (refusalOf(error)) throw error
      failed.set(subscription.id, error)
    }
  }
  return ready
}

interface Ready {
  subscription: NamedSubscription
  nextAt: Temporal.Instant
  issue: PreparedIssue | null
}

async function keep(tx: Transaction, ready: readonly Ready[]): Promise<number> {
  const prepared = ready.flatMap(({ issue }) => issue ?? [])
  const issued = await keepIssues(tx, prepared)
  const numbered = new Set(issued.map(({ subscriptionId }) => subscriptionId))
  await saveSlots(
    tx,
    ready.map(({ subscription: { id, issues }, nextAt: nextSlotAt }) => ({
      id,
      issues: issues + (numbered.has(id) ? 1 : 0),
      nextSlotAt,
    })),
  )
  return issued.length
}

function failureOf(failed: Failed): unknown {
  const [causes, which] = [[...failed.values()], [...failed.keys()].join(', ')]
  return causes.length === 1 ? causes[0] : new AggregateError(causes, `subscriptions ${which} could not be planned`)
}
