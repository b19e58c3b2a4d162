import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export const ONLY_ROOT = 'only root can mount a small disk'

/** A disk of its own that holds 64 MB; null where we may not mount one. */
export function smallDisk() {
  const path = mkdtempSync(join(tmpdir(), 'relance-small-'))
  const ballast = join(path, 'ballast')
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmSync(path, { recursive: true })
    return null
  }
  return {
    path,
    fill: () => {
      const { bavail, bsize } = statfsSync(path)
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize - 64 * 1024))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error // full, as it is to be
      }
    },
    empty: () => rmSync(ballast),
    [Symbol.dispose]: () => {
      execFileSync('umount', [path])
      rmSync(path, { recursive: true })
    },
  }
}
