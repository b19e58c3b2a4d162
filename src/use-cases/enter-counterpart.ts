import { Problem } from '../domain/problem.ts'
import { appendCounterpart, findCounterpart, type Counterpart } from '../store/parties.ts'
import type { Context } from './context.ts'
import { wantedCounterpart } from './find.ts'
import { refuseBelow } from './permission.ts'

export interface NewCounterpart {
  reference: string
  name: string
  country: string | null
  timeZone: string | null
  emails: string[]
  /** The reference of the office that it succeeds. */
  succeeds: string | null
}

export async function enterCounterpart(
  context: Context,
  { succeeds, ...counterpart }: NewCounterpart,
): Promise<Counterpart> {
  refuseBelow('officer', context)
  return context.db.transaction(async (tx) => {
    const known = await findCounterpart(tx, counterpart.reference)
    if (known) throw new Problem('conflict', `counterpart ${known.reference} is entered already: ${known.name}`)
    const succeedsId = succeeds === null ? null : (await wantedCounterpart(tx, succeeds)).id
    return appendCounterpart(tx, { ...counterpart, languages: [], holidayCalendar: null, succeedsId })
  })
}
