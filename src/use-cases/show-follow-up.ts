import { daysBetween } from '../domain/day.ts'
import type { DueDay } from '../domain/due-day.ts'
import { inOrderOfEffect, type Fact } from '../domain/facts.ts'
import { Problem } from '../domain/problem.ts'
import type { Standing } from '../domain/standing.ts'
import { listClosuresOf } from '../store/closures.ts'
import { listAssessments, listCorrespondence, listVersions, type Correspondence } from '../store/communications.ts'
import { listMandates, listReportDuties, type Mandate, type ReportDuty } from '../store/dossiers.ts'
import { listFlags } from '../store/flags.ts'
import { listPolicies } from '../store/parties.ts'
import type { Context, Moment, Seen } from './context.ts'
import { wantedDossier, wantedFollowUp } from './find.ts'
import { foldFollowUps } from './fold-follow-ups.ts'
import { asShown, type IdentifiedFollowUp } from './list-pending.ts'

type Filed = Correspondence[number]
type Version = Awaited<ReturnType<typeof listVersions>>[number]

export interface FollowUpStory {
  followUp: IdentifiedFollowUp
  dossierTitle: string
  policy: string | null
  mandates: readonly (Mandate & { reportDuties: readonly ReportDuty[] })[]
  /** Days from the ask, and from the last reminder before it, to the first reply. */
  firstReply: { afterDays: number; afterReminderDays: number | null } | null
  proof: DueDay | null
  /** What bears on it, and what the dossier holds that bears on nothing, in the order of effect. */
  chronology: readonly (Filed & { versions: readonly Version[] })[]
  /** Communications that were taken back, each with its versions. */
  withdrawn: readonly (readonly Version[])[]
  closures: Awaited<ReturnType<typeof listClosuresOf>>
  assessments: Awaited<ReturnType<typeof listAssessments>>
  flags: Awaited<ReturnType<typeof listFlags>>
}

/** Everything there is to tell of one follow-up, now or as it could be told at a moment. */
export async function showFollowUp(context: Context, reference: string, moment?: Moment): Promise<FollowUpStory> {
  const { db, today } = context
  const row = await wantedFollowUp(context, reference)
  const dossier = await wantedDossier(context, row.dossier)
  const folded = (await foldFollowUps(db, [row], moment)).get(row.id)!
  if (moment) refuseBeforeAsked(reference, folded.standing, moment)
  const versions = groupByNumber(await knownVersions(context, dossier.id, moment))
  const correspondence = await listCorrespondence(context, dossier.id, moment)
  return {
    followUp: asShown(row, folded.kept, moment?.asOf ?? today),
    dossierTitle: dossier.title,
    policy: (await listPolicies(db)).find(({ id }) => id === row.policyId)?.name ?? null,
    mandates: await mandatesOf(db, dossier.id),
    firstReply: firstReplyOf(folded.standing, folded.facts),
    proof: folded.prove(),
    chronology: correspondence
      .map((filed) => ({
        ...filed,
        entries: filed.entries.filter(({ followUp }) => followUp === reference),
        bearsElsewhere: filed.entries.length > 0,
        versions: versions.get(filed.communication.number)!,
      }))
      .filter(({ entries, bearsElsewhere }) => entries.length > 0 || !bearsElsewhere),
    withdrawn: [...versions.values()].filter((of) => of.at(-1)!.communication.isWithdrawn),
    closures: await listClosuresOf(db, row.id, moment),
    assessments: await listAssessments(db, row.id),
    flags: await listFlags(db, row.id),
  }
}

/** What had not been asked then, or was not known then to have been, had no story yet. */
function refuseBeforeAsked(reference: string, { asked }: Standing, { asOf, knownAt }: Moment): void {
  if (asked) return
  const then = `by ${asOf.toString()}, as known at ${knownAt.toString({ smallestUnit: 'second' })}`
  throw new Problem('not_found', `${reference} had not been asked ${then}`)
}

async function knownVersions(seen: Seen, dossierId: number, moment?: Moment): Promise<Version[]> {
  const versions = await listVersions(seen, dossierId)
  return versions.filter(
    ({ communication }) => !moment || Temporal.Instant.compare(communication.recordedAt, moment.knownAt) <= 0,
  )
}

function groupByNumber(versions: readonly Version[]): Map<number, Version[]> {
  return Map.groupBy(versions, ({ communication }) => communication.number)
}

async function mandatesOf(db: Context['db'], dossierId: number): Promise<FollowUpStory['mandates']> {
  const mandates = await listMandates(db, dossierId)
  return Promise.all(
    mandates.map(async (mandate) => ({ ...mandate, reportDuties: await listReportDuties(db, mandate.id) })),
  )
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
