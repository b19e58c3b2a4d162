import { createHash } from 'node:crypto'
import { and, asc, eq, lte } from 'drizzle-orm'
import type { Queryable, Transaction } from '../connection/database.ts'
import type { Moment } from './facts.ts'
import { attachments, files } from '../schema/attachments.ts'
import { officers } from '../schema/parties.ts'

export type AttachmentRow = typeof attachments.$inferSelect

/** Null where the same bytes are attached already. Bytes are kept once, whoever attaches them. */
export async function appendAttachment(
  tx: Transaction,
  { bytes, ...attachment }: Omit<typeof attachments.$inferInsert, 'sha256' | 'size'> & { bytes: Buffer },
): Promise<AttachmentRow | null> {
  const sha256 = createHash('sha256').update(bytes).digest()
  await tx.insert(files).values({ sha256, bytes }).onConflictDoNothing()
  const [row] = await tx
    .insert(attachments)
    .values({ ...attachment, sha256, size: bytes.length })
    .onConflictDoNothing({ target: [attachments.dossierId, attachments.number, attachments.sha256] })
    .returning()
  return row ?? null
}

/** Of a dossier's communications, or of one of them, as recorded by a moment. Rides attachments_by_dossier. */
export async function listAttachments(
  db: Queryable,
  { dossierId, number }: { dossierId: number; number?: number },
  moment?: Moment,
): Promise<(AttachmentRow & { by: string })[]> {
  const rows = await db
    .select({ attachment: attachments, by: officers.name })
    .from(attachments)
    .innerJoin(officers, eq(officers.id, attachments.recordedBy))
    .where(
      and(
        eq(attachments.dossierId, dossierId),
        number === undefined ? undefined : eq(attachments.number, number),
        moment && lte(attachments.recordedAt, moment.knownAt),
      ),
    )
    .orderBy(asc(attachments.id))
  return rows.map(({ attachment, by }) => ({ ...attachment, by }))
}

export async function findAttachment(
  db: Queryable,
  { dossierId, number, id }: { dossierId: number; number: number; id: number },
): Promise<(AttachmentRow & { bytes: Buffer }) | null> {
  const [found] = await db
    .select({ attachment: attachments, bytes: files.bytes })
    .from(attachments)
    .innerJoin(files, eq(files.sha256, attachments.sha256))
    .where(and(eq(attachments.id, id), eq(attachments.dossierId, dossierId), eq(attachments.number, number)))
  return found ? { ...found.attachment, bytes: found.bytes } : null
}
