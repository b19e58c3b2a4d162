import { createHash } from 'node:crypto'
import { lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Problem } from '../../domain/problem.ts'
import type { Layout } from './layout.ts'
import { isServing, readServerFile } from './server-file.ts'

export interface SocketConnection {
  /** Of the socket itself: postgres.js would split a host at its commas and colons. */
  path: string
  database: string
  user: string
}

const SOCKET = '.s.PGSQL.5432'

/** What the address of a Unix socket holds beside its closing NUL: 108 bytes in Linux, 104 elsewhere. */
const LONGEST_PATH_BYTES = process.platform === 'linux' ? 107 : 103

/** Where the server listens, or will listen: in its home, unless that path is too long for a socket. */
export async function chooseSocket(layout: Layout): Promise<SocketConnection> {
  const directory = (await directoryInUse(layout)) ?? (await newDirectory(layout))
  return { path: join(directory, SOCKET), database: 'relance', user: 'relance' }
}

/** A running server knows best: whoever started it may have had another temporary folder. */
async function directoryInUse({ cluster }: Layout): Promise<string | undefined> {
  const file = await readServerFile(cluster)
  return file && (await isServing(file, cluster)) ? file.socketDirectory : undefined
}

async function newDirectory({ home }: Layout): Promise<string> {
  return Buffer.byteLength(join(home, SOCKET)) <= LONGEST_PATH_BYTES ? home : privateDirectory(home)
}

async function privateDirectory(home: string): Promise<string> {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16)
  const directory = join(tmpdir(), `relance-${name}`)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const [{ uid, mode }, owner] = await Promise.all([lstat(directory), lstat(home)])
  if ((mode & 0o170777) === 0o040700 && [process.getuid?.(), owner.uid].includes(uid)) return directory
  throw new Problem('configuration', `${directory} is not a private folder of the user who runs Relance. Remove it.`)
}
