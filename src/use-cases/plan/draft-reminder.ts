import { composeReminder, type CitedAsk, type Reminder } from '../../domain/approaches/reminder.ts'
import type { Approach, Plan } from '../../domain/approaches/plan.ts'
import { pick } from '../../domain/pick.ts'
import { Problem } from '../../domain/problem.ts'
import { listCorrespondence, type Correspondence } from '../../store/correspondence/communications.ts'
import { listDossiersNamed } from '../../store/correspondence/dossiers.ts'
import { findFollowUp } from '../../store/correspondence/follow-ups.ts'
import { seenAt, type Context, type Moment, type Telling } from '../context.ts'
import { wantedCounterpart } from '../find.ts'
import { planApproaches } from './plan-approaches.ts'
import { mayBearOn } from '../stories/show-follow-up.ts'

interface Wanted {
  /** The reference of an ask, or of an office: then what is planned for it first. */
  of: string
  days: number
}

/** Drafts what is planned for an ask, and for all that goes with it, citing everything on record. */
export async function draftReminder(context: Context, { of, days }: Wanted, moment?: Telling): Promise<Reminder> {
  const followUp = await findFollowUp(context, of)
  const office = followUp ? followUp.counterpartReference : (await wantedCounterpart(context.db, of)).reference
  const plan = await planApproaches(context, { query: { counterpart: office }, days }, moment)
  const approach = plan.approaches.find(({ asks }) => !followUp || asks.some((ask) => ask.followUp.reference === of))
  if (!approach) throw nothingPlanned(of, plan, Boolean(followUp))
  return composeReminder(approach, await citedAsks(context, approach, moment))
}

async function citedAsks(context: Context, { asks }: Approach, moment?: Moment): Promise<CitedAsk[]> {
  const references = [...new Set(asks.map(({ followUp }) => followUp.dossier))]
  const dossiers = await listDossiersNamed(seenAt(context, moment), references)
  const ids = dossiers.map(({ id }) => id)
  const filed = Map.groupBy(await listCorrespondence(context, ids, moment), ({ dossier }) => dossier)
  const titles = new Map(dossiers.map(({ reference, title }) => [reference, title]))
  return asks.map(({ followUp }) => ({
    followUp,
    dossierTitle: titles.get(followUp.dossier)!,
    correspondence: (filed.get(followUp.dossier) ?? [])
      .filter(({ entries }) => mayBearOn(followUp.reference, entries))
      .map((one) => citedFor(followUp.reference, one)),
  }))
}

function citedFor(ask: string, { communication, effect, dossier, entries }: Correspondence[number]) {
  const reference = `${dossier}/${communication.number}`
  return {
    communication: { ...pick(communication, CITED), tookEffectOn: effect.on, reference },
    entries: entries
      .filter(({ followUp }) => followUp === ask)
      .map(({ bearing, character, untilOn }) => ({ bearing, character, untilOn })),
  }
}

const CITED = [
  'channel',
  'direction',
  'dated',
  'sentOn',
  'receivedOn',
  'sender',
  'recipient',
  'quotation',
  'source',
] as const

function nothingPlanned(of: string, { rests, until }: Plan, isFollowUp: boolean): Problem {
  const rest = isFollowUp ? rests.find(({ followUp }) => followUp.reference === of) : rests[0]
  const then = rest && rest.why.because !== 'ours' ? ` before ${rest.until.toString()}` : ` by ${until.toString()}`
  const why = rest?.why.because === 'ours' ? 'the next move is ours' : `none is planned${then}`
  return new Problem('conflict', {
    says: `${of}: no reminder is to be drafted, for ${why}`,
    atCommandLine: '; relance plan says why, and --days looks further ahead',
  })
}
