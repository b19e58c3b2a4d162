import { crashPoint } from '../../domain/crash-points.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendDigests } from '../../store/digests/digests.ts'
import { appendDocuments } from '../../store/documents.ts'
import type { PreparedIssue } from './prepare-issue.ts'

/** Appends what was prepared, and gives those that were issued: not where nothing is, nor where a slot was taken before. */
export async function keepIssues(
  tx: Transaction,
  prepared: readonly PreparedIssue[],
): Promise<{ id: number; subscriptionId: number }[]> {
  const documentOf = new Map(prepared.map(({ row, document }) => [row.subscriptionId, document]))
  const kept = await appendDigests(
    tx,
    prepared.map(({ row }) => row),
  )
  const issued = kept.filter(({ subscriptionId }) => documentOf.get(subscriptionId) !== null)
  for (const _ of issued) crashPoint('slot-taken')
  await appendDocuments(
    tx,
    issued.map(({ id, subscriptionId }) => ({ ...documentOf.get(subscriptionId)!, digestId: id })),
  )
  return issued
}
