import { dutyRow } from '../../domain/duty.ts'
import type { Passage } from '../../domain/passages.ts'
import { pick } from '../../domain/pick.ts'
import type { PendingQuery } from '../../domain/pending-query.ts'
import type { Recipe } from '../../domain/recipe.ts'
import type { Moment, Seen } from '../context.ts'
import { listDutiesOn } from '../mandates/list-duties.ts'
import { narrowedTo, textsOf } from './retell-list.ts'
import type { At } from './retell.ts'

/** What is to be reported, with how its asks will stand then. */
export async function retellDuties(seen: Seen, query: PendingQuery, moment: Moment): Promise<Passage[]> {
  const duties = await listDutiesOn({ ...seen, today: moment.asOf }, { query, isOpen: true }, moment)
  return duties.map((duty) => {
    const asks = duty.asks.map(({ reference, ...ask }) => [reference, textOf(ask)])
    const fields = textsOf({ ...pick(duty, ['document', 'paragraph', 'dueOn']), ...Object.fromEntries(asks) })
    return { section: 'Report duties', about: `${duty.body}, ${duty.session}, ${duty.dossier}`, fields }
  })
}

/** Each as its row says. */
export async function retellDutyRows(
  seen: Seen,
  { dossier: only, isOpen }: Recipe & { kind: 'duties' },
  { moment, dossier }: At,
): Promise<Passage[]> {
  const query = narrowedTo({ dossier: only }, dossier)
  if (!query) return []
  const duties = await listDutiesOn({ ...seen, today: moment.asOf }, { query, isOpen }, moment)
  return duties.map((duty) => ({
    key: `duty ${duty.number}`,
    section: 'Report duties',
    about: `${duty.body}, ${duty.session}, ${duty.dossier}`,
    fields: textsOf(dutyRow(duty)),
  }))
}

function textOf(ask: Pick<Awaited<ReturnType<typeof listDutiesOn>>[number]['asks'][number], (typeof SAID)[number]>) {
  return Object.values(textsOf(pick(ask, SAID)))
    .filter(Boolean)
    .join(', ')
}

const SAID = ['title', 'state', 'bracket', 'daysSinceAsked', 'daysSinceLastWord'] as const
