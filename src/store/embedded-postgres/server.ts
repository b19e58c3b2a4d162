import { type ChildProcess, spawn } from 'node:child_process'
import { chown, rmdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '../../domain/problem.ts'
import { askServer } from './answer.ts'
import type { Means } from './cluster.ts'
import type { Layout } from './layout.ts'
import { isAboutSpace, lastComplaint, openLog } from './log.ts'
import { ENVIRONMENT } from './runner.ts'
import { isServing, readServerFile, type ServerFile } from './server-file.ts'
import type { SocketConnection } from './socket.ts'

const START_DEADLINE_MS = 120_000
const STOP_DEADLINE_MS = 60_000
const POLL_MS = 20
const RETRY_MS = 300

interface Launch {
  child: ChildProcess
  failure: string | undefined
  logStart: number
}

/** Returns once the server answers, whether it was started here or by somebody who was killed over it. */
export async function startServer(layout: Layout, connection: SocketConnection, means: Means): Promise<void> {
  const giveUpAt = performance.now() + START_DEADLINE_MS
  let launch: Launch | undefined
  while (performance.now() < giveUpAt) {
    if ((await askServer(connection)) === 'ready') return
    const file = await readServerFile(layout.cluster)
    if (!(file && (await isServing(file, layout.cluster)))) {
      if (launch && hasEnded(launch)) await refuseLastingFailure(layout, launch)
      if (!launch || hasEnded(launch)) launch = await launchServer(layout, connection, { ...means, stale: file })
    }
    await delay(POLL_MS)
  }
  throw unstarted(layout, `it does not answer after ${START_DEADLINE_MS / 60_000} minutes`)
}

/** Ends the sessions that are left and returns once the cluster is closed. It goes on closing beyond the deadline. */
export async function stopServer(layout: Layout, connection: SocketConnection): Promise<void> {
  const file = await readServerFile(layout.cluster)
  if (!file || !(await isServing(file, layout.cluster))) return
  process.kill(file.pid, 'SIGINT')
  const giveUpAt = performance.now() + STOP_DEADLINE_MS
  while ((await readServerFile(layout.cluster)) && performance.now() < giveUpAt) await delay(POLL_MS)
  if (dirname(connection.path) !== layout.home) await removeIfEmpty(dirname(connection.path))
}

async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'ENOENT') throw error
  })
}

async function launchServer(
  layout: Layout,
  connection: SocketConnection,
  { programs, runner, stale }: Means & { stale: ServerFile | undefined },
): Promise<Launch> {
  const { uid, gid } = runner.ids
  const socketDirectory = dirname(connection.path)
  if (uid !== undefined && gid !== undefined) await chown(socketDirectory, uid, gid)
  await using log = await openLog(layout)
  const { size: logStart } = await log.stat()
  const [command = programs.postgres, ...args] = [
    ...runner.prefix,
    programs.postgres,
    ...serverArguments(layout, socketDirectory),
  ]
  const child = spawn(command, args, {
    ...runner.ids,
    cwd: '/',
    detached: true, // its own session: Ctrl-C in our terminal is not meant for those who are attached beside us
    stdio: ['ignore', log.fd, log.fd],
    // A number in a stale file may have become another process. The server takes this one to be no other server.
    env: stale ? { ...ENVIRONMENT, PG_GRANDPARENT_PID: String(stale.pid) } : ENVIRONMENT,
  })
  const launch: Launch = { child, failure: undefined, logStart }
  child.once('error', (error) => (launch.failure = error.message))
  child.unref()
  return launch
}

function serverArguments({ cluster }: Layout, socketDirectory: string): string[] {
  const settings = [
    'listen_addresses=',
    `unix_socket_directories="${socketDirectory.replaceAll('"', '""')}"`, // a list, split at commas outside quotes
    'unix_socket_permissions=0700',
    'port=5432',
    'log_min_messages=log', // leaves out what clients did wrong, and with it the content of their rows
  ]
  return ['-D', cluster, ...settings.flatMap((setting) => ['-c', setting])]
}

function hasEnded({ child, failure }: Launch): boolean {
  return failure !== undefined || child.exitCode !== null || child.signalCode !== null
}

/** Another start may have been ahead, and the processes of a killed server take a moment to notice and end. */
async function refuseLastingFailure(layout: Layout, launch: Launch): Promise<void> {
  const complaint = launch.failure ?? (await lastComplaint(layout.log, launch.logStart))
  if (/already exists|still in use/.test(complaint)) return delay(RETRY_MS)
  throw unstarted(layout, complaint || `it ended with ${launch.child.exitCode ?? launch.child.signalCode}`)
}

function unstarted({ cluster, log }: Layout, complaint: string): Problem {
  const remedy = isAboutSpace(complaint) ? 'Make room' : `Its log is ${log}`
  return new Problem('unavailable', `PostgreSQL could not be started on ${cluster}: ${complaint}. ${remedy}.`)
}
