import { execFileSync } from 'node:child_process'
import { readFileSync, realpathSync } from 'node:fs'
import { cpus, loadavg, release, totalmem, type } from 'node:os'
import { sql } from 'drizzle-orm'
import type { Ground } from './ground.ts'

/** What the figures hang on. */
export async function machineOf({ scale, folder, context }: Ground): Promise<string> {
  const [server] = await context.db.execute<Server>(sql`
    select current_setting('server_version') as version, current_setting('shared_buffers') as buffers,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`)
  const { version, buffers, fsync, commits } = server!
  return [
    `${scale.followUps.toLocaleString('en')} follow-ups, seed ${scale.seed}`,
    `${cpus().length} x ${cpus()[0]!.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`,
    `${diskOf(folder)}; ${type()} ${release()}`,
    `Node ${process.version}`,
    `PostgreSQL ${version} (shared_buffers ${buffers}, fsync ${fsync}, synchronous_commit ${commits})`,
  ].join('; ')
}

interface Server extends Record<string, unknown> {
  version: string
  buffers: string
  fsync: string
  commits: string
}

/** Of one run. */
export function conditions(): string {
  const now = Temporal.Now.plainDateTimeISO('UTC').toString({ smallestUnit: 'minute' }).replace('T', ' ')
  return `${now} UTC, commit ${commit()}, load ${loadavg()[0]!.toFixed(1)} when it began`
}

function commit(): string {
  try {
    const isChanged = git('status', '--porcelain', '--', '..', ':!RESULTS.md', ':!results.json') !== ''
    return git('rev-parse', '--short', 'HEAD') + (isChanged ? ' with changes' : '')
  } catch {
    return 'unknown'
  }
}

function git(...words: string[]): string {
  return execFileSync('git', words, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}

/** Where the kernel tells: the device and the file system that the folder is on. */
function diskOf(folder: string): string {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
    const path = realpathSync(folder)
    const over = mounts.filter(([, at]) => at === '/' || path === at || path.startsWith(`${at}/`))
    const [device, , kind] = over.toSorted(([, one], [, other]) => one!.length - other!.length).at(-1)!
    return `disk ${device}, ${kind}`
  } catch {
    return 'disk unknown'
  }
}
