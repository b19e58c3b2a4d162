import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import postgres from 'postgres'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import type { Told } from './attached-process.ts'

type Attached = Exclude<Told, { problem: string }>

interface AttachedProcess extends Attached {
  leave(): Promise<void>
  end(signal: NodeJS.Signals): Promise<void>
}

const SCRIPT = fileURLToPath(new URL('./attached-process.ts', import.meta.url))

/** Another process that attaches and stays; a wrapper is a command that runs the command after it. */
export async function attachProcess(folder: string, wrapper: readonly string[] = []): Promise<AttachedProcess> {
  const { child, told } = await start(folder, wrapper)
  if ('problem' in told) throw new Error(told.problem)
  return {
    ...told,
    leave: () => ended(child, () => child.stdin?.end()),
    end: (signal) => ended(child, () => process.kill(-child.pid!, signal)),
  }
}

/** The Problem of a process that cannot attach. */
export async function problemOf(folder: string, wrapper: readonly string[] = []): Promise<string> {
  const { child, told } = await start(folder, wrapper)
  if ('problem' in told) return told.problem
  await ended(child, () => child.stdin?.end())
  throw new Error('it attached')
}

async function start(folder: string, wrapper: readonly string[]): Promise<{ child: ChildProcess; told: Told }> {
  const [command = '', ...args] = [...wrapper, process.execPath, SCRIPT, folder]
  const child = spawn(command, args, { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), once(child, 'close')])
  if (typeof line !== 'string') throw new Error(`it ended with ${line}`)
  return { child, told: JSON.parse(line) as Told }
}

async function ended(child: ChildProcess, act: () => void): Promise<void> {
  const exit = once(child, 'exit')
  act()
  await exit
}

interface Place extends AsyncDisposable {
  folder: string
}

/** A folder that is not there yet, below a temporary one that goes away with its server. */
export async function freshPlace(name = 'relance'): Promise<Place> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), 'relance-test-')))
  const folder = join(parent, name)
  return {
    folder,
    [Symbol.asyncDispose]: async () => {
      if (await serverNumber(folder)) await (await attachEmbeddedPostgres(folder))[Symbol.asyncDispose]()
      await rm(parent, { recursive: true })
    },
  }
}

/** The process number in the server's own file, without which no server runs there. */
export async function serverNumber(folder: string): Promise<number | undefined> {
  return readFile(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').then(Number.parseInt, () => undefined)
}

export async function query(connection: EmbeddedPostgres['connection'], statement: string) {
  const sql = postgres({ ...connection, max: 1, fetch_types: false })
  try {
    return [...(await sql.unsafe(statement))]
  } finally {
    await sql.end()
  }
}
