import { composeReminder, type CitedAsk, type Reminder } from '../domain/approaches/reminder.ts'
import type { Approach, Plan } from '../domain/approaches/plan.ts'
import { pick } from '../domain/pick.ts'
import { Problem } from '../domain/problem.ts'
import { findFollowUp } from '../store/follow-ups.ts'
import type { Context, Moment, Telling } from './context.ts'
import { wantedCounterpart } from './find.ts'
import { planApproaches } from './plan-approaches.ts'
import { showFollowUp } from './show-follow-up.ts'

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
  const cited = []
  for (const { followUp } of asks) {
    const { dossierTitle, chronology } = await showFollowUp(context, followUp.reference, moment)
    const correspondence = chronology.map(({ communication, effect, dossier, entries }) => ({
      communication: {
        ...pick(communication, CITED),
        tookEffectOn: effect.on,
        reference: `${dossier}/${communication.number}`,
      },
      entries: entries.map(({ bearing, character, untilOn }) => ({ bearing, character, untilOn })),
    }))
    cited.push({ followUp, dossierTitle, correspondence })
  }
  return cited
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
  return new Problem(
    'conflict',
    `${of}: no reminder is to be drafted, for ${why}; relance plan says why, and --days looks further ahead`,
  )
}
