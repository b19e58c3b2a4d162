import type { Closure } from '../../domain/correspondence/facts.ts'
import { deriveSilence, wantedSilence, type Silence, type SilenceFinding } from '../../domain/silence/silence.ts'
import type { CitedEntry, SilenceRecord } from '../../domain/silence/silence-record.ts'
import { listClosuresOf } from '../../store/correspondence/closures.ts'
import { listCorrespondence, type Correspondence } from '../../store/correspondence/communications.ts'
import { seenAt, type Context, type Moment, type Telling } from '../context.ts'
import { refuseLater } from './declare-receiving-point.ts'
import { wantedDossier, wantedFollowUp } from '../find.ts'
import { listWithAttestations } from './list-receiving-points.ts'

type Filed = Correspondence[number]

/** That no further response has been received as at a day; a Problem says why it cannot be known. */
export async function stateSilence(context: Context, reference: string, moment?: Moment): Promise<Silence> {
  const then = momentOrNow(context, moment)
  return wantedSilence(await recordOf(context, reference, then), then.asOf)
}

/** The statement, or everything that stands against it. */
export async function findSilence(context: Context, reference: string, moment?: Telling): Promise<SilenceFinding> {
  const then = momentOrNow(context, moment)
  return deriveSilence(await recordOf(context, reference, then), then.asOf)
}

function momentOrNow(context: Context, moment?: Telling): Telling {
  if (moment) refuseLater(context, 'as-of', moment.asOf)
  return moment ?? { asOf: context.today, knownAt: context.now }
}

async function recordOf(context: Context, reference: string, moment: Telling): Promise<SilenceRecord> {
  const { id, title, counterpart, desk, dossier } = await wantedFollowUp(seenAt(context, moment), reference)
  const { id: dossierId } = await wantedDossier(context, dossier)
  const known = await listCorrespondence(context, dossierId, { ...moment, asOf: LAST_DAY })
  const [by, later] = [known.filter(isBy(moment.asOf)), known.filter((filed) => !isBy(moment.asOf)(filed))]
  const perhaps = later.filter(mayBeEarlier)
  const entries = (filed: readonly Filed[]) => filed.flatMap((one) => entriesOf(one, reference))
  return {
    followUp: { reference, title, counterpart, desk },
    knownOn: moment.knownAt.toZonedDateTimeISO(context.timeZone).toPlainDate(),
    facts: [...entries(by), ...(await listClosuresOf(context.db, id, moment)).map(closureOf)],
    perhapsEarlier: entries(perhaps).filter(({ bearing }) => bearing === 'replies'),
    bearingOnNothing: [...by, ...perhaps]
      .filter(({ communication, entries: bearings }) => communication.direction !== 'sent' && bearings.length === 0)
      .map((filed) => ({ reference: referenceOf(filed), effect: filed.effect })),
    points: (await listWithAttestations(context, { desk }, moment)).map(({ point }) => point),
  }
}

const LAST_DAY = Temporal.PlainDate.from('9999-12-31')

function isBy(day: Temporal.PlainDate) {
  return ({ effect }: Filed) => Temporal.PlainDate.compare(effect.on, day) <= 0
}

/** Of these the record has the latest possible day, or that of recording. */
function mayBeEarlier({ communication: { dating, dated } }: Filed): boolean {
  return dating === 'unknown' || (dating === 'vague' && !dated?.earliest)
}

function entriesOf(filed: Filed, reference: string): CitedEntry[] {
  const { channel, place, orderOnDay } = filed.communication
  return filed.entries
    .filter(({ followUp }) => followUp === reference)
    .map(({ bearing, character, untilOn }) => {
      return {
        bearing,
        character,
        untilOn,
        channel,
        place,
        orderOnDay,
        effect: filed.effect,
        reference: referenceOf(filed),
      }
    })
}

function referenceOf({ dossier, communication }: Filed): string {
  return `${dossier}/${communication.number}`
}

function closureOf({ closure }: Awaited<ReturnType<typeof listClosuresOf>>[number]): Closure {
  const { closedOn, reason, place } = closure
  const effect = { on: closedOn, latestOn: closedOn, dating: 'exact' } as const
  return { bearing: 'closes', reason, place, orderOnDay: 0, effect }
}
