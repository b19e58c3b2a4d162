import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Config } from './config.ts'
import { placeOf } from './connection-url.ts'
import { Problem } from './domain/problem.ts'
import { fileTrouble } from './file-trouble.ts'
import { readBackup, writeBackup, type BackedUp, type BackupHead } from './store/operation/backup.ts'
import { closeDatabase, openDatabase, type Connection, type Database } from './store/connection/database.ts'
import { asBackupLines, asLedgerLines } from './store/operation/ledger-lines.ts'
import { attachEmbeddedPostgres } from './store/embedded-postgres.ts'
import { migrate } from './store/operation/migrate.ts'

/** Packed, or in lines that programs read: without what lets somebody in. */
type Form = 'packed' | 'lines'

/** Writes everything that is in the ledger to a file that only its owner may read; the file is there when it is whole. */
export async function backUp(db: Database, file: string, form: Form = 'packed'): Promise<BackedUp & { bytes: number }> {
  const part = `${file}.part`
  await refuseExisting(file)
  try {
    // One that is there already is another's: it stays.
    const handle = await open(part, 'wx', 0o600)
    const told = await writeLines(db, handle.createWriteStream(), form).catch(async (error: unknown) => {
      await rm(part, { force: true })
      throw error
    })
    await rename(part, file)
    return { ...told, bytes: (await stat(file)).size }
  } catch (error) {
    throw asProblem(error, file)
  }
}

/** The same to a stream, in lines; one that is ours to go on with is not ended. */
export async function writeLedgerLines(db: Database, out: NodeJS.WritableStream): Promise<void> {
  const lines = new PassThrough()
  await Promise.all([writeLines(db, lines, 'lines'), pipeline(lines, out, { end: false })])
}

const PART = 1 << 18

async function writeLines(db: Database, out: NodeJS.WritableStream, form: Form): Promise<BackedUp> {
  const packed = form === 'packed' ? createGzip() : new PassThrough()
  const put = async (part: string) => {
    if (packed.errored) throw packed.errored
    // What waits to be compressed is not to grow with the ledger.
    if (!packed.write(part)) await once(packed, 'drain')
  }
  const write = async (lines: readonly string[]) => {
    let part = ''
    for (const line of lines) {
      part += `${line}\n`
      if (part.length < PART) continue
      await put(part)
      part = ''
    }
    if (part !== '') await put(part)
  }
  const [told] = await Promise.all([
    writeBackup(db, form === 'packed' ? write : asLedgerLines(write)).finally(() => packed.end()),
    pipeline(packed, out), // fails first where the disk is full
  ])
  return told
}

type Restored = BackedUp & BackupHead & { where: string }

/** Fills a new ledger, in our own PostgreSQL or at DATABASE_URL, with a backup or with the lines of a ledger. */
export function restore(config: Config, file: string): Promise<Restored> {
  return restoreFrom(config, linesIn(file), file)
}

/** The same with the lines of a ledger as they come, under a name to tell of them. */
export function restoreLines(config: Config, lines: AsyncIterable<string>, name: string): Promise<Restored> {
  return restoreFrom(config, asBackupLines(lines), name)
}

async function restoreFrom(config: Config, lines: AsyncIterable<string>, name: string): Promise<Restored> {
  const { databaseUrl, dir } = config
  await using embedded = databaseUrl === undefined ? await attachEmbeddedPostgres(dir) : null
  const connection = embedded?.connection ?? { url: databaseUrl! }
  return { ...(await restoreInto(connection, lines, name)), where: placeOf(config) }
}

async function restoreInto(connection: Connection, lines: AsyncIterable<string>, name: string) {
  await migrate(connection)
  const db = openDatabase(connection, { max: 1 })
  try {
    return await readBackup(db, lines)
  } catch (error) {
    throw asProblem(error, name)
  } finally {
    await closeDatabase(db)
  }
}

/** Packed, or as `relance export --format jsonl` writes it: that begins with a brace, whatever the file is called. */
async function* linesIn(file: string): AsyncGenerator<string> {
  const source = createReadStream(file)
  await once(source, 'readable')
  const first = source.read(1) as Buffer | null
  if (first !== null) source.unshift(first)
  yield* first?.toString() === '{' ? asBackupLines(linesOf(source)) : linesOf(unpacked(source))
}

function unpacked(packed: Readable): Readable {
  const unzip = createGunzip()
  return packed.on('error', (error) => unzip.destroy(error)).pipe(unzip)
}

async function* linesOf(source: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of source.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n')
    rest = lines.pop()!
    yield* lines
  }
}

async function refuseExisting(file: string): Promise<void> {
  const found = await stat(file).catch(() => null)
  if (found) throw new Problem('conflict', `${file} is there already; take another name`)
}

function asProblem(error: unknown, file: string): unknown {
  const { code } = error as { code?: unknown }
  const causes: Record<string, string> = {
    EEXIST: `another backup to it is being written; if none is, remove ${file}.part`,
    Z_BUF_ERROR: 'this is no whole backup: its end is missing',
    Z_DATA_ERROR: 'this is no backup of ours, or it is damaged',
  }
  const why = fileTrouble(error) ?? (typeof code === 'string' ? causes[code] : undefined)
  return why ? new Problem('invalid', `${file}: ${why}`) : error
}
