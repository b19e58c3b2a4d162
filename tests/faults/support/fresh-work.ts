import { atWork } from './ledger-at-work.ts'
import type { OwnCluster } from './own-cluster.ts'
import { deskOn } from './running.ts'

/** A ledger of its own in the cluster, and processes at work on it. */
export async function freshWork(cluster: OwnCluster, options: { recipientMs?: number } = {}) {
  const { database, ...connection } = await cluster.copyLedger()
  return { work: await atWork({ ...options, desk: await deskOn({ ...connection, database }) }), database }
}
