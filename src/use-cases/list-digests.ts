import { Problem } from '../domain/problem.ts'
import {
  findDigest,
  listDigests as listAll,
  requeueDigest,
  type DigestRow,
  type ListedDigest,
} from '../store/digests.ts'
import type { Context } from './context.ts'

const SHOWN = 200

/** Newest first. */
export function listDigests(
  { db }: Pick<Context, 'db'>,
  { subscription }: { subscription?: number | undefined },
): Promise<ListedDigest[]> {
  return listAll(db, { subscription, limit: SHOWN })
}

/** One issue as it was frozen. */
export async function showDigest(
  { db }: Pick<Context, 'db'>,
  { subscription, number }: { subscription: number; number: number },
): Promise<DigestRow> {
  const found = await findDigest(db, subscription, number)
  if (found) return found
  throw new Problem('not_found', `no digest ${subscription}/${number}; relance digest list shows what there is`)
}

/** Puts an issue that was given up back in line, the same bytes under the same Message-ID. */
export async function resendDigest(
  context: Pick<Context, 'db'>,
  issue: { subscription: number; number: number },
): Promise<void> {
  const { id, state } = await showDigest(context, issue)
  if (await requeueDigest(context.db, id)) return
  throw new Problem(
    'conflict',
    `digest ${issue.subscription}/${issue.number} is ${state}; only one that was given up can be put back in line`,
  )
}
