import { decidingFact } from '../../domain/correspondence/deciding-fact.ts'
import { daysBetween } from '../../domain/dates/day.ts'
import { inOrderOfEffect, type Fact } from '../../domain/correspondence/facts.ts'
import type { Standing } from '../../domain/standings/standing.ts'
import { listClosuresOf } from '../../store/correspondence/closures.ts'
import { listAssessments, listCorrespondence } from '../../store/correspondence/communications.ts'
import { listFlags } from '../../store/standings/flags.ts'
import { listPolicies } from '../../store/parties/parties.ts'
import { listAttachments } from '../correspondence/attachments.ts'
import { seenAt, type Context, type Moment } from '../context.ts'
import { byNumber, listKnownVersions, listMandatesOf, type MandateWithDuties, type Version } from './dossier-record.ts'
import { wantedDossier, wantedFollowUp } from '../find.ts'
import { foldFollowUps } from '../standings/fold-follow-ups.ts'
import { asShown, type IdentifiedFollowUp } from '../pending/list-pending.ts'
import { proofOf, type DueDaysProven } from '../standings/prove-due-days.ts'
import { refuseBeforeAsked } from '../correspondence/refuse-before-asked.ts'
import type { FiledWithVersions } from './show-dossier.ts'

type Deciding = NonNullable<ReturnType<typeof decidingFact>>

export interface FollowUpStory {
  followUp: IdentifiedFollowUp
  /** As of today: what a change is decided upon. */
  version: number
  dossierTitle: string
  policy: string | null
  mandates: readonly MandateWithDuties[]
  /** What the state rests on, and the communication that it is from; null of a closure. */
  deciding: { fact: Deciding; communication: FiledWithVersions | null } | null
  /** Days from the ask, and from the last reminder before it, to the first reply. */
  firstReply: { afterDays: number; afterReminderDays: number | null } | null
  due: DueDaysProven
  /** What bears on it, and what the dossier holds that bears on nothing, in the order of effect. */
  chronology: readonly FiledWithVersions[]
  /** Communications that were taken back, each with its versions. */
  withdrawn: readonly (readonly Version[])[]
  closures: Awaited<ReturnType<typeof listClosuresOf>>
  assessments: Awaited<ReturnType<typeof listAssessments>>
  flags: Awaited<ReturnType<typeof listFlags>>
}

/** Everything there is to tell of one follow-up, now or as it could be told at a moment. */
export async function showFollowUp(context: Context, reference: string, moment?: Moment): Promise<FollowUpStory> {
  const { db, today } = context
  const seen = seenAt(context, moment)
  const row = await wantedFollowUp(seen, reference)
  const dossier = await wantedDossier(seen, row.dossier)
  const folded = (await foldFollowUps(db, [row], moment)).get(row.id)!
  if (moment) refuseBeforeAsked(reference, folded.standing, moment)
  const versions = byNumber(await listKnownVersions(context, { dossierId: dossier.id }, moment))
  const attachments = await listAttachments(context, { dossierId: dossier.id }, moment)
  const correspondence = (await listCorrespondence(context, dossier.id, moment)).map((filed) => ({
    ...filed,
    versions: versions.get(filed.communication.number)!,
    attachments: attachments.get(filed.communication.number) ?? [],
  }))
  const fact = decidingFact(folded.facts, folded.standing)
  return {
    followUp: asShown(row, folded.kept, moment?.asOf ?? today),
    version: row.version,
    dossierTitle: dossier.title,
    policy: (await listPolicies(db)).find(({ id }) => id === row.policyId)?.name ?? null,
    mandates: await listMandatesOf(context, dossier.id, moment),
    deciding: fact && { fact, communication: correspondence.find(isOf(fact)) ?? null },
    firstReply: firstReplyOf(folded.standing, folded.facts),
    due: await proofOf(context, { row, folded, correspondence }, moment),
    chronology: correspondence
      .filter(({ entries }) => mayBearOn(reference, entries))
      .map((filed) => ({
        ...filed,
        entries: filed.entries.filter(({ followUp }) => followUp === reference),
      })),
    withdrawn: [...versions.values()].filter(
      (of) =>
        of.at(-1)!.communication.isWithdrawn &&
        mayBearOn(
          reference,
          of.flatMap(({ entries }) => entries),
        ),
    ),
    closures: await listClosuresOf(db, row.id, moment),
    assessments: (await listAssessments(db, row.id, moment)).filter(({ number }) =>
      correspondence.some(({ communication }) => communication.number === number),
    ),
    flags: await listFlags(db, row.id, moment),
  }
}

/** What bears on nothing yet may bear on anything. */
export function mayBearOn(reference: string, entries: readonly { followUp: string }[]): boolean {
  return entries.length === 0 || entries.some(({ followUp }) => followUp === reference)
}

function isOf({ place }: Deciding) {
  return ({ communication }: FiledWithVersions) => communication.place === place
}

function firstReplyOf({ roundAsked, firstReplyOn }: Standing, facts: readonly Fact[]): FollowUpStory['firstReply'] {
  if (!roundAsked || !firstReplyOn || roundAsked.dating === 'unknown') return null
  const reminded = inOrderOfEffect(facts).findLast(
    ({ bearing, effect }) => bearing === 'reminds' && Temporal.PlainDate.compare(effect.on, firstReplyOn) <= 0,
  )
  return {
    afterDays: daysBetween(roundAsked.on, firstReplyOn),
    afterReminderDays: reminded ? daysBetween(reminded.effect.on, firstReplyOn) : null,
  }
}
