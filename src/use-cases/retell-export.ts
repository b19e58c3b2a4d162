import type { Passage } from '../domain/passages.ts'
import { listClosuresOf } from '../store/closures.ts'
import { listCorrespondence, type Correspondence } from '../store/communications.ts'
import { listDossiers, type Dossier } from '../store/dossiers.ts'
import { listFollowUpsOfDossiers } from '../store/follow-ups.ts'
import type { Moment, Seen } from './context.ts'
import { textsOf } from './retell-list.ts'

/** What may be corrected of it: an opinion is not, a later one stands beside it. */
export async function retellExport(
  seen: Seen,
  { moment, dossier }: { moment: Moment; dossier?: string },
): Promise<Passage[]> {
  const passages = []
  for (const one of await listDossiers(seen))
    if (dossier === undefined || one.reference === dossier) passages.push(...(await retellDossier(seen, one, moment)))
  return passages
}

async function retellDossier(seen: Seen, { id }: Dossier, moment: Moment): Promise<Passage[]> {
  const closures = []
  for (const followUp of await listFollowUpsOfDossiers(seen, [id])) {
    for (const [n, { closure }] of (await listClosuresOf(seen.db, followUp.id, moment)).entries()) {
      const { closedOn, reason, remark } = closure
      const about = n === 0 ? followUp.reference : `${followUp.reference}, ${n + 1}`
      closures.push({ section: 'Closures', about, fields: textsOf({ closedOn, reason, remark }) })
    }
  }
  return [...(await listCorrespondence(seen, id, moment)).map(communicationPassage), ...closures]
}

export function communicationPassage({
  communication: of,
  dossier,
  entries,
}: Omit<Correspondence[number], 'effect'>): Passage {
  const { number, channel, direction, dated, sentOn, receivedOn, sender, recipient, summary, quotation, source } = of
  const said = { channel, direction, dated: dated?.text, sentOn, receivedOn, sender, recipient, summary, quotation }
  const bearings = entries.map(({ followUp, bearing, character, untilOn }) => [
    `${bearing} ${followUp}`,
    [character, untilOn?.toString()].filter(Boolean).join(' until ') || 'yes',
  ])
  const fields = textsOf({ ...said, source, orderOnDay: of.orderOnDay || '', ...Object.fromEntries(bearings) })
  return { section: 'Communications', about: `${dossier}/${number}`, fields }
}
