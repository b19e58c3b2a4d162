import type { ClockProof, Setting } from '../../domain/standings/clock-proof.ts'
import { needsCalendar, type EndRule } from '../../domain/standings/due-day.ts'
import type { Channel, Dating, Direction, Fact } from '../../domain/correspondence/facts.ts'
import type { SetDue } from '../../domain/standings/standing.ts'
import { listCorrespondence } from '../../store/correspondence/communications.ts'
import type { Queryable } from '../../store/connection/database.ts'
import type { NamedFollowUp } from '../../store/correspondence/follow-ups.ts'
import { listCounterparts, listPolicies, type PolicyRow } from '../../store/parties/parties.ts'
import { listRedatings } from '../../store/standings/redatings.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { wantedDossier, wantedFollowUp } from '../find.ts'
import { foldFollowUps } from './fold-follow-ups.ts'
import { refuseBeforeAsked } from '../correspondence/refuse-before-asked.ts'
import { asKnown } from '../counterparts/counterparts-as-known.ts'
import { calendarOf } from '../rules/rules-of-policies.ts'

/** How both due days of a follow-up came about, under names that are promised to other programs. */
export interface DueDaysProven {
  reference: string
  title: string
  counterpart: string
  counterpartReference: string
  asOf: Temporal.PlainDate
  policy: ProvenPolicy | null
  /** Whose days off are left out; null where none are. */
  calendar: ProvenCalendar | null
  asked: Told | null
  firstReply: ClockProof
  answer: ClockProof
  /** The days that were stated, promised or granted, in order: the last one holds. */
  settings: (SetDue & { told: Told })[]
  pauses: { from: Temporal.PlainDate; until: Temporal.PlainDate | null; began: Told; ended: Told | null }[]
  redatings: Awaited<ReturnType<typeof listRedatings>>
}

interface ProvenPolicy extends Pick<PolicyRow, 'reference' | 'name' | 'sinceOn' | 'calendarOf'> {
  endRule: EndRule
}

interface ProvenCalendar {
  /** Null where none is named. */
  code: string | null
  of: 'office' | 'counterpart'
  weekend: readonly number[]
}

/** A communication by what a reader finds it with; `reference` is null of one that they may not see. */
interface Told {
  reference: string | null
  channel: Channel | null
  direction: Direction | null
  on: Temporal.PlainDate
  latestOn: Temporal.PlainDate
  dating: Dating
}

export async function proveDueDays(context: Context, reference: string, moment?: Moment): Promise<DueDaysProven> {
  const row = await wantedFollowUp(seenAt(context, moment), reference)
  const folded = (await foldFollowUps(context.db, [row], moment)).get(row.id)!
  if (moment) refuseBeforeAsked(reference, folded.standing, moment)
  const dossier = await wantedDossier(context, row.dossier)
  const correspondence = await listCorrespondence(context, dossier.id, moment)
  return proofOf(context, { row, folded, correspondence }, moment)
}

interface Proven {
  row: NamedFollowUp
  folded: { prove(): ReturnType<Folded['prove']> }
  correspondence: Awaited<ReturnType<typeof listCorrespondence>>
}
type Folded = Awaited<ReturnType<typeof foldFollowUps>> extends Map<number, infer F> ? F : never

/** The same from what a story has read already. */
export async function proofOf(
  { db, today }: Pick<Context, 'db' | 'today'>,
  { row, folded, correspondence }: Proven,
  moment?: Moment,
): Promise<DueDaysProven> {
  const { asked, firstReply, answer, settings, pauses } = folded.prove()
  const tell = tellerOf(correspondence)
  const policy = (await listPolicies(db)).find(({ id }) => id === row.policyId) ?? null
  const { reference, title, counterpart, counterpartReference } = row
  return {
    reference,
    title,
    counterpart,
    counterpartReference,
    asOf: moment?.asOf ?? today,
    policy: policy && policyFields(policy),
    calendar:
      policy && needsCalendar(policy) ? await calendarFields(db, policy, { row, knownAt: moment?.knownAt }) : null,
    asked: asked && tell(asked),
    firstReply,
    answer,
    settings: settings.map(({ set, fact }: Setting) => ({ ...set, told: tell(fact) })),
    pauses: pauses.map(({ from, until, began, ended }) => ({
      from,
      until,
      began: tell(began),
      ended: ended && tell(ended),
    })),
    redatings: await listRedatings(db, row.id, moment?.knownAt),
  }
}

function tellerOf(correspondence: Proven['correspondence']): (fact: Fact) => Told {
  const filed = new Map(correspondence.map((of) => [of.communication.place, of]))
  return ({ place, effect }) => {
    const of = filed.get(place)
    return {
      reference: of ? `${of.dossier}/${of.communication.number}` : null,
      channel: of?.communication.channel ?? null,
      direction: of?.communication.direction ?? null,
      ...effect,
    }
  }
}

function policyFields({ reference, name, sinceOn, endRule, calendarOf: whose }: PolicyRow): ProvenPolicy {
  return { reference, name, sinceOn, endRule, calendarOf: whose }
}

async function calendarFields(
  db: Queryable,
  policy: PolicyRow,
  { row, knownAt }: { row: NamedFollowUp; knownAt: Temporal.Instant | undefined },
): Promise<ProvenCalendar> {
  const offices = (await listCounterparts(db)).filter(({ id }) => id === row.counterpartId)
  const [counterpart] = await asKnown(db, offices, knownAt)
  return { ...calendarOf(policy, counterpart), of: policy.calendarOf }
}
