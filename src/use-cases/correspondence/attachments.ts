import { parseMediaType, refuseEmptyFile, safeFileName } from '../../domain/files/file-name.ts'
import { Problem } from '../../domain/problem.ts'
import * as store from '../../store/correspondence/attachments.ts'
import { listVersions } from '../../store/correspondence/communications.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { lockDossier } from '../../store/correspondence/dossiers.ts'
import type { Context, Moment } from '../context.ts'
import { wantedCommunication, wantedDossier } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export interface NewFile {
  name: string
  mediaType: string
  bytes: Buffer
}

export interface Attachment {
  /** Of the attachment, for its address. */
  number: number
  /** Of the communication, within its dossier. */
  communication: number
  name: string
  mediaType: string
  size: number
  /** In hexadecimal. */
  sha256: string
  by: string
  recordedAt: Temporal.Instant
}

const MOST_FILES = 50

/** Attaches files to a communication, all or none. The same bytes a second time change nothing. */
export async function attachFiles(
  context: Context,
  communication: string,
  newFiles: readonly NewFile[],
): Promise<Attachment[]> {
  refuseBelow('officer', context)
  return context.db.transaction((tx) => attachWithin(context, tx, { communication, newFiles }))
}

export async function attachWithin(
  context: Context,
  tx: Transaction,
  { communication, newFiles }: { communication: string; newFiles: readonly NewFile[] },
): Promise<Attachment[]> {
  refuseFiles(newFiles)
  const { officer, now } = context
  const { dossierId, number } = await wantedCommunication({ db: tx, sight: context.sight }, communication)
  await lockDossier(tx, dossierId) // before the bytes, for which another may wait who has it locked
  const attached = []
  for (const { name, mediaType, bytes } of newFiles) {
    const row = await store.appendAttachment(tx, {
      dossierId,
      number,
      name: safeFileName(name),
      mediaType: parseMediaType(mediaType),
      bytes,
      recordedBy: officer.id,
      recordedAt: now,
    })
    if (row) attached.push(shown({ ...row, by: officer.name }))
  }
  return attached
}

export function refuseFiles(newFiles: readonly NewFile[]): void {
  if (newFiles.length > MOST_FILES)
    throw new Problem('too_large', `files: got ${newFiles.length} — expected at most ${MOST_FILES} at once`)
  for (const { name, bytes } of newFiles) refuseEmptyFile('files', { name, size: bytes.length })
}

/** By the number of the communication. */
export async function listAttachments(
  { db }: Pick<Context, 'db'>,
  of: { dossierId: number; number?: number },
  moment?: Moment,
): Promise<Map<number, Attachment[]>> {
  const rows = await store.listAttachments(db, of, moment)
  return Map.groupBy(rows.map(shown), ({ communication }) => communication)
}

/** With its bytes, for whoever sees the communication, in whatever version. */
export async function openAttachment(
  context: Context,
  { dossier, number, id }: { dossier: string; number: number; id: number },
): Promise<Attachment & { bytes: Buffer }> {
  const { id: dossierId } = await wantedDossier(context, dossier)
  const [seen] = await listVersions(context, dossierId, number)
  const found = seen && (await store.findAttachment(context.db, { dossierId, number, id }))
  if (!found) throw new Problem('not_found', `no attachment ${id} of ${dossier}/${number}`)
  return { ...shown({ ...found, by: '' }), bytes: found.bytes }
}

function shown({
  id,
  number,
  name,
  mediaType,
  size,
  sha256,
  by,
  recordedAt,
}: store.AttachmentRow & { by: string }): Attachment {
  return { number: id, communication: number, name, mediaType, size, sha256: sha256.toString('hex'), by, recordedAt }
}
