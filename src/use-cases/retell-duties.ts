import type { Passage } from '../domain/passages.ts'
import { pick } from '../domain/pick.ts'
import type { PendingQuery } from '../domain/pending-query.ts'
import type { Moment, Seen } from './context.ts'
import { listDutiesOn } from './list-duties.ts'
import { textsOf } from './retell-list.ts'

/** What is to be reported, with how its asks will stand then. */
export async function retellDuties(seen: Seen, query: PendingQuery, moment: Moment): Promise<Passage[]> {
  const duties = await listDutiesOn({ ...seen, today: moment.asOf }, { query, isOpen: true }, moment)
  return duties.map((duty) => {
    const asks = duty.asks.map(({ reference, ...ask }) => [reference, textOf(ask)])
    const fields = textsOf({ ...pick(duty, ['document', 'paragraph', 'dueOn']), ...Object.fromEntries(asks) })
    return { section: 'Report duties', about: `${duty.body}, ${duty.session}, ${duty.dossier}`, fields }
  })
}

function textOf(ask: Pick<Awaited<ReturnType<typeof listDutiesOn>>[number]['asks'][number], (typeof SAID)[number]>) {
  return Object.values(textsOf(pick(ask, SAID)))
    .filter(Boolean)
    .join(', ')
}

const SAID = ['title', 'state', 'bracket', 'daysSinceAsked', 'daysSinceLastWord'] as const
