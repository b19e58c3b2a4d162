import { Problem } from '../../domain/problem.ts'
import { appendNewDesk, listDesks as listAll, saveDesk, type Desk } from '../../store/parties/parties.ts'
import type { Context } from '../context.ts'
import { wantedDesk } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export function listDesks({ db }: Pick<Context, 'db'>): Promise<Desk[]> {
  return listAll(db)
}

export async function enterDesk(context: Context, desk: Pick<Desk, 'reference' | 'name'>): Promise<Desk> {
  refuseBelow('administrator', context)
  const entered = await appendNewDesk(context.db, desk)
  if (entered) return entered
  throw new Problem('conflict', `reference: got ${desk.reference}, which is a desk already — expected a new one`)
}

/** A desk keeps its reference: it stands in what was sent and exported. */
export async function renameDesk(context: Context, reference: string, name: string): Promise<Desk> {
  refuseBelow('administrator', context)
  const { id } = await wantedDesk(context.db, reference)
  return saveDesk(context.db, id, { name })
}
