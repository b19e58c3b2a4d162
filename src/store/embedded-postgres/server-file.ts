import { execFile } from 'node:child_process'
import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface ServerFile {
  pid: number
  /** Not there until the server listens. */
  socketDirectory: string | undefined
}

/** The server's own record of itself, postmaster.pid. It outlives a server that was killed. */
export async function readServerFile(cluster: string): Promise<ServerFile | undefined> {
  try {
    const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8')).split('\n')
    return { pid: Number(lines[0]), socketDirectory: lines[4] || undefined }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** Whether that process serves this cluster; after a restart of the machine its number may be anybody's. */
export async function isServing({ pid }: ServerFile, cluster: string): Promise<boolean> {
  if (!(pid > 0)) return false
  if (process.platform !== 'linux') return (await commandOf(pid)).includes(cluster)
  return readlink(`/proc/${pid}/cwd`).then(
    (folder) => folder === cluster,
    () => false,
  )
}

async function commandOf(pid: number): Promise<string> {
  return promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).then(
    ({ stdout }) => stdout,
    () => '',
  )
}
