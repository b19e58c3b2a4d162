import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { appendDetails, type Details } from '../../store/parties/counterpart-details.ts'
import { lockLedger } from '../../store/correspondence/follow-up-locks.ts'
import { listCountedBy } from '../../store/standings/redatings.ts'
import type { Context } from '../context.ts'
import { DETAILS } from './counterparts-as-known.ts'
import { wantedCounterpart } from '../find.ts'
import { refuseUnknownCalendar } from '../rules/known-calendars.ts'
import { refuseBelow } from '../permission.ts'
import { redate, type Redated } from '../standings/redate.ts'

export interface CounterpartChange {
  /** The reference of the office. */
  counterpart: string
  why: string
  /** What holds from now on; what is absent stays. */
  change: Partial<Details>
}

/**
 * Records that an office is reached otherwise, or works on other days, and moves the due days that are counted by its
 * calendar. What was known before stays known for whoever asks what was known then.
 */
export function changeCounterpart(context: Context, told: CounterpartChange): Promise<{ redated: Redated[] }> {
  refuseBelow('officer', context)
  const { db, officer, now } = context
  return db.transaction(async (tx) => {
    await lockLedger(tx)
    const office = await wantedCounterpart(tx, told.counterpart)
    const known = pick(office, DETAILS)
    const details = { ...known, ...told.change }
    if (details.holidayCalendar !== known.holidayCalendar) await refuseUnknownCalendar(tx, details.holidayCalendar)
    if (isAlike(known, details)) throw new Problem('conflict', `nothing is changed yet of ${office.reference}`)
    await appendDetails(tx, office, { ...details, why: told.why, recordedBy: officer.id, recordedAt: now })
    if (isAlike(worksOn(known), worksOn(details))) return { redated: [] }
    const followUps = await listCountedBy(tx, { counterpartId: office.id })
    return { redated: await redate(context, tx, { followUps, why: `${office.reference}: ${told.why}` }) }
  })
}

function worksOn({ holidayCalendar, weekend }: Details) {
  return { holidayCalendar, weekend }
}

function isAlike(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
