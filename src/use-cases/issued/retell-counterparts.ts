import type { Passage } from '../../domain/passages.ts'
import { pick } from '../../domain/pick.ts'
import { listEnteredAfter } from '../../store/correspondence/names.ts'
import type { Seen, Telling } from '../context.ts'
import { listCounterparts } from '../counterparts/list-counterparts.ts'
import { textsOf } from './retell-list.ts'

/** What the correspondence says of each office that had been entered; how it is reached is no part of the record. */
export async function retellCounterparts(seen: Seen, moment: Telling): Promise<Passage[]> {
  const later = await listEnteredAfter(seen.db, moment.toldAt ?? moment.knownAt)
  const counterparts = await listCounterparts({ ...seen, today: moment.asOf }, moment)
  return counterparts
    .filter(({ id }) => !later.has(id))
    .map((counterpart) => ({
      section: 'Offices',
      about: counterpart.reference,
      fields: textsOf(pick(counterpart, ['name', 'pending', 'overdue', 'longestSilence'])),
    }))
}
