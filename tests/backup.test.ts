import { mkdtemp, rm, readFile, writeFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, restore } from '../src/backup.ts'
import { parseConfig } from '../src/config.ts'
import { closeDatabase, openDatabase, type Database } from '../src/store/connection/database.ts'
import { adopt } from '../src/use-cases/operation/instance.ts'
import { deliverDigests } from '../src/use-cases/delivery/deliver-digests.ts'
import { attachFiles } from '../src/use-cases/correspondence/attachments.ts'
import { correctCommunication } from '../src/use-cases/correspondence/correct-communication.ts'
import { makeApiToken } from '../src/use-cases/access/api-tokens.ts'
import { openFollowUps } from '../src/use-cases/correspondence/open-follow-ups.ts'
import { planExtraDigest } from '../src/use-cases/digests/plan-extra-digest.ts'
import { recordCommunication } from '../src/use-cases/correspondence/record-communication.ts'
import { verifyAudit } from '../src/use-cases/operation/verify-audit.ts'
import { verify } from '../src/use-cases/operation/verify.ts'
import { urlOf } from './support/databases/database-url.ts'
import { askOf, communicationOf, freshDesk, type Desk } from './support/ledgers/desk.ts'
import { restoredFrom } from './support/ledgers/restored-from.ts'
import { keepingPost, passOn, takingAll } from './support/ledgers/issues.ts'
import { freshDatabase } from './support/databases/postgres.ts'

const FORGOTTEN = new Set(['sessions', 'sign_in_links', 'idempotency_keys'])

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-backup-'))
})
afterEach(() => rm(folder, { recursive: true }))

/** One of every kind of row, with bytes, versions, vague dates and text that is hard to carry. */
async function busyDesk(): Promise<Desk> {
  const desk = await freshDesk('the sample')
  const on = desk.on('2026-11-24T09:00')
  await openFollowUps(
    on,
    askOf({ titles: Array.from({ length: 600 }, (_, n) => `Ask ${n}: "quoted", \\n, 平壌, {"a":1}`) }),
  )
  const entries = [{ followUp: 'PRK-TC-2', bearing: 'replies' as const, character: 'noted' as const }]
  const { reference } = await recordCommunication(on, communicationOf({ receivedOn: '2026-11-20', entries }))
  const why = 'Line one\nline two'
  await correctCommunication(on, {
    communication: reference,
    why,
    content: { summary: 'x' },
    entries: [],
    isWithdrawn: false,
  })
  await attachFiles(on, reference, [
    { name: 'all.bin', mediaType: 'x/y', bytes: Buffer.from(Array.from({ length: 256 }, (_, n) => n)) },
  ])
  await makeApiToken(on, { name: 'nightly', scopes: ['read'], days: 30 })
  await passOn(desk, '2026-12-01T12:00')
  return desk
}

async function contentOf(db: Database): Promise<Record<string, string[]>> {
  const tables = await db.execute<{ name: string }>(
    "select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1",
  )
  const content: Record<string, string[]> = {}
  for (const { name } of tables) {
    if (FORGOTTEN.has(name)) continue
    const rows = await db.execute<{ row: string }>(
      `select (to_jsonb(t) - '{appended_in,taken_in}'::text[])::text as row from "${name}" t order by 1`,
    )
    content[name] = rows.map(({ row }) =>
      name === 'installations' ? row.replaceAll(/"(?:id|home)": (?:"[^"]+"|null)/g, '') : row,
    )
  }
  return content
}

test('what is restored is what was backed up, row by row, and can be worked on', async () => {
  await using desk = await busyDesk()
  const file = join(folder, 'ledger.backup')
  const { rows } = await backUp(desk.db, file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  await using restored = await restoredFrom(file)
  expect(restored.told.rows).toBe(rows)
  expect(await contentOf(restored.db)).toEqual(await contentOf(desk.db))
  expect((await verify({ db: restored.db })).differences).toEqual([])
  expect((await verifyAudit({ db: restored.db })).found).toEqual([])
  const on = { ...desk.on('2026-12-02'), db: restored.db }
  const { reference } = await openFollowUps(on, askOf({ titles: ['One more'] }))
  expect(reference).toBe('PRK-TC/9')
  const tampering = restored.db.execute("update communications set summary = 'y'")
  await expect(tampering).rejects.toMatchObject({ name: 'DrizzleQueryError' })
})

test('nothing is mailed from what was restored before somebody adopts it, and then under Message-IDs of its own', async () => {
  await using desk = await freshDesk('the sample')
  await planExtraDigest(desk.on('2026-11-24T12:00'), keepingPost(), 1)
  const file = join(folder, 'ledger.backup')
  await backUp(desk.db, file)
  await using restored = await restoredFrom(file)
  const context = { ...desk.on('2026-11-24T13:00'), db: restored.db, instance: { id: null, place: null } }
  const server = takingAll()
  expect(await deliverDigests(context, server.send)).toMatchObject({ sent: 0 })
  const administrator = { ...context, officer: { ...context.officer, role: 'administrator' as const } }
  await expect(adopt(administrator, null)).rejects.toMatchObject({ code: 'usage' })
  expect(await adopt(administrator, 'resume')).toEqual({ isNew: true, waiting: 1 })
  expect(await deliverDigests(context, server.send)).toMatchObject({ sent: 1 })
  const [before] = await desk.db.execute('select id from installations')
  const [after] = await restored.db.execute('select id from installations')
  expect(after).not.toEqual(before)
})

test('only an empty ledger is restored into, and a refused restore leaves nothing behind', async () => {
  await using desk = await freshDesk('the sample')
  const file = join(folder, 'ledger.backup')
  await backUp(desk.db, file)
  await using restored = await restoredFrom(file)
  await expect(restored.again()).rejects.toMatchObject({ code: 'conflict' })
  const lines = gunzipSync(await readFile(file))
    .toString()
    .split('\n')
  const withRow = (change: (line: string) => string) => gzipSync(lines.map(change).join('\n'))
  const broken = {
    'cut short': (await readFile(file)).subarray(0, 900),
    'without its last line': gzipSync(`${lines.slice(0, -2).join('\n')}\n`),
    'a row less': gzipSync(lines.filter((line) => !line.includes('Desk officer (sample)')).join('\n')),
    'of another schema': withRow((line) => line.replace('_the_web_desk', '_another')),
    'with a table that nobody knows': withRow((line) => line.replace('"table":"files"', '"table":"fires"')),
    'no backup': Buffer.from('{}'),
  }
  for (const [name, bytes] of Object.entries(broken)) {
    const bad = join(folder, `${name}.backup`)
    await writeFile(bad, bytes)
    await using database = await freshDatabase()
    const config = parseConfig({ DATABASE_URL: urlOf(database.connection as never) }, () => '', folder)
    await expect(restore(config, bad), name).rejects.toMatchObject({ name: 'Problem' })
    const db = openDatabase(database.connection)
    const [found] = await db.execute('select count(*)::int as rows from officers')
    expect(found, name).toEqual({ rows: 0 })
    await closeDatabase(db)
  }
})

test('a backup never takes the place of another file', async () => {
  await using desk = await freshDesk()
  const file = join(folder, 'ledger.backup')
  await writeFile(file, 'precious')
  await expect(backUp(desk.db, file)).rejects.toMatchObject({ code: 'conflict' })
  await expect(backUp(desk.db, join(folder, 'nowhere/x'))).rejects.toMatchObject({ code: 'invalid' })
  expect(await readFile(file, 'utf8')).toBe('precious')
  const other = join(folder, 'other.backup')
  await writeFile(`${other}.part`, 'being written')
  await expect(backUp(desk.db, other)).rejects.toMatchObject({ code: 'invalid' })
  expect(await readFile(`${other}.part`, 'utf8')).toBe('being written')
})
