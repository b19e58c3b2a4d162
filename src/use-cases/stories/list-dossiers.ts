import { isPending } from '../../domain/correspondence/characters.ts'
import type { Duty } from '../../domain/duty.ts'
import { listDossierPage, type Dossier } from '../../store/correspondence/dossiers.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { listDuties } from '../../store/report-duties.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { asShown, type IdentifiedFollowUp } from '../pending/list-pending.ts'

export interface DossierOnDay {
  reference: string
  title: string
  counterparts: readonly { reference: string; name: string }[]
  pending: number
  ended: number
  /** Of any of its asks; null where there was none or its day is unknown. */
  lastWordOn: Temporal.PlainDate | null
  /** At least so many where the day is vague. */
  daysSinceLastWord: number | null
  isLastWordVague: boolean
  /** The soonest duty to report that nothing has met yet. */
  nextDuty: Duty | null
}

export interface DossierQuery {
  /** The reference of the last dossier of the page before. */
  after?: string | undefined
  limit?: number | undefined
}

export interface DossierPage {
  dossiers: readonly DossierOnDay[]
  /** After which the next page goes on; null on the last. */
  next: string | null
}

const PAGE = 100

/** Dossiers in the order of their references, a page at a time, now or as they could be listed at a moment. */
export async function listDossiers(
  context: Context,
  { after, limit = PAGE }: DossierQuery = {},
  moment?: Moment,
): Promise<DossierPage> {
  const seen = seenAt(context, moment)
  const found = await listDossierPage(seen, { after, limit: limit + 1 })
  const page = found.slice(0, limit)
  const ids = page.map(({ id }) => id)
  const asked = Map.groupBy(await listAsked(seen, ids), ({ dossier }) => dossier)
  const open = { asOf: seen.today, knownAt: moment?.knownAt, isOpen: true, dossierIds: ids }
  const duties = ids.length > 0 ? await listDuties(context, open) : []
  return {
    dossiers: page.map((dossier) => onDay(dossier, asked.get(dossier.reference) ?? [], duties)),
    next: found.length > limit ? page.at(-1)!.reference : null,
  }
}

async function listAsked(
  seen: ReturnType<typeof seenAt>,
  dossierIds: readonly number[],
): Promise<IdentifiedFollowUp[]> {
  return (await listFollowUpsOfDossiers(seen, dossierIds)).map((row) => asShown(row, row, seen.today))
}

function onDay(
  { reference, title }: Dossier,
  asked: readonly IdentifiedFollowUp[],
  duties: readonly Duty[],
): DossierOnDay {
  const offices = new Map(asked.map((of) => [of.counterpartReference, of.counterpart]))
  const pending = asked.filter(({ state }) => isPending(state)).length
  const lastWord = asked
    .filter(({ lastWordOn }) => lastWordOn !== null)
    .toSorted((a, b) => Temporal.PlainDate.compare(b.lastWordOn!, a.lastWordOn!))[0]
  return {
    reference,
    title,
    counterparts: [...offices].map(([office, name]) => ({ reference: office, name })),
    pending,
    ended: asked.length - pending,
    lastWordOn: lastWord?.lastWordOn ?? null,
    daysSinceLastWord: lastWord?.daysSinceLastWord ?? null,
    isLastWordVague: lastWord?.isLastWordVague ?? false,
    nextDuty: duties.find((duty) => duty.dossier === reference) ?? null,
  }
}
