import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Config } from './config.ts'
import { redactUrl } from './connection-url.ts'
import { Problem } from './domain/problem.ts'
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

/** Fills a new ledger, in our own PostgreSQL or at DATABASE_URL, with a backup. */
export async function restore(config: Config, file: string): Promise<BackedUp & BackupHead & { where: string }> {
  const lines = isInLines(file) ? asBackupLines(linesOf(createReadStream, file)) : linesOf(unpacked, file)
  if (config.databaseUrl !== undefined) {
    const connection = { url: config.databaseUrl }
    return { ...(await restoreInto(connection, lines, file)), where: redactUrl(config.databaseUrl) }
  }
  await using embedded = await attachEmbeddedPostgres(config.dir)
  return { ...(await restoreInto(embedded.connection, lines, file)), where: config.dir }
}

async function restoreInto(connection: Connection, lines: AsyncIterable<string>, file: string) {
  await migrate(connection)
  const db = openDatabase(connection, { max: 1 })
  try {
    return await readBackup(db, lines)
  } catch (error) {
    throw asProblem(error, file)
  } finally {
    await closeDatabase(db)
  }
}

/** As `relance export --format jsonl` writes it. */
function isInLines(file: string): boolean {
  return /\.(?:jsonl|ndjson)$/iu.test(file)
}

function unpacked(file: string): Readable {
  const packed = createReadStream(file)
  const unzip = createGunzip()
  return packed.on('error', (error) => unzip.destroy(error)).pipe(unzip)
}

/** Opened when the first is asked for: what goes wrong with it before that, nobody would hear. */
async function* linesOf(openFile: (file: string) => Readable, file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of openFile(file).setEncoding('utf8') as AsyncIterable<string>) {
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
    ENOENT: 'there is no such file or folder',
    EACCES: 'this user may not use it',
    EISDIR: 'it is a folder',
    EEXIST: `another backup to it is being written; if none is, remove ${file}.part`,
    ENOSPC: 'the disk is full',
    Z_BUF_ERROR: 'this is no whole backup: its end is missing',
    Z_DATA_ERROR: 'this is no backup of ours, or it is damaged',
  }
  const why = typeof code === 'string' ? causes[code] : undefined
  return why ? new Problem('invalid', `${file}: ${why}`) : error
}
