import { lockFollowUps } from '../../store/correspondence/follow-up-locks.ts'
import { listFollowUpIds, listFollowUpsById } from '../../store/correspondence/follow-ups.ts'
import { saveCalled } from '../../store/correspondence/names.ts'
import type { Context } from '../context.ts'
import { refuseBelow } from '../permission.ts'
import { restate } from '../standings/restate.ts'
import { verify, type Difference, type Tell } from './verify.ts'

const BATCH = 200

/** Writes anew what differs from what was recorded, as due days do once the holiday table was changed; gives what differed. */
export async function putRight(context: Context, tell?: Tell): Promise<Difference[]> {
  refuseBelow('officer', context)
  const { differences } = await verify(context, tell)
  const references = [...new Set(differences.map(({ reference }) => reference))]
  for (let start = 0; start < references.length; start += BATCH) {
    tell?.(start, references.length)
    await context.db.transaction(async (tx) => {
      const ids = await listFollowUpIds(tx, references.slice(start, start + BATCH))
      await lockFollowUps(tx, ids)
      await restate(tx, await listFollowUpsById(tx, ids))
    })
  }
  await saveCalled(context.db)
  tell?.(references.length, references.length)
  return differences
}
