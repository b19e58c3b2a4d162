import { Problem } from '../../domain/problem.ts'
import { appendOfficeName } from '../../store/correspondence/names.ts'
import { appendCounterpart, findCounterpart, type Counterpart } from '../../store/parties/parties.ts'
import { refusalOf } from '../../store/connection/sqlstate.ts'
import type { Context } from '../context.ts'
import { wantedCounterpart } from '../find.ts'
import { refuseUnknownCalendar } from '../rules/known-calendars.ts'
import { refuseBelow } from '../permission.ts'

export interface NewCounterpart {
  reference: string
  name: string
  country: string | null
  timeZone: string | null
  holidayCalendar?: string | null
  /** ISO weekdays on which it is closed; null where it is closed when we are. */
  weekend?: number[] | null
  emails: string[]
  /** The reference of the office that it succeeds. */
  succeeds: string | null
}

export async function enterCounterpart(context: Context, counterpart: NewCounterpart): Promise<Counterpart> {
  refuseBelow('officer', context)
  await refuseUnknownCalendar(context.db, counterpart.holidayCalendar)
  try {
    return await enter(context, counterpart)
  } catch (error) {
    if (refusalOf(error)?.constraint !== 'counterparts_reference') throw error
    return refuseKnown((await findCounterpart(context.db, counterpart.reference))!) // entered in the meantime
  }
}

function enter({ db, officer, now }: Context, { succeeds, ...counterpart }: NewCounterpart): Promise<Counterpart> {
  return db.transaction(async (tx) => {
    const known = await findCounterpart(tx, counterpart.reference)
    if (known) refuseKnown(known)
    const succeedsId = succeeds === null ? null : (await wantedCounterpart(tx, succeeds)).id
    const office = await appendCounterpart(tx, { ...counterpart, languages: [], succeedsId })
    const recorded = { recordedBy: officer.id, recordedAt: now }
    await appendOfficeName(tx, { counterpartId: office.id, name: office.name, succeedsId, ...recorded })
    return office
  })
}

function refuseKnown({ reference, name }: Counterpart): never {
  throw new Problem('conflict', `reference: got ${reference}, which is entered already: ${name} — expected a new one`)
}
