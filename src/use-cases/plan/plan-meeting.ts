import type { Rank } from '../../domain/approaches/ladder.ts'
import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import {
  appendMeeting,
  listMeetings as listAll,
  lockMeeting,
  type MeetingRow,
  type NamedMeeting,
} from '../../store/planning.ts'
import type { Context, Moment } from '../context.ts'
import { wantedCounterpart } from '../find.ts'
import { refuseBelow } from '../permission.ts'

export interface NewMeeting {
  /** The reference of the office that is met. */
  counterpart: string
  heldOn: Temporal.PlainDate
  rank: Rank
  title: string
  meets: string | null
}

export type MeetingChange = Partial<Omit<NewMeeting, 'counterpart'>>

export type { NamedMeeting as Meeting }

/** Announces a meeting with an office, for all desks to see; gives its number. */
export async function planMeeting(context: Context, meeting: NewMeeting): Promise<number> {
  refuseBelow('officer', context)
  refusePast(context, meeting.heldOn)
  return context.db.transaction(async (tx) => {
    const { number } = await planWithin(context, tx, meeting)
    return number
  })
}

/** The same for an import, which may tell of meetings that have been. */
export async function planWithin(
  { officer, now }: Context,
  tx: Transaction,
  { counterpart, ...meeting }: NewMeeting,
): Promise<MeetingRow> {
  const { id: counterpartId } = await wantedCounterpart(tx, counterpart)
  return appendMeeting(tx, { ...meeting, counterpartId, recordedBy: officer.id, recordedAt: now })
}

/** Moves a meeting, or changes who meets whom there; what was announced before stays in the ledger. */
export async function changeMeeting(
  context: Context,
  number: number,
  { change, why }: { change: MeetingChange; why: string },
): Promise<void> {
  if (Object.keys(change).length === 0)
    throw new Problem('usage', 'got no change — expected another day, rank, title or whom we meet')
  if (change.heldOn) refusePast(context, change.heldOn)
  await appendVersion(context, number, { ...change, correctionReason: why })
}

export async function cancelMeeting(context: Context, number: number, why: string): Promise<void> {
  await appendVersion(context, number, { isCancelled: true, correctionReason: why })
}

/** Those that lie ahead of the day that is looked at, or that lay ahead of it as it was known then. */
export function listMeetings({ db, today }: Pick<Context, 'db' | 'today'>, moment?: Moment): Promise<NamedMeeting[]> {
  return listAll(db, { from: moment?.asOf ?? today, moment })
}

/** One that is planned, whenever it is held. */
export async function findMeeting({ db }: Pick<Context, 'db'>, number: number): Promise<NamedMeeting> {
  const found = (await listAll(db, { from: null, number })).at(0)
  if (found) return found
  throw new Problem('not_found', {
    says: `no planned meeting ${number}`,
    atCommandLine: '; relance meetings lists what there is',
  })
}

async function appendVersion(
  context: Context,
  number: number,
  version: Partial<MeetingRow> & { correctionReason: string },
): Promise<void> {
  refuseBelow('officer', context)
  const { db, officer, now } = context
  await db.transaction(async (tx) => {
    const last = await lockMeeting(tx, number)
    if (!last)
      throw new Problem('not_found', {
        says: `no planned meeting ${number}`,
        atCommandLine: '; relance meetings lists what there is',
      })
    if (last.isCancelled) throw new Problem('conflict', `meeting ${number} was cancelled already; announce another one`)
    const { id, recordedBy: _by, recordedAt: _at, ...told } = last
    await appendMeeting(tx, { ...told, ...version, correctsId: id, recordedBy: officer.id, recordedAt: now })
  })
}

function refusePast({ today }: Pick<Context, 'today'>, heldOn: Temporal.PlainDate): void {
  if (Temporal.PlainDate.compare(heldOn, today) >= 0) return
  throw new Problem('invalid', {
    says: `held-on: got ${heldOn.toString()}, which has passed — expected a day from today, ${today.toString()}; a meeting that was held is a communication`,
    atCommandLine: ': relance record',
  })
}
