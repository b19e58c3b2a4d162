import { LONGEST_MONTHS, LONGEST_PERIOD } from '../domain/due-day.ts'
import { Problem } from '../domain/problem.ts'
import { appendNewPolicy, findPolicy, listDesks, listPolicies as listAll, type PolicyRow } from '../store/parties.ts'
import type { Context } from './context.ts'
import { deskOf, wantedDesk, wantedPolicy } from './find.ts'
import { refuseBelow } from './permission.ts'

/** A rule, with the reference of the desk whose it is. */
export interface Policy extends Omit<PolicyRow, 'id' | 'deskId'> {
  desk: string
}

export interface NewPolicy extends Omit<Policy, 'desk'> {
  /** Null for the officer's own. */
  desk: string | null
}

export async function listPolicies({ db }: Pick<Context, 'db'>): Promise<Policy[]> {
  const desks = new Map((await listDesks(db)).map(({ id, reference }) => [id, reference]))
  return (await listAll(db)).map(({ id: _id, deskId, ...policy }) => ({ ...policy, desk: desks.get(deskId)! }))
}

export async function showPolicy({ db }: Pick<Context, 'db'>, reference: string): Promise<Policy> {
  const { id: _id, deskId, ...policy } = await wantedPolicy(db, reference)
  return { ...policy, desk: (await listDesks(db)).find(({ id }) => id === deskId)!.reference }
}

/** A policy is never changed, for the due days of the past rest on it: whoever wants another rule adds it under another reference. */
export async function addPolicy(context: Context, { desk: named, ...policy }: NewPolicy): Promise<Policy> {
  refuseBelow('officer', context)
  refuseUnlessCountable(policy)
  const { db } = context
  const desk = named === null ? await deskOf(context) : await wantedDesk(db, named)
  if (!desk) throw new Problem('invalid', 'desk: got nothing — expected the desk whose rule it is; try --desk')
  const appended = await appendNewPolicy(db, { ...policy, deskId: desk.id })
  if (!appended) return refuseKnown((await findPolicy(db, policy.reference))!)
  const { id: _id, deskId: _deskId, ...added } = appended
  return { ...added, desk: desk.reference }
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
