import { createHash } from 'node:crypto'
import { Problem } from '../../domain/problem.ts'
import { describeInput } from '../../domain/visible.ts'
import {
  findLastAnchor,
  findTaken,
  readSnapshot,
  saveAnchor,
  type AnchorRow,
  type Taken,
} from '../../store/operation/anchors.ts'
import { listHeads, type Head } from '../../store/operation/audit.ts'
import type { Transaction } from '../../store/connection/database.ts'
import type { Context, Sight } from '../context.ts'

/**
 * A few characters that stand for every chain that a reader sees, as it is now, or for that of one dossier alone: how
 * many have grown, and the SHA-256 over where each of them stands and the anchor before, which stands for the others.
 * Printed in a digest, they are out of reach of whoever can change the database.
 */
export async function takeAnchor(
  { now }: Pick<Context, 'now'>,
  tx: Transaction,
  sight: Sight,
  only: number | null = null,
): Promise<string | undefined> {
  const seen = { db: tx, sight }
  if (only !== null) return save(tx, now, { ...standsOf(await listHeads(seen, { dossierId: only })), ...ALONE })
  const whose = wordOf(sight)
  const [last, takenIn] = await Promise.all([findLastAnchor(tx, whose), readSnapshot(tx)])
  const grown = await listHeads(seen, { since: last?.takenIn ?? null })
  if (last && grown.length === 0) return last.anchor
  const base = last && (await baseAfter(tx, last))
  const heads = base === last ? grown : await listHeads(seen, { since: base!.takenIn })
  const place = { sight: whose, number: last ? last.number + 1 : 0, previous: base?.anchor ?? null, takenIn }
  return save(tx, now, { ...standsOf(heads), ...place })
}

const ALONE = { sight: null, number: 0, previous: null, takenIn: null }

/** Not always the last: however many there are, each stands upon few others. */
async function baseAfter(tx: Transaction, last: Taken): Promise<Taken> {
  let base = last
  for (let number = last.number; number % 2 === 1; number = (number - 1) / 2) base = await findTaken(tx, base.previous!)
  return base
}

function standsOf(heads: readonly Head[]): Pick<AnchorRow, 'dossierIds' | 'numbers' | 'heads'> {
  return {
    dossierIds: heads.map(({ dossierId }) => dossierId),
    numbers: heads.map(({ number }) => number),
    heads: heads.map(({ head }) => head),
  }
}

type Stands = Omit<AnchorRow, 'anchor' | 'takenAt'>

async function save(tx: Transaction, takenAt: Temporal.Instant, stands: Stands): Promise<string | undefined> {
  if (stands.heads.length === 0) return undefined
  const anchor = anchorOf(stands)
  await saveAnchor(tx, { anchor, takenAt, ...stands })
  return anchor
}

function wordOf(sight: Sight): string {
  if (sight === 'everything') return sight
  return sight.deskId === null ? 'open' : `desk ${sight.deskId}`
}

export function anchorOf({ sight, number, previous, dossierIds, numbers, heads }: Omit<Stands, 'takenIn'>): string {
  const begins = sight === null ? '' : `${sight} ${number} ${previous ?? '-'}\n`
  const lines = dossierIds.map((id, place) => `${id} ${numbers[place]} ${heads[place]}\n`)
  const digest = createHash('sha256').update(begins).update(lines.join('')).digest('hex')
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
