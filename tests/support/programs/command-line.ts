import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { openClient, type Connection } from '../../../src/store/connection/database.ts'
import { urlOf } from '../databases/database-url.ts'
import { freshDatabase } from '../databases/postgres.ts'

const ROOT = join(import.meta.dirname, '../../..')
const SAMPLE = join(ROOT, 'data/e-cn4-2005-32.json')

/** Halves the time that a command takes to start. */
const COMPILED = join(tmpdir(), 'relance-test-compiled')

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

interface Circumstances {
  env?: Readonly<Record<string, string>>
  stdin?: string | Uint8Array
  cwd?: string
}

/** Starts `relance` with nothing of our environment but where programs are. */
export function launch(words: readonly string[], { env = {}, cwd = ROOT }: Circumstances = {}) {
  const surroundings = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), NODE_COMPILE_CACHE: COMPILED, ...env }
  return spawn(process.execPath, [join(ROOT, 'bin/relance.js'), ...words], { cwd, env: surroundings, stdio: 'pipe' })
}

/** One command, from its start to its end. */
export async function relance(words: readonly string[], around: Circumstances = {}): Promise<Ended> {
  const child = launch(words, around)
  const deadline = setTimeout(() => child.kill('SIGKILL'), 150_000)
  child.stdin.on('error', () => undefined).end(around.stdin ?? '')
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
  clearTimeout(deadline)
  return { code, stdout, stderr }
}

/** A ledger of its own, and the folder that its mail goes to. */
export async function freshLedger() {
  const database = await freshDatabase()
  const dir = await mkdtemp(join(tmpdir(), 'relance-cli-'))
  const env = { DATABASE_URL: urlOf(database.connection), RELANCE_DIR: dir }
  return {
    dir,
    env,
    relance: (words: readonly string[], { stdin, ...around }: Circumstances = {}) =>
      relance(words, { ...(stdin !== undefined && { stdin }), env: { ...env, ...around.env } }),
    query: (statement: string) => ask(database.connection, statement),
    [Symbol.asyncDispose]: async () => {
      await database[Symbol.asyncDispose]()
      await rm(dir, { recursive: true })
    },
  }
}

/** One that holds the record of E/CN.4/2005/32. */
export async function sampleLedger() {
  const ledger = await freshLedger()
  const { code, stderr } = await ledger.relance(['import', SAMPLE])
  if (code === 0) return ledger
  await ledger[Symbol.asyncDispose]()
  throw new Error(`the sample cannot be imported: ${stderr}`)
}

async function ask(connection: Connection, statement: string): Promise<Record<string, unknown>[]> {
  const client = openClient(connection, { max: 1 })
  try {
    return [...(await client.unsafe(statement))]
  } finally {
    await client.end()
  }
}
