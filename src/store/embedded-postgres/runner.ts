import { execFile } from 'node:child_process'
import { chmod, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { Problem } from '../../domain/problem.ts'
import type { Layout } from './layout.ts'

/** As whom the PostgreSQL programs run: they refuse to run as root. */
export interface Runner {
  prefix: readonly string[]
  ids: { uid?: number; gid?: number }
  notices: readonly string[]
}

/** The environment of the caller would change what the server does: PGPORT, PGDATA, TZ, LC_ALL. */
export const ENVIRONMENT = { PATH: '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C', TZ: 'UTC' }

const ITSELF: Runner = { prefix: [], ids: {}, notices: [] }

/** Root's own identity under another number: it keeps reaching root's files, without root's powers. */
const USER_NAMESPACE: Runner = {
  prefix: ['unshare', '--user', '--map-user=1000', '--map-group=1000', '--'],
  ids: {},
  notices: [],
}

export async function chooseRunner(layout: Layout): Promise<Runner> {
  if (process.getuid?.() !== 0) return ITSELF
  const { uid, gid } = await stat(layout.home)
  if (uid !== 0) return droppedTo(uid, gid)
  if (await succeeds(USER_NAMESPACE, 'true')) return USER_NAMESPACE
  return handOver(layout)
}

/** Gives the cluster to the user nobody, for good: from then on its owner runs it. */
async function handOver({ folder, home }: Layout): Promise<Runner> {
  const [uid, gid] = await Promise.all([numberOf('-u'), numberOf('-g')])
  await promisify(execFile)('chown', ['-R', `${uid}:${gid}`, home], { env: ENVIRONMENT })
  const { mode } = await stat(folder)
  await chmod(folder, (mode & 0o777) | 0o011)
  return droppedTo(uid, gid)
}

async function numberOf(which: '-u' | '-g'): Promise<number> {
  const { stdout } = await promisify(execFile)('id', [which, 'nobody'], { env: ENVIRONMENT })
  return Number(stdout)
}

function droppedTo(uid: number, gid: number): Runner {
  const notice = `PostgreSQL refuses to run as root, so it runs as the user with number ${uid}, who owns its folder.`
  return { prefix: [], ids: { uid, gid }, notices: [notice] }
}

async function succeeds(runner: Runner, program: string, args: readonly string[] = []): Promise<boolean> {
  const [command = program, ...rest] = [...runner.prefix, program, ...args]
  const options = { ...runner.ids, env: ENVIRONMENT, cwd: '/', timeout: 10_000 }
  return promisify(execFile)(command, rest, options).then(
    () => true,
    () => false,
  )
}

/** Root reaches what a runner without root's powers may not. */
export async function refuseUnlessReachable(runner: Runner, folders: readonly string[]): Promise<void> {
  if (runner === ITSELF) return
  for (const folder of folders) {
    if (await succeeds(runner, 'test', ['-x', folder])) continue
    const closed = await highestClosed(runner, folder)
    throw new Problem(
      'configuration',
      `PostgreSQL cannot run as root, and ${nameOf(runner)} may not enter ${closed}. ` +
        'Start Relance as the owner of that folder, or move what lies below it elsewhere.',
    )
  }
}

async function highestClosed(runner: Runner, folder: string): Promise<string> {
  if (folder === '/' || (await succeeds(runner, 'test', ['-x', dirname(folder)]))) return folder
  return highestClosed(runner, dirname(folder))
}

function nameOf({ ids }: Runner): string {
  return ids.uid === undefined ? 'root without its powers' : `the user with number ${ids.uid}, who would run it,`
}
