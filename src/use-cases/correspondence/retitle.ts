import { Problem } from '../../domain/problem.ts'
import { lockDossier } from '../../store/correspondence/dossiers.ts'
import { lockFollowUps } from '../../store/correspondence/follow-up-locks.ts'
import { findFollowUp } from '../../store/correspondence/follow-ups.ts'
import { appendTitle } from '../../store/correspondence/names.ts'
import type { Context } from '../context.ts'
import { wantedDossier, wantedFollowUp } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export interface NewTitle {
  /** The reference of a follow-up, or of a dossier. */
  of: string
  title: string
  why: string
}

/** Corrects what a follow-up or a dossier is called. What is told as was known before keeps the title of then. */
export async function retitle(context: Context, { of, title, why }: NewTitle): Promise<void> {
  refuseBelow('officer', context)
  const { sight, officer, now } = context
  await context.db.transaction(async (tx) => {
    const seen = { db: tx, sight }
    const asked = await findFollowUp(seen, of)
    const dossierId = asked?.dossierId ?? (await wantedDossier(seen, of)).id
    if (asked) await lockFollowUps(tx, [asked.id])
    await lockDossier(tx, dossierId)
    const { title: was } = asked ? await wantedFollowUp(seen, of) : await wantedDossier(seen, of)
    if (was === title) throw new Problem('conflict', `title: got what ${of} is called already — expected another title`)
    const recorded = { recordedBy: officer.id, recordedAt: now }
    await appendTitle(tx, { dossierId, followUpId: asked?.id ?? null, was, title, why, ...recorded })
  })
}
