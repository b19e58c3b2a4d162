import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../../domain/problem.ts'
import type { Layout } from './layout.ts'
import { complaintIn, isAboutSpace } from './log.ts'
import type { Programs } from './programs.ts'
import { ENVIRONMENT, type Runner } from './runner.ts'

export interface Means {
  programs: Programs
  runner: Runner
}

const MAJOR = '18'

const SETTINGS = [
  'timezone=UTC',
  'log_timezone=UTC',
  'max_connections=100',
  'shared_buffers=128MB',
  'io_method=sync',
  'log_checkpoints=off',
]

const OWN_DATABASE = 'create role relance login\ncreate database relance owner relance\n'

/** Creates the cluster complete with our role and database, or not at all: it takes its name last. */
export async function createCluster(layout: Layout, means: Means): Promise<boolean> {
  await discardDrafts(layout)
  if (existsSync(layout.cluster)) return false
  const draft = join(layout.home, `draft-${randomUUID()}`)
  try {
    await run(means.runner, means.programs.initdb, initdbArguments(draft))
    const single = ['--single', '-c', 'exit_on_error=on', '-D', draft, 'postgres']
    await run(means.runner, means.programs.postgres, single, OWN_DATABASE)
    await rename(draft, layout.cluster)
    await persistNames(layout.home)
    return true
  } catch (error) {
    await rm(draft, { recursive: true, force: true, maxRetries: 5 })
    throw error
  }
}

export async function refuseOtherMajor({ cluster }: Layout): Promise<void> {
  const major = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  if (major === MAJOR) return
  throw new Problem(
    'configuration',
    `${cluster} was written by PostgreSQL ${major}, and this Relance brings PostgreSQL ${MAJOR}. ` +
      'Use the release of Relance that wrote it, or set RELANCE_DIR to another folder.',
  )
}

async function discardDrafts({ home }: Layout): Promise<void> {
  const drafts = (await readdir(home)).filter((name) => name.startsWith('draft-'))
  await Promise.all(drafts.map((name) => rm(join(home, name), { recursive: true, force: true, maxRetries: 5 })))
}

function initdbArguments(draft: string): string[] {
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
  const settings = SETTINGS.map((setting) => `--set=${setting}`)
  return ['--pgdata', draft, '--username=postgres', '--auth=trust', '--no-instructions', ...locale, ...settings]
}

async function run({ prefix, ids }: Runner, program: string, args: readonly string[], input = ''): Promise<void> {
  const [command = program, ...rest] = [...prefix, program, ...args]
  const running = promisify(execFile)(command, rest, { ...ids, env: ENVIRONMENT, cwd: '/', timeout: 120_000 })
  running.child.stdin?.on('error', () => undefined).end(input) // its exit tells why it reads no more
  try {
    await running
  } catch (error) {
    const { stderr, message, killed } = error as Error & { stderr?: string; killed?: boolean }
    throw uncreated(killed ? 'it took longer than two minutes' : complaintIn(stderr ?? '') || message)
  }
}

function uncreated(complaint: string): Problem {
  const remedy = isAboutSpace(complaint) ? 'Make room' : 'Correct that'
  return new Problem(
    'unavailable',
    `PostgreSQL could not create its database: ${complaint}. ${remedy}, or set DATABASE_URL to a server of yours.`,
  )
}

/** A power cut must not leave the server writing below a name that is then a draft's again. */
async function persistNames(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
