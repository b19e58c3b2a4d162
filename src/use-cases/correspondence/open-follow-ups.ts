import { deriveDueDays } from '../../domain/standings/clocks.ts'
import { keep, type KeptStanding } from '../../domain/standings/follow-up.ts'
import { Problem } from '../../domain/problem.ts'
import { deriveStanding } from '../../domain/standings/standing.ts'
import type { Transaction } from '../../store/connection/database.ts'
import { appendDossier, findDossier, takeFollowUpNumber, type Dossier } from '../../store/correspondence/dossiers.ts'
import { fileCommunication } from '../../store/correspondence/filed-communications.ts'
import { awaitLedger } from '../../store/correspondence/follow-up-locks.ts'
import { appendFollowUp } from '../../store/correspondence/follow-ups.ts'
import { sees } from '../../store/sight.ts'
import { refusalOf } from '../../store/connection/sqlstate.ts'
import { appendDesk, listDesks, listPolicies, type Desk, type PolicyRow } from '../../store/parties/parties.ts'
import { refuseContradictions } from './contradictions.ts'
import type { Context } from '../context.ts'
import { wantedCounterpart, wantedDesk, wantedFollowUp, wantedOfficer, wantedPolicy } from '../find.ts'
import { refuseBelow } from '../permission.ts'
import { effectOf, entriesOf, filedRow, type CommunicationContent } from './record-communication.ts'
import { restate } from '../standings/restate.ts'

export interface NewFollowUps {
  /** The dossier's reference, and its title if it is to be begun. */
  dossier: string
  dossierTitle: string | null
  /** One ask each: a letter that asks three things of two counterparts opens six follow-ups. */
  titles: readonly string[]
  counterparts: readonly string[]
  owner: string | null
  /** Null takes the officer's own, else the only one there is. */
  desk: string | null
  policy: string | null
  isConfidential: boolean
  /** The answer day that the ask sets, if it sets one. */
  untilOn: Temporal.PlainDate | null
  communication: CommunicationContent
}

/** Files the communication that asks and opens a follow-up for each ask and counterpart, or changes nothing at all. */
export async function openFollowUps(
  context: Context,
  asked: NewFollowUps,
): Promise<{ reference: string; standings: Map<string, KeptStanding> }> {
  refuseBelow('officer', context)
  return context.db.transaction(async (tx) => {
    await awaitLedger(tx)
    const dossier = await dossierFor(context, tx, asked)
    const opened = await appendFollowUps(context, tx, dossier, asked)
    const followUps = await Promise.all(
      opened.map((reference) => wantedFollowUp({ db: tx, sight: 'everything' }, reference)),
    )
    const entries = opened.map((followUp) => ({
      followUp,
      bearing: 'asks' as const,
      character: null,
      untilOn: asked.untilOn,
    }))
    const communication = { ...asked.communication, entries }
    const effect = effectOf(context, communication)
    await refuseContradictions(context, tx, { communication, effect, followUps })
    const row = filedRow(context, { communication, effect, dossierId: dossier.id })
    const number = await fileCommunication(tx, row, entriesOf(communication, followUps))
    return {
      reference: `${dossier.reference}/${number}`,
      standings: await restate(tx, followUps),
    }
  })
}

/** The standing of what has not been asked yet, until `restate` writes it. */
const UNASKED: KeptStanding = keep(deriveStanding([]), deriveDueDays(deriveStanding([]), null, null))

async function appendFollowUps(
  context: Context,
  tx: Transaction,
  dossier: Dossier,
  asked: NewFollowUps,
): Promise<string[]> {
  const desk = await deskFor(context, tx, asked.desk)
  refuseOutOfSight(context, desk, asked)
  const policy = await policyFor(tx, desk, asked.policy)
  const owner = asked.owner === null ? context.officer : await wantedOfficer(tx, asked.owner)
  const opened: string[] = []
  for (const counterpart of asked.counterparts) {
    const { id: counterpartId } = await wantedCounterpart(tx, counterpart)
    for (const title of asked.titles) {
      const reference = `${dossier.reference}-${await takeFollowUpNumber(tx, dossier.id)}`
      await appendFollowUp(tx, {
        ...UNASKED,
        dossierId: dossier.id,
        reference,
        title,
        counterpartId,
        ownerId: owner.id,
        deskId: desk.id,
        policyId: policy?.id ?? null,
        isConfidential: asked.isConfidential,
        openedAt: context.now,
      })
      opened.push(reference)
    }
  }
  return opened
}

/** Nobody opens what they could not see afterwards. */
function refuseOutOfSight({ sight }: Context, { id: deskId, reference }: Desk, { isConfidential }: NewFollowUps): void {
  if (sees(sight, { isConfidential, deskId })) return
  throw new Problem(
    'forbidden',
    `confidential: got a follow-up of desk ${reference} — expected one of your own desk, the only one whose confidential follow-ups you see`,
  )
}

async function dossierFor(
  { now, sight }: Context,
  tx: Transaction,
  { dossier: reference, dossierTitle }: NewFollowUps,
): Promise<Dossier> {
  const found = await findDossier({ db: tx, sight }, reference)
  if (!found && dossierTitle === null) {
    throw new Problem('not_found', {
      says: `no dossier ${reference}; to begin it, give its subject`,
      atCommandLine: ' as --dossier-title',
    })
  }
  if (found && dossierTitle !== null && dossierTitle !== found.title) {
    throw new Problem('conflict', {
      says: `dossier ${reference} exists already, with the title "${found.title}"`,
      atCommandLine: '; leave --dossier-title out',
    })
  }
  return found ?? beginDossier(tx, { reference, title: dossierTitle!, openedAt: now })
}

async function beginDossier(tx: Transaction, dossier: Parameters<typeof appendDossier>[1]): Promise<Dossier> {
  try {
    return await appendDossier(tx, dossier)
  } catch (error) {
    if (refusalOf(error)?.constraint !== 'dossiers_reference') throw error
    throw new Problem('conflict', {
      says: `dossier ${dossier.reference} is begun already; take another reference`,
      atCommandLine: ', or leave --dossier-title out',
    })
  }
}

async function deskFor({ officer }: Context, tx: Transaction, reference: string | null): Promise<Desk> {
  if (reference !== null) return wantedDesk(tx, reference)
  const desks = await listDesks(tx)
  const own = desks.find(({ id }) => id === officer.deskId) ?? (desks.length === 1 ? desks[0] : undefined)
  if (own) return own
  if (desks.length === 0) return appendDesk(tx, { reference: 'DESK', name: 'Desk' })
  throw new Problem('usage', {
    says: `desk: got nothing — expected one of ${desks.map((desk) => desk.reference).join(', ')}`,
    atCommandLine: '; try --desk',
  })
}

/** The one named, else the desk's only one. */
async function policyFor(tx: Transaction, desk: Desk, reference: string | null): Promise<PolicyRow | null> {
  if (reference !== null) return wantedPolicy(tx, reference)
  const own = (await listPolicies(tx)).filter(({ deskId }) => deskId === desk.id)
  return own.length === 1 ? own[0]! : null
}
