import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import type { Connection, Database } from '../../../src/store/connection/database.ts'
import { appendOfficer, findOfficer, type Officer } from '../../../src/store/parties/parties.ts'
import type { Context, Moment, Seen } from '../../../src/use-cases/context.ts'
import type { NewFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import type { NewCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { freshLedger, type FreshLedger } from '../databases/fresh-ledger.ts'
import type { Holds } from '../databases/postgres.ts'
import { AMINA, contextOn, instantOf } from './sample-ledger.ts'

/** A ledger of its own and an officer at work on it. */
export interface Desk extends AsyncDisposable {
  connection: Connection
  db: Database
  tamper: FreshLedger['tamper']
  /** All that is in it. */
  seen: Seen
  officer: Officer
  /** What the officer acts with on a day, at nine in the morning, or at an instant. */
  on(when: string): Context
}

/** Empty, or with the record of E/CN.4/2005/32 imported on 24 November 2026, at eight. */
export async function freshDesk(holds: Holds = 'nothing'): Promise<Desk> {
  const ledger = await freshLedger(holds)
  const { db } = ledger
  const officer = (await findOfficer(db, AMINA.email)) ?? (await appendOfficer(db, AMINA))
  return {
    get connection() {
      return ledger.connection
    },
    db,
    tamper: ledger.tamper,
    seen: { db, sight: 'everything' },
    officer,
    on: (when) => contextOn(when, db, officer),
    [Symbol.asyncDispose]: () => ledger[Symbol.asyncDispose](),
  }
}

export function day(text: string): Temporal.PlainDate {
  return Temporal.PlainDate.from(text)
}

/** What had happened by a day, as all that is recorded by now tells it, or as it was known on another day. */
export function momentOf(asOf: string, knownOn = '2100-01-01'): Moment {
  return { asOf: day(asOf), knownAt: instantOf(knownOn) }
}

/** A letter that came in on a day, unless told otherwise; dates are written as officers write them. */
export function communicationOf(told: {
  channel?: NewCommunication['channel']
  direction?: NewCommunication['direction']
  dated?: string
  sentOn?: string
  receivedOn?: string
  entries?: readonly (Pick<NewCommunication['entries'][number], 'followUp' | 'bearing'> & {
    character?: NewCommunication['entries'][number]['character']
    untilOn?: string
  })[]
}): NewCommunication {
  return {
    channel: told.channel ?? 'letter',
    direction: told.direction ?? 'received',
    dated: told.dated === undefined ? null : parseVagueDate(told.dated, 'dated'),
    sentOn: told.sentOn === undefined ? null : day(told.sentOn),
    receivedOn: told.receivedOn === undefined ? null : day(told.receivedOn),
    orderOnDay: 0,
    sender: null,
    recipient: null,
    summary: null,
    quotation: null,
    source: null,
    entries: (told.entries ?? []).map(({ followUp, bearing, character, untilOn }) => ({
      followUp,
      bearing,
      character: character ?? null,
      untilOn: untilOn === undefined ? null : day(untilOn),
    })),
  }
}

/** A letter of 5 January 2005 that opens follow-ups at the mission in Geneva, unless told otherwise. */
export function askOf(told: Partial<NewFollowUps>): NewFollowUps {
  return {
    dossier: 'PRK-TC',
    dossierTitle: null,
    titles: ['Visit of the High Commissioner'],
    counterparts: ['PRK-GVA'],
    owner: null,
    desk: 'TC',
    policy: 'TC-60',
    isConfidential: false,
    untilOn: null,
    communication: communicationOf({ direction: 'sent', dated: '2005-01-05' }),
    ...told,
  }
}
