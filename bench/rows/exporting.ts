import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { Writable } from 'node:stream'
import postgres from 'postgres'
import { writeLedgerLines } from '../../src/backup.ts'
import { giveExport } from '../../src/use-cases/issued/give-export.ts'
import { tenthOf, type Ground } from '../ground.ts'
import { peakMb } from '../../tests/support/programs/peak-mb.ts'
import { cold, interleave, secondsOf } from '../measure.ts'
import { atLeast, inTime, type Row } from '../row.ts'

const LEFT_OUT = ['sessions', 'sign_in_links', 'idempotency_keys', 'api_tokens', 'installations', 'mailing']

/** Everything that is in the ledger, and what holds now in one of a tenth, against COPY of the same tables. */
export const exporting: Row = {
  name: 'export',
  measure: async (ground) => {
    await using tenth = await tenthOf(ground)
    return [await whatHolds(tenth), await everyVersion(ground)]
  },
}

async function everyVersion(ground: Ground) {
  const db = ground.open(1)
  const { ours, baseline, ratio } = await interleave(
    cold(2),
    async () => 1 / (await secondsOf(() => bareCopy(ground))),
    async () => 1 / (await secondsOf(() => writeLedgerLines(db, nowhere()))),
  )
  return {
    what: 'export: every version of everything in the whole ledger, as JSON Lines; against COPY of the tables',
    ours: `${inTime(1 / ours)}, ${Math.round(peakMb())} MB`,
    baseline: inTime(1 / baseline),
    ...atLeast(ratio, 0.5),
  }
}

async function whatHolds(ground: Ground) {
  const context = { ...ground.context, db: ground.open(1) }
  const { ours, baseline, ratio } = await interleave(
    cold(2),
    async () => 1 / (await secondsOf(() => bareCopy(ground))),
    async () => 1 / (await secondsOf(() => giveExport(context, drain))),
  )
  return {
    what: `export: what holds now of ${ground.scale.followUps.toLocaleString('en')} follow-ups, as a document that names everything; against COPY of the tables`,
    ours: `${inTime(1 / ours)}, ${Math.round(peakMb())} MB`,
    baseline: inTime(1 / baseline),
    ...atLeast(ratio, 0.05),
  }
}

const PSQL = '/usr/bin/psql'

async function bareCopy({ connection, env }: Ground): Promise<void> {
  const sql = postgres({ ...(connection as object), max: 1, fetch_types: false })
  const tables = await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public'`
  const copied = tables.filter(({ name }) => !LEFT_OUT.includes(name)).map(({ name }) => `copy ${name} to stdout`)
  if (existsSync(PSQL)) await byPsql(env, copied)
  else for (const statement of copied) for await (const _ of await sql.unsafe(statement).readable());
  await sql.end()
}

async function byPsql(env: Ground['env'], statements: readonly string[]): Promise<void> {
  const commands = statements.flatMap((statement) => ['-c', statement])
  const psql = spawn(PSQL, ['-X', '-q', ...commands], { env: { ...process.env, ...env }, stdio: 'ignore' })
  const [code] = await once(psql, 'exit')
  if (code !== 0) throw new Error(`psql ended with ${code}`)
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() })
}

async function drain(parts: AsyncIterable<string>): Promise<void> {
  for await (const _ of parts);
}
