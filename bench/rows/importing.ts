import postgres from 'postgres'
import type { Database } from '../../src/store/connection/database.ts'
import { importLedger } from '../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../src/use-cases/ledger-files/ledger-document.ts'
import type { Ground } from '../ground.ts'
import { peakMb } from '../../tests/support/programs/peak-mb.ts'
import { cold, interleave, secondsOf, spreadOf } from '../measure.ts'
import { batchesOf, FOLLOW_UPS } from '../more-dossiers.ts'
import { atLeast, atMost, inTime, perSecond, type Row } from '../row.ts'

const MOST = 50_000
/** What still counts as flat, of four times as much. */
const FLAT = 1.25
const TABLES = ['dossiers', 'follow_ups', 'communications', 'entries', 'standings', 'audit'] as const

/** New dossiers into a ledger that is full already, and taken back again; a tenth of it at most, so that it is as full as it was. */
export const importing: Row = {
  name: 'import',
  measure: async (ground) => {
    const dossiers = Math.ceil(Math.min(MOST, ground.scale.followUps / 10) / FOLLOW_UPS)
    const sql = postgres({
      ...(ground.connection as object),
      user: 'postgres',
      max: 1,
      fetch_types: false,
      onnotice: () => {},
    })
    const context = { ...ground.context, db: ground.open(1) }
    let quarter = 0
    const bare = await bareRows(sql, () =>
      importDossiers(context, dossiers, (done) => (quarter ||= done * 4 >= dossiers ? peakMb() : 0)),
    )
    const whole = peakMb()
    const { ours, baseline, ratio } = await interleave(
      cold(3),
      async () => 1 / (await bare.copy()),
      async () => 1 / (await undone(context.db, (db) => importDossiers({ ...context, db }, dossiers))),
    ).finally(bare.remove)
    await sql.end()
    const followUps = dossiers * FOLLOW_UPS
    return [
      {
        what: `import: ${followUps.toLocaleString('en')} more follow-ups with three communications each, validated, folded and chained; against COPY of the rows that it leaves`,
        ours: `${inTime(1 / ours)}, ${perSecond(followUps * ours)}`,
        baseline: inTime(1 / baseline),
        ...atLeast(ratio, 0.15),
      },
      {
        what: `import: memory at most, of ${followUps.toLocaleString('en')} follow-ups, against a quarter of them`,
        ours: `${Math.round(whole)} MB`,
        baseline: `${Math.round(quarter)} MB`,
        ...atMost(spreadOf([whole / quarter]), FLAT),
      },
    ]
  },
}

function importDossiers(context: Ground['context'], dossiers: number, onDone?: (dossiers: number) => void) {
  return importLedger(context, parseLedgerDocument({ relance: 1 }), batchesOf(dossiers, onDone))
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
