import { desc, eq, sql, type AnyColumn, type SQL } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import { anchors, audit } from '../schema/audit.ts'
import { dossiers } from '../schema/dossiers.ts'

export type AnchorRow = typeof anchors.$inferSelect

/** The same that another took upon the same records is not kept twice. */
export async function saveAnchor(tx: Transaction, anchor: AnchorRow): Promise<void> {
  await tx.insert(anchors).values(anchor).onConflictDoNothing()
}

/** What is there to be read; of a transaction that reads on, what was there before. */
export async function readSnapshot(db: Queryable): Promise<string> {
  const [row] = await db.execute<{ snapshot: string }>(sql`select pg_current_snapshot()::text as snapshot`)
  return row!.snapshot
}

export async function findAnchor(db: Queryable, anchor: string): Promise<AnchorRow | null> {
  const [row] = await db.select().from(anchors).where(eq(anchors.anchor, anchor))
  return row ?? null
}

export type Taken = Pick<AnchorRow, 'anchor' | 'number' | 'previous' | 'takenIn'>

const { anchor: itself, number: place, previous: before, takenIn } = anchors
const TAKEN = { anchor: itself, number: place, previous: before, takenIn }

/** The last of a sight, unless it was taken in another cluster than this. Rides anchors_by_sight. */
export async function findLastAnchor(db: Queryable, sight: string): Promise<Taken | null> {
  const isOurs = sql<boolean | null>`pg_snapshot_xmax(${takenIn}) <= pg_snapshot_xmax(pg_current_snapshot())`
  const [row] = await db
    .select({ ...TAKEN, isOurs })
    .from(anchors)
    .where(eq(anchors.sight, sight))
    .orderBy(desc(anchors.takenAt), desc(anchors.number))
    .limit(1)
  return row?.isOurs ? row : null
}

export async function findTaken(db: Queryable, anchor: string): Promise<Taken> {
  const [row] = await db.select(TAKEN).from(anchors).where(eq(anchors.anchor, anchor))
  return row!
}

/** An anchor with all those that it stands upon, the latest first. */
const lineageOf = (anchor: string | SQL | AnyColumn) => sql`with recursive lineage as (
    select 0 as back, a.previous, a.dossier_ids, a.numbers, a.heads from ${anchors} as a where a.anchor = ${anchor}
    union all
    select lineage.back + 1, a.previous, a.dossier_ids, a.numbers, a.heads from ${anchors} as a
      join lineage on a.anchor = lineage.previous)`

/** How far a dossier's chain reached by an anchor; null where there is no such anchor. */
export function reachedBy(anchor: AnyColumn, dossierId: number | null): SQL<number | null> {
  const number = sql`numbers[array_position(dossier_ids, ${dossierId})]`
  return sql<number | null>`(${lineageOf(anchor)}
    select case when count(*) > 0 then coalesce(max(${number}), 0) end from lineage)`
}

export interface Departed {
  dossier: string | null
  dossierId: number
  number: number
  /** Whether the chain still reaches so far. */
  isThere: boolean
}

/** The chains that are not, at the length that an anchor knows, what they were. */
export async function listDeparted(db: Queryable, anchor: string): Promise<Departed[]> {
  const rows = await db.execute<Departed & Record<string, unknown>>(
    sql`${lineageOf(anchor)}, was as (
        select distinct on (dossier_id) dossier_id, number, head
        from lineage cross join lateral unnest(dossier_ids, numbers, heads) as line (dossier_id, number, head)
        order by dossier_id, back)
      select ${dossiers.reference} as dossier, was.dossier_id::int as "dossierId", was.number,
        ${audit.hash} is not null as "isThere"
      from was
      left join ${audit} on ${audit.dossierId} = was.dossier_id and ${audit.number} = was.number
      left join ${dossiers} on ${dossiers.id} = was.dossier_id
      where left(encode(${audit.hash}, 'hex'), 16) is distinct from was.head
      order by was.dossier_id`,
  )
  return [...rows]
}
