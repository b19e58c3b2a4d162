import postgres from 'postgres'
import type { Database } from '../../src/store/database.ts'
import { importLedger, type MoreDossiers } from '../../src/use-cases/import-ledger.ts'
import { parseDossierLine, parseLedgerDocument } from '../../src/use-cases/ledger-document.ts'
import { TODAY } from '../data-set.ts'
import type { Ground } from '../ground.ts'
import { interleave, secondsOf } from '../measure.ts'
import { atLeast, inTime, type Row } from '../row.ts'

/** Of each four follow-ups with three communications each. */
const FOLLOW_UPS = 4
const AT_ONCE = 120
const TABLES = ['dossiers', 'follow_ups', 'communications', 'entries', 'standings', 'audit'] as const

/** New dossiers into a ledger that is full already, and taken back again; a tenth of it, so that it is as full as it was. */
export const importing: Row = {
  name: 'import',
  measure: async (ground) => {
    const dossiers = Math.ceil(ground.scale.followUps / FOLLOW_UPS / 10)
    const sql = postgres({
      ...(ground.connection as object),
      user: 'postgres',
      max: 1,
      fetch_types: false,
      onnotice: () => {},
    })
    const context = { ...ground.context, db: ground.open(1) }
    const bare = await bareRows(sql, () => importDossiers(context, dossiers))
    const { ours, baseline, ratio } = await interleave(
      3,
      async () => 1 / (await bare.copy()),
      async () => 1 / (await undone(context.db, (db) => importDossiers({ ...context, db }, dossiers))),
    )
    await bare.remove()
    await sql.end()
    const followUps = dossiers * FOLLOW_UPS
    return [
      {
        what: `import: ${followUps.toLocaleString('en')} follow-ups with three communications each, validated, folded and chained; against COPY of the rows that it leaves`,
        ours: `${inTime(1 / ours)}, ${Math.round(followUps * ours).toLocaleString('en')}/s, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
        baseline: inTime(1 / baseline),
        ...atLeast(ratio, 0.15),
      },
    ]
  },
}

function importDossiers(context: Ground['context'], dossiers: number) {
  return importLedger(context, parseLedgerDocument({ relance: 1 }), batchesOf(dossiers))
}

/** Seconds until it stands, without the commit that would keep it. */
async function undone(db: Database, work: (db: Database) => Promise<unknown>): Promise<number> {
  let seconds = 0
  const undo = new Error('undone')
  try {
    await db.transaction(async (tx) => {
      seconds = await secondsOf(() => work(tx as unknown as Database))
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
  return seconds
}

/** The rows that the import leaves, kept aside, and how long COPY takes to put them into tables with the same indexes. */
async function bareRows(sql: postgres.Sql, work: () => Promise<unknown>) {
  const last = await sql<{ id: string }[]>`select coalesce(max(id), 0) as id from dossiers`
  const clear = TABLES.toReversed().map((table) => `delete from ${table} as t where ${OF_NEW[table](last[0]!.id)}`)
  await work()
  const folder = (await sql<{ folder: string }[]>`select current_setting('data_directory') as folder`)[0]!.folder
  for (const table of TABLES)
    await sql.unsafe(
      `copy (select t.* from ${table} as t where ${OF_NEW[table](last[0]!.id)}) to '${folder}/bench-${table}'`,
    )
  const make = TABLES.map((table) => `create table bare.${table} (like public.${table} including all)`)
  const copy = async () => {
    await sql.unsafe(`drop schema if exists bare cascade; create schema bare; ${make.join(';')}`)
    return secondsOf(() =>
      sql.begin(async (tx) => {
        for (const table of TABLES) await tx.unsafe(`copy bare.${table} from '${folder}/bench-${table}'`)
      }),
    )
  }
  const remove = () =>
    sql.begin(async (tx) => {
      await tx.unsafe(
        `drop schema if exists bare cascade; set local session_replication_role = replica; ${clear.join(';')}`,
      )
    })
  return { copy, remove }
}

const ofDossier = (id: string) => `dossier_id > ${id}`
const ofFollowUp = (id: string) => `follow_up_id in (select id from follow_ups where dossier_id > ${id})`
const OF_NEW: Readonly<Record<(typeof TABLES)[number], (id: string) => string>> = {
  dossiers: (id) => `id > ${id}`,
  follow_ups: ofDossier,
  communications: ofDossier,
  audit: ofDossier,
  entries: ofFollowUp,
  standings: ofFollowUp,
}

let run = 0

async function* batchesOf(dossiers: number): MoreDossiers {
  run += 1
  for (let start = 0; start < dossiers; start += AT_ONCE)
    yield Array.from({ length: Math.min(AT_ONCE, dossiers - start) }, (_, place) => {
      const { dossier, mistakes } = parseDossierLine(JSON.parse(lineOf(run, start + place)), 'line')
      if (!dossier) throw new Error(mistakes.join())
      return dossier
    })
}

function lineOf(of: number, n: number): string {
  const reference = `B${of}-${n}`
  const asks = Array.from({ length: FOLLOW_UPS }, (_, place) => place + 1)
  const asked = Temporal.PlainDate.from(TODAY).subtract({ days: 200 + (n % 3_000) })
  const day = (days: number) => asked.add({ days }).toString()
  return JSON.stringify({
    reference,
    title: `Technical cooperation, subject ${n}`,
    followUps: asks.map((ask) => ({
      reference: `${reference}-${ask}`,
      title: `Request ${n} for information on measures taken`,
      counterpart: `OFFICE-${1 + (n % 20)}`,
      desk: `DESK-${1 + (n % 20)}`,
      policy: `P-${1 + (n % 20)}`,
    })),
    communications: asks.flatMap((ask) => {
      const followUp = `${reference}-${ask}`
      const letter = { channel: 'letter', from: 'The Office', to: 'The Permanent Mission', summary: `Letter ${ask}` }
      const sent = { ...letter, direction: 'sent' }
      const received = { ...letter, direction: 'received' }
      return [
        { ...sent, number: 3 * ask - 2, dated: day(0), entries: [{ followUp, bearing: 'asks' }] },
        { ...sent, number: 3 * ask - 1, dated: day(30), entries: [{ followUp, bearing: 'reminds' }] },
        {
          ...received,
          number: 3 * ask,
          dated: day(90),
          entries: [{ followUp, bearing: 'replies', character: 'noted' }],
        },
      ]
    }),
  })
}
