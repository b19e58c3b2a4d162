import type { Passage } from '../../domain/passages.ts'
import { listClosuresOf } from '../../store/correspondence/closures.ts'
import { listAssessments, listCorrespondence, type Correspondence } from '../../store/correspondence/communications.ts'
import { pick } from '../../domain/pick.ts'
import { findDossier, findDossierById, listDossiers, type Dossier } from '../../store/correspondence/dossiers.ts'
import { listFollowUpsOfDossiers } from '../../store/correspondence/follow-ups.ts'
import { madeBy, type Context, type Moment, type Seen, type Telling } from '../context.ts'
import { listMandatesOf } from '../stories/dossier-record.ts'
import { listWithAttestations } from '../silence/list-receiving-points.ts'
import type { At } from './retell.ts'
import { textsOf } from './retell-list.ts'

/** What may be corrected of it. */
export async function retellExport(seen: Reading, at: At): Promise<Passage[]> {
  return retellDossiers(seen, at, async (dossier) => [
    ...(await retellTitles(seen, dossier, at.moment)),
    ...(await retellCorrespondence(seen, dossier, at.moment)),
    ...(await retellEndings(seen, dossier, at.moment)),
    ...(await retellMandates(seen, dossier, at.moment)),
    ...(await retellReadings(seen, dossier, at.moment)),
  ])
}

/** The same of the correspondence alone. */
export async function retellSheet(seen: Seen, at: At): Promise<Passage[]> {
  return retellDossiers(seen, at, (dossier) => retellCorrespondence(seen, dossier, at.moment))
}

type Reading = Seen & Pick<Context, 'timeZone'>

async function retellDossiers(
  seen: Seen,
  { dossier }: At,
  retellOne: (one: Dossier) => Promise<Passage[]>,
): Promise<Passage[]> {
  const found = dossier === undefined ? null : await findDossier(seen, dossier)
  const passages = []
  for (const one of dossier === undefined ? await listDossiers(seen) : found ? [found] : [])
    passages.push(...(await retellOne(one)))
  return passages
}

async function retellCorrespondence(seen: Seen, { id }: Dossier, moment: Moment): Promise<Passage[]> {
  return (await listCorrespondence(seen, id, moment)).map(communicationPassage)
}

/** How asks were closed, and what we think of replies. */
async function retellEndings(seen: Seen, { id, reference: dossier }: Dossier, moment: Telling): Promise<Passage[]> {
  const endings: Passage[] = []
  const filed = new Set((await listCorrespondence(seen, id, moment)).map(({ communication }) => communication.number))
  for (const followUp of await listFollowUpsOfDossiers(seen, [id])) {
    for (const [n, { closure }] of (await listClosuresOf(seen.db, followUp.id, moment)).entries()) {
      const { closedOn, reason, remark } = closure
      const about = n === 0 ? followUp.reference : `${followUp.reference}, ${n + 1}`
      endings.push({ section: 'Closures', about, fields: textsOf({ closedOn, reason, remark }) })
    }
    endings.push(...(await retellOpinions(seen, { ...followUp, dossier, filed }, moment)))
  }
  return endings
}

/** The one that holds of each reply. Of what nobody had an opinion of then, nothing was said that could be wrong. */
async function retellOpinions(
  { db }: Seen,
  { id, reference, dossier, filed }: { id: number; reference: string; dossier: string; filed: ReadonlySet<number> },
  moment: Telling,
): Promise<Passage[]> {
  const opinions = (await listAssessments(db, id, moment)).filter(({ number }) => filed.has(number))
  return [...Map.groupBy(opinions, ({ number }) => number)].flatMap(([number, [first, ...later]]) => {
    if (Temporal.Instant.compare(first!.assessment.recordedAt, madeBy(moment)) > 0) return []
    const { grade, reason } = (later.at(-1) ?? first!).assessment
    return [{ section: 'Assessments', about: `${dossier}/${number}, ${reference}`, fields: { grade, reason } }]
  })
}

/** What it and its asks, as far as they had been asked, were called, and the offices that they were put to. */
async function retellTitles({ db, sight }: Seen, { id }: Dossier, moment: Moment): Promise<Passage[]> {
  const then = { db, sight, moment }
  const { reference, title } = (await findDossierById(then, id))!
  const asks = await listFollowUpsOfDossiers(then, [id])
  return [
    { section: 'Titles', about: reference, fields: { title } },
    ...asks.map((ask) => ({ section: 'Titles', about: ask.reference, fields: pick(ask, ['title', 'counterpart']) })),
  ]
}

async function retellMandates(seen: Seen, { id }: Dossier, moment: Moment): Promise<Passage[]> {
  return (await listMandatesOf(seen, id, moment)).flatMap(
    ({ document, paragraph, requires, decided, reportDuties }) => [
      {
        section: 'Mandates',
        about: `${document}, ${paragraph}`,
        fields: textsOf({ requires, decided: decided?.text }),
      },
      ...reportDuties.map(({ body, session, dueOn, metBy, metOn }) => {
        const about = `${document}, ${paragraph}: ${body}, ${session}`
        return { section: 'Report duties', about, fields: textsOf({ dueOn, metBy, metOn }) }
      }),
    ],
  )
}

/** Where what came in had been read, by the desks that pursue the dossier. */
async function retellReadings(seen: Reading, { id }: Dossier, moment: Telling): Promise<Passage[]> {
  const desks = new Set((await listFollowUpsOfDossiers(seen, [id])).map(({ desk }) => desk))
  const read: Passage[] = []
  for (const desk of desks) {
    for (const { row, attestations } of await listWithAttestations(seen, { desk }, moment))
      for (const { number, from, through, remark, withdrawnAt } of attestations)
        if (withdrawnAt === null)
          read.push({
            section: 'Attestations',
            about: `${row.reference}, ${number}`,
            fields: textsOf({ from, through, remark }),
          })
  }
  return read
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
