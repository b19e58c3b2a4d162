import { createHash } from 'node:crypto'
import { Problem } from '../../domain/problem.ts'
import { findAnswer, saveAnswer, takeKey } from '../../store/access/access.ts'
import type { Context } from '../context.ts'

export interface Answer {
  status: number
  body: string
}

/**
 * Does what a request asks for and keeps the answer under the key, in one transaction; whoever asks the same again gets
 * that answer, and nothing is done. What throws is not kept. All of `answer` must work on the context that it is handed.
 */
export async function answerOnce(
  context: Context,
  { key, request }: { key: string; request: readonly (string | Uint8Array)[] },
  answer: (within: Context) => Promise<Answer>,
): Promise<Answer & { isReplayed: boolean }> {
  const { officer, now } = context
  const named = { officerId: officer.id, key }
  const requestHash = hashOf(request)
  return context.db.transaction(async (tx) => {
    if (await takeKey(tx, named, { requestHash, createdAt: now })) {
      const given = await answer({ ...context, db: tx })
      await saveAnswer(tx, named, given)
      return { ...given, isReplayed: false }
    }
    const kept = (await findAnswer(tx, named))!
    if (!kept.requestHash.equals(requestHash)) {
      throw new Problem('invalid', 'Idempotency-Key: got one that was used for another request — expected a new one')
    }
    return { status: kept.status!, body: kept.body!, isReplayed: true }
  })
}

/** Each part with its length before it, so that no two requests can be run together into the same bytes. */
function hashOf(parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) {
    const bytes = Buffer.from(part)
    hash.update(`${bytes.length}:`).update(bytes)
  }
  return hash.digest()
}
