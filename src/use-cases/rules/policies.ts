import { LONGEST_MONTHS, LONGEST_PERIOD } from '../../domain/standings/due-day.ts'
import { Problem } from '../../domain/problem.ts'
import {
  appendNewPolicy,
  findPolicy,
  listDesks,
  listPolicies as listAll,
  type PolicyRow,
} from '../../store/parties/parties.ts'
import type { Context, Moment } from '../context.ts'
import { deskOf, wantedDesk, wantedPolicy, type Desk } from '../find.ts'
import { refuseUnknownCalendar } from './known-calendars.ts'
import { refuseBelow } from '../permission.ts'

/** A rule, with the reference of the desk whose it is. */
export interface Policy extends Omit<PolicyRow, 'id' | 'deskId' | 'recordedAt'> {
  desk: string
}

export interface NewPolicy extends Omit<Policy, 'desk'> {
  /** Null for the officer's own. */
  desk: string | null
}

/** At a moment, those that were known and held. */
export async function listPolicies({ db }: Pick<Context, 'db'>, moment?: Moment): Promise<Policy[]> {
  const desks = await listDesks(db)
  return (await listAll(db, moment)).map((row) => policyOf(row, desks))
}

export async function showPolicy({ db }: Pick<Context, 'db'>, reference: string): Promise<Policy> {
  return policyOf(await wantedPolicy(db, reference), await listDesks(db))
}

function policyOf({ id: _id, deskId, recordedAt: _at, ...policy }: PolicyRow, desks: readonly Desk[]): Policy {
  return { ...policy, desk: desks.find(({ id }) => id === deskId)!.reference }
}

/** A policy is never changed, for the due days of the past rest on it: whoever wants another rule adds it under another reference. */
export async function addPolicy(context: Context, { desk: named, ...policy }: NewPolicy): Promise<Policy> {
  refuseBelow('officer', context)
  refuseUnlessCountable(policy)
  const { db, now } = context
  await refuseUnknownCalendar(db, policy.holidayCalendar)
  const desk = named === null ? await deskOf(context) : await wantedDesk(db, named)
  if (!desk)
    throw new Problem('invalid', {
      says: 'desk: got nothing — expected the desk whose rule it is',
      atCommandLine: '; try --desk',
    })
  const appended = await appendNewPolicy(db, { ...policy, deskId: desk.id, recordedAt: now })
  if (!appended) return refuseKnown((await findPolicy(db, policy.reference))!)
  return policyOf(appended, [desk])
}

function refuseKnown({ reference, name }: PolicyRow): never {
  const got = `reference: got ${reference}, which is a policy already: ${name}`
  throw new Problem('conflict', `${got} — expected a new one; a rule that changes is a new policy`)
}

function refuseUnlessCountable({ unit, firstReplyWithin, answerWithin }: Omit<NewPolicy, 'desk'>): void {
  const longest = unit === 'calendar_months' ? LONGEST_MONTHS : LONGEST_PERIOD
  if (firstReplyWithin === null && answerWithin === null)
    throw new Problem('invalid', 'answerWithin: got nothing — expected a period for a first reply, an answer, or both')
  for (const [field, length] of Object.entries({ firstReplyWithin, answerWithin }))
    if (length !== null && length > longest)
      throw new Problem('invalid', `${field}: got ${length} — expected at most ${longest} ${unit.replace('_', ' ')}`)
}
