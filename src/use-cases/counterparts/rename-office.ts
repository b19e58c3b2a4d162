import { officeNameOn } from '../../domain/correspondence/office-names.ts'
import { Problem } from '../../domain/problem.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendOfficeName, listOfficeNames, type OfficeNameRow } from '../../store/correspondence/names.ts'
import { lockCounterpart, saveOffice, type Counterpart } from '../../store/parties/parties.ts'
import type { Context } from '../context.ts'
import { wantedCounterpart } from '../find.ts'
import { refuseBelow } from '../permission.ts'
import { findCircle } from './find-circle.ts'

export interface NewOfficeName {
  counterpart: string
  /** What is left out stays as it was on that day. */
  name?: string | undefined
  /** The reference of the office whose place it took; null of none. */
  succeeds?: string | null | undefined
  /** Null corrects what holds now, whenever it began. */
  sinceOn: Temporal.PlainDate | null
  /** Wanted where something is corrected. */
  why: string | null
}

/**
 * An office is called otherwise, or takes the place of another, from a day on; or it was recorded wrongly, and is
 * corrected. What is told as of earlier days, or as was known before, keeps the name of then.
 */
export async function renameOffice(context: Context, wanted: NewOfficeName): Promise<void> {
  await withOffice(context, wanted, async (tx, { office, versions }) => {
    const on = wanted.sinceOn ?? context.today
    const before = officeNameOn(versions, on)!
    const isSameDay = wanted.sinceOn === null || before.sinceOn?.equals(wanted.sinceOn)
    const succeedsId = await successionOf(tx, office, { ...wanted, before })
    const version = { name: wanted.name ?? before.name, succeedsId, sinceOn: wanted.sinceOn ?? before.sinceOn }
    if (version.name === before.name && succeedsId === before.succeedsId)
      throw new Problem('conflict', `name: ${office.reference} is told so already: ${before.name}`)
    if (isSameDay && wanted.why === null)
      throw new Problem('invalid', 'why: got nothing — expected the reason, for this corrects what is recorded')
    return { ...version, correctsId: isSameDay ? before.id : null, why: wanted.why }
  })
}

/** Takes back that an office was called otherwise from a day on, with the reason; both stay on record. */
export async function withdrawOfficeName(
  context: Context,
  wanted: { counterpart: string; sinceOn: Temporal.PlainDate; why: string },
): Promise<void> {
  await withOffice(context, wanted, async (_tx, { office, versions }) => {
    const before = versions.find(({ sinceOn }) => sinceOn?.equals(wanted.sinceOn))
    if (!before)
      throw new Problem(
        'not_found',
        `since: nothing is recorded of ${office.reference} from ${wanted.sinceOn.toString()} on`,
      )
    const { name, succeedsId, sinceOn } = before
    return { name, succeedsId, sinceOn, correctsId: before.id, isWithdrawn: true, why: wanted.why }
  })
}

type Version = Pick<OfficeNameRow, 'name' | 'succeedsId' | 'sinceOn' | 'correctsId' | 'why'> & { isWithdrawn?: boolean }

interface Office {
  office: Counterpart
  /** Those that hold, never none. */
  versions: readonly OfficeNameRow[]
}

/** It is locked, appended to, and its columns are written anew with what holds today. */
async function withOffice(
  context: Context,
  { counterpart, sinceOn }: { counterpart: string; sinceOn: Temporal.PlainDate | null },
  work: (tx: Transaction, of: Office) => Promise<Version>,
): Promise<void> {
  refuseBelow('officer', context)
  refuseAhead(context, sinceOn)
  await context.db.transaction(async (tx) => {
    const { reference } = await wantedCounterpart(tx, counterpart)
    const office = (await lockCounterpart(tx, reference))!
    const version = await work(tx, { office, versions: await versionsOf(tx, office) })
    const isOfCircle = (await findCircle(tx, new Set([office.id]))) !== null
    const recorded = { recordedBy: context.officer.id, recordedAt: context.now }
    await appendOfficeName(tx, { counterpartId: office.id, ...version, ...recorded })
    // Only now: whoever appends to their chain waits for whoever has, and sees what the other recorded.
    if (!isOfCircle) await refuseCircle(tx, office)
    const { name, succeedsId } = officeNameOn(await versionsOf(tx, office), context.today)!
    await saveOffice(tx, office.id, { name, succeedsId })
  })
}

/** An office that came from elsewhere has no version yet but its own columns. */
async function versionsOf(tx: Transaction, { id, name, succeedsId }: Counterpart): Promise<OfficeNameRow[]> {
  const versions = await listOfficeNames(tx, { counterpartId: id })
  return versions.length > 0 ? versions : [await appendOfficeName(tx, { counterpartId: id, name, succeedsId })]
}

async function successionOf(
  tx: Transaction,
  { id, reference }: Counterpart,
  { succeeds, before }: Pick<NewOfficeName, 'succeeds'> & { before: OfficeNameRow },
): Promise<number | null> {
  if (succeeds === undefined) return before.succeedsId
  if (succeeds === null) return null
  const other = await wantedCounterpart(tx, succeeds)
  if (other.id === id) throw new Problem('invalid', `succeeds: got ${reference} itself — expected another office`)
  return other.id
}

async function refuseCircle(tx: Transaction, { id }: Counterpart): Promise<void> {
  const circle = await findCircle(tx, new Set([id]))
  if (circle) throw new Problem('invalid', circle.says)
}

function refuseAhead({ today }: Context, sinceOn: Temporal.PlainDate | null): void {
  if (sinceOn && Temporal.PlainDate.compare(sinceOn, today) > 0)
    throw new Problem('invalid', `since: got ${sinceOn.toString()} — expected a day until today, ${today.toString()}`)
}
