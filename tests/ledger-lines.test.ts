import { sql } from 'drizzle-orm'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, writeLedgerLines } from '../src/backup.ts'
import { listHeads } from '../src/store/operation/audit.ts'
import { closeDatabase, openDatabase, type Database } from '../src/store/connection/database.ts'
import { exportLedger } from '../src/use-cases/ledger-files/export-ledger.ts'
import type { Context, Moment } from '../src/use-cases/context.ts'
import { listDutiesOn } from '../src/use-cases/mandates/list-duties.ts'
import { listPending } from '../src/use-cases/pending/list-pending.ts'
import { showCounterpart } from '../src/use-cases/counterparts/show-counterpart.ts'
import { showDossier } from '../src/use-cases/stories/show-dossier.ts'
import { verify } from '../src/use-cases/operation/verify.ts'
import { verifyAudit } from '../src/use-cases/operation/verify-audit.ts'
import { momentOf, type Desk } from './support/ledgers/desk.ts'
import { filledEverywhere } from './support/ledgers/filled-everywhere.ts'
import { restoredFrom } from './support/ledgers/restored-from.ts'
import { workedAt } from './support/ledgers/worked-at.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-lines-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function linesOf({ db }: Desk): Promise<{ file: string; rows: { table?: string; row?: object }[] }> {
  const file = join(folder, `ledger-${Math.random()}.jsonl`)
  await backUp(db, file, 'lines')
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n')
  return { file, rows: lines.map((line) => JSON.parse(line) as { table?: string; row?: object }) }
}

const headsOf = (db: Database) => listHeads({ db, sight: 'everything' })

test('every line is JSON that names its table; versions, reasons and bytes are in it, and nothing that lets somebody in', async () => {
  await using desk = await workedAt()
  const { rows } = await linesOf(desk)
  const byTable = Map.groupBy(rows.slice(1, -1), ({ table }) => table)
  expect(rows.at(-1)).toEqual({ rows: rows.length - 2 })
  expect(byTable.get('communications')).toContainEqual(
    expect.objectContaining({
      row: expect.objectContaining({ correction_reason: 'Misread.', summary: 'Read again.' }),
    }),
  )
  expect(byTable.get('files')).toMatchObject([{ row: { bytes: `\\x${Buffer.from('scanned').toString('hex')}` } }])
  for (const table of ['api_tokens', 'sessions', 'sign_in_links', 'mailing', 'installations'])
    expect(byTable.has(table)).toBe(false)
})

test('what holds something already is refused with words, and what is broken leaves nothing', async () => {
  await using desk = await workedAt()
  const { file } = await linesOf(desk)
  await using imported = await restoredFrom(file)
  await expect(imported.again()).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('the ledger is not empty'),
  })
  const text = await readFile(file, 'utf8')
  const broken = [text.slice(0, text.length / 2), text.replace('"table":"entries"', '"table":"entriez"'), '{}\n']
  for (const [index, content] of broken.entries()) {
    const bad = join(folder, `bad-${index}.jsonl`)
    await writeFile(bad, content)
    await expect(restoredFrom(bad)).rejects.toMatchObject({ code: 'invalid' })
  }
})

/** Who may come in, who was in, and what a new ledger has of its own: everybody signs in anew, and gives out new addresses. */
const STAYS_BEHIND = [
  'api_tokens',
  'calendar_feeds',
  'idempotency_keys',
  'installations',
  'mailing',
  'sessions',
].concat('sign_in_links')
/** Filled by whoever signs in or asks twice. */
const NOT_FILLED = ['idempotency_keys', 'sessions', 'sign_in_links']

test('every row of every table comes along, but for what lets somebody in', async () => {
  await using desk = await filledEverywhere()
  await using imported = await restoredFrom((await linesOf(desk)).file)
  const [there, here] = [await tablesOf(desk.db), await tablesOf(imported.db)]
  const missing = [...there].filter(([table, rows]) => here.get(table)!.join() !== rows.join()).map(([table]) => table)
  expect(missing.filter((table) => !STAYS_BEHIND.includes(table))).toEqual([])
  expect([here.get('api_tokens'), here.get('calendar_feeds')]).toEqual([[], []])
  const empty = [...there].flatMap(([table, rows]) => (rows.length === 0 ? [table] : []))
  expect(empty).toEqual(NOT_FILLED)
})

test('names, titles, decisions and days off that were told otherwise come along as what they were and are', async () => {
  await using desk = await filledEverywhere()
  await using imported = await restoredFrom((await linesOf(desk)).file)
  const there = { ...desk.on('2026-12-02'), db: imported.db }
  expect(await headsOf(imported.db)).toEqual(await headsOf(desk.db))
  expect(await exportLedger(there)).toEqual(await exportLedger(desk.seen))
  const told = await Promise.all(MOMENTS.map(async (moment) => toldAt(desk.on('2026-12-02'), moment)))
  expect(await Promise.all(MOMENTS.map(async (moment) => toldAt(there, moment)))).toEqual(told)
  expect(new Set(told.map((one) => JSON.stringify(one))).size).toBe(MOMENTS.length)
  expect((await verify({ db: imported.db })).differences).toEqual([])
  expect((await verifyAudit({ db: imported.db })).found).toEqual([])
})

/** Before the office was called otherwise and since, as known before it was told and since. */
const MOMENTS = ['2019-12-31', '2026-11-30'].flatMap((asOf) =>
  ['2026-11-24T11:00', '2026-11-25'].map((knownOn) => momentOf(asOf, knownOn)),
)

test('whoever stops reading ends the export, and its connection is free for the next', async () => {
  await using desk = await workedAt()
  const db = openDatabase(desk.connection, { max: 1 })
  const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error('hung up')) })
  await expect(writeLedgerLines(db, gone)).rejects.toThrow('hung up')
  expect(await verify({ db })).toMatchObject({ differences: [] })
  await closeDatabase(db)
})

test('a file of more than a part, and more files than are read at once, come whole', async () => {
  await using desk = await workedAt()
  const bytes = 300_000
  await desk.db.execute(
    sql`insert into files (sha256, bytes) select sha256(b), b from generate_series(1, 9) as n,
      lateral (select convert_to(repeat(n::text, ${bytes}::int), 'UTF8')) as of(b)`,
  )
  const { rows } = await linesOf(desk)
  const files = rows.filter(({ table, row }) => table === 'files' && JSON.stringify(row).length > 2 * bytes)
  expect(files).toHaveLength(9)
  expect(rows.at(-1)).toEqual({ rows: rows.length - 2 })
})

async function toldAt(context: Context, moment: Moment) {
  return {
    pending: await listPending(context, {}, moment),
    duties: await listDutiesOn(context, {}, moment),
    dossier: await showDossier(context, 'PRK-TC', moment),
    office: await showCounterpart(context, 'PRK-GVA', moment),
  }
}

/** Each row by its hash, but for the transactions of the one database, of which the other has others. */
async function tablesOf(db: Database): Promise<Map<string, string[]>> {
  const names = await db.execute<{ name: string }>(
    sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  const tables = new Map<string, string[]>()
  for (const { name } of names) {
    const rows = await db.execute<{ row: string }>(
      sql`select md5((to_jsonb(one) - 'taken_in' - 'appended_in')::text) as row from ${sql.identifier(name)} as one order by 1`,
    )
    tables.set(
      name,
      Array.from(rows, ({ row }) => row),
    )
  }
  return tables
}
