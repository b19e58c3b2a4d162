import { open, rename, stat } from 'node:fs/promises'
import type { Layout } from './layout.ts'

const KEPT_BYTES = 1_000_000
const READ_BYTES = 16_384

/** Opened for appending; a long one is put aside first, so that at most two are kept. */
export async function openLog({ log }: Layout) {
  const size = await sizeOf(log)
  if (size > KEPT_BYTES) await rename(log, `${log}.old`)
  return open(log, 'a', 0o600)
}

async function sizeOf(file: string): Promise<number> {
  return stat(file).then(
    ({ size }) => size,
    () => 0,
  )
}

/** The last complaint in a log from that byte on. */
export async function lastComplaint(file: string, from: number): Promise<string> {
  await using handle = await open(file)
  const start = Math.max(from, (await sizeOf(file)) - READ_BYTES)
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(READ_BYTES), position: start })
  return complaintIn(buffer.toString('utf8', 0, bytesRead))
}

/** What sessions of a server that was killed write into the same log, whenever they notice. */
const OF_A_KILLED_SERVER = /terminating connection due to unexpected postmaster exit/

/** What PostgreSQL's programs write last when they give up, without its time stamp and its hints. */
export function complaintIn(output: string): string {
  const written = output.split('\n').filter((line) => line.trim() !== '')
  const lines = written.filter((line) => !OF_A_KILLED_SERVER.test(line))
  const complaint =
    lines.findLast((line) => isAboutSpace(line)) ??
    lines.findLast((line) => /\b(FATAL|PANIC|ERROR|error):/.test(line)) ??
    lines.at(-1) ??
    written.at(-1) ??
    ''
  return complaint.replace(/^.*?\b(FATAL|PANIC|ERROR|error):\s*/, '').replace(/\.$/, '')
}

/** What fails first on a full disk makes other things fail after it. */
export function isAboutSpace(complaint: string): boolean {
  return /no space left|quota exceeded|wrote only \d+ of \d+ bytes/i.test(complaint)
}
