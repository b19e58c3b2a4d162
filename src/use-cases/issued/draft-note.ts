import { isPending } from '../../domain/correspondence/characters.ts'
import { composeNote, type Note } from '../../domain/note/note.ts'
import { pick } from '../../domain/pick.ts'
import type { NotedAsk, NotedClosure, NotedCommunication } from '../../domain/note/record.ts'
import type { Silence } from '../../domain/silence/silence.ts'
import { listClosuresOf } from '../../store/correspondence/closures.ts'
import { listFollowUps } from '../../store/correspondence/follow-ups.ts'
import { listPolicies } from '../../store/parties/parties.ts'
import type { Context, Moment, Seen, Telling } from '../context.ts'
import { foldFollowUps } from '../standings/fold-follow-ups.ts'
import { asShown } from '../pending/list-pending.ts'
import { inOneSnapshot } from '../one-snapshot.ts'
import { listReceivingPoints } from '../silence/list-receiving-points.ts'
import { showDossier, type DossierStory } from '../stories/show-dossier.ts'
import { findSilence } from '../silence/state-silence.ts'

/** The note on a dossier as of a day, as known at an instant, to whoever asks. Depends on nothing else. */
export async function draftNote(context: Context, reference: string, moment?: Moment): Promise<Note> {
  return inOneSnapshot(context, (tx) => noteFrom({ ...context, db: tx }, reference, moment))
}

/** The same within whatever its caller began. */
export async function noteFrom(context: Context, reference: string, moment?: Telling): Promise<Note> {
  const at: Telling = moment ?? { asOf: context.today, knownAt: context.now }
  const { asOf, knownAt } = at
  const story = await showDossier(context, reference, at)
  const asks = await listAsks(context, story.reference, at)
  const isAhead = Temporal.PlainDate.compare(asOf, context.today) > 0
  const asked = new Set(asks.map(({ followUp }) => followUp.reference))
  return composeNote({
    dossier: { reference: story.reference, title: story.title },
    asOf,
    knownAt: knownAt.toZonedDateTimeISO(context.timeZone),
    isAhead,
    mandates: story.mandates,
    asks: asks.map(({ id: _id, ...ask }) => ask),
    communications: story.correspondence.map((filed) => notedOf(filed, asked)),
    closures: await listClosures(context, asks, at),
    silences: isAhead ? [] : await listSilences(context, asks, at),
  })
}

/** Those that had been asked, as they stand on the day. */
async function listAsks(seen: Seen, dossier: string, moment: Moment): Promise<(NotedAsk & { id: number })[]> {
  const rows = await listFollowUps({ ...seen, moment }, { dossier })
  const folded = await foldFollowUps(seen.db, rows, moment)
  const policies = new Map((await listPolicies(seen.db)).map(({ id, name }) => [id, name]))
  return rows.flatMap((row) => {
    const { kept, standing } = folded.get(row.id)!
    if (!standing.asked) return []
    const { id, ...followUp } = asShown(row, kept, moment.asOf)
    const policy = row.policyId === null ? null : policies.get(row.policyId)!
    return [{ id, followUp, policy, setDue: standing.setDue }]
  })
}

const CONTENT = [
  'channel',
  'direction',
  'dated',
  'sentOn',
  'receivedOn',
  'orderOnDay',
  'place',
  'sender',
  'recipient',
  'summary',
  'quotation',
  'source',
] as const

/** How it bears on what had been asked by then, and on nothing else. */
function notedOf(
  { communication, effect, dossier, versions, entries }: DossierStory['correspondence'][number],
  asked: ReadonlySet<string>,
): NotedCommunication {
  return {
    ...pick(communication, CONTENT),
    reference: `${dossier}/${communication.number}`,
    version: versions.length,
    effect,
    entries: entries
      .filter(({ followUp }) => asked.has(followUp))
      .map(({ followUp, bearing, character, untilOn }) => ({ followUp, bearing, character, untilOn })),
  }
}

async function listClosures(
  { db }: Seen,
  asks: readonly (NotedAsk & { id: number })[],
  moment: Moment,
): Promise<NotedClosure[]> {
  const closures: NotedClosure[] = []
  for (const { id, followUp } of asks) {
    for (const { closure } of await listClosuresOf(db, id, moment)) {
      const { closedOn, reason, remark, place } = closure
      closures.push({ followUp: followUp.reference, closedOn, reason, remark, place })
    }
  }
  return closures
}

/** Of what is pending, where the desk has receiving points that were read. */
async function listSilences(context: Context, asks: readonly NotedAsk[], moment: Telling): Promise<Silence[]> {
  const points = await listReceivingPoints(context, {}, moment)
  const desks = new Set(points.map(({ desk }) => desk))
  const silences: Silence[] = []
  for (const { followUp } of asks) {
    if (!isPending(followUp.state) || !desks.has(followUp.desk)) continue
    const finding = await findSilence(context, followUp.reference, moment)
    if ('statement' in finding) silences.push(finding.statement)
  }
  return silences
}
