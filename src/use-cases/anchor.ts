import { createHash } from 'node:crypto'
import { Problem } from '../domain/problem.ts'
import { describeInput } from '../domain/visible.ts'
import { listHeads, saveAnchor, type AnchorRow } from '../store/audit.ts'
import type { Transaction } from '../store/database.ts'
import type { Context, Sight } from './context.ts'

/**
 * A few characters that stand for every chain that a reader sees, as it is now: how many there are, and the SHA-256
 * over where each of them stands, or of one dossier alone. Printed in a digest, they are out of reach of whoever can change the database.
 */
export async function takeAnchor(
  { now }: Pick<Context, 'now'>,
  tx: Transaction,
  sight: Sight,
  only: number | null = null,
): Promise<string | undefined> {
  const heads = await listHeads({ db: tx, sight }, only)
  if (heads.length === 0) return undefined
  const stands = {
    dossierIds: heads.map(({ dossierId }) => dossierId),
    numbers: heads.map(({ number }) => number),
    heads: heads.map(({ head }) => head),
  }
  const anchor = anchorOf(stands)
  await saveAnchor(tx, { anchor, takenAt: now, ...stands })
  return anchor
}

export function anchorOf({ dossierIds, numbers, heads }: Pick<AnchorRow, 'dossierIds' | 'numbers' | 'heads'>): string {
  const lines = dossierIds.map((id, place) => `${id} ${numbers[place]} ${heads[place]}\n`)
  const digest = createHash('sha256').update(lines.join('')).digest('hex')
  return `${dossierIds.length}-${digest.slice(0, 32)}`
}

export function parseAnchor(text: string): string {
  const anchor = text.trim().toLowerCase()
  if (/^[1-9]\d{0,8}-[0-9a-f]{32}$/u.test(anchor)) return anchor
  throw new Problem(
    'invalid',
    `anchor: got ${describeInput(text)} — expected what stands at the end of a digest; try 3-0f1e2d3c4b5a69788796a5b4c3d2e1f0`,
  )
}
