import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { Problem } from '../../domain/problem.ts'

const SQLITE_BUSY = 5

/**
 * A lock on a file, kept until disposal or the death of its holder, however that comes: the operating system gives it
 * back. Node offers such locks only through SQLite; the file stays empty and must not be opened in another way.
 */
export function tryLock(file: string, strength: 'shared' | 'exclusive'): Disposable | undefined {
  const lock = openLock(file)
  try {
    lock.exec(strength === 'exclusive' ? 'begin exclusive' : 'begin; select count(*) from sqlite_schema')
    return { [Symbol.dispose]: () => lock.isOpen && lock.close() }
  } catch (error) {
    lock.close()
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return undefined
    throw unlockable(file, error)
  }
}

/** Waits for its turn with the exclusive lock. */
export async function takeLock(file: string, deadlineMs: number): Promise<Disposable> {
  const giveUpAt = performance.now() + deadlineMs
  while (performance.now() < giveUpAt) {
    const lock = tryLock(file, 'exclusive')
    if (lock) return lock
    await delay(20)
  }
  const minutes = deadlineMs / 60_000
  throw new Problem('unavailable', `Another process has held ${file} for ${minutes} minutes. Stop it, then try again.`)
}

function openLock(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 0 })
  } catch (error) {
    throw unlockable(file, error)
  }
}

function unlockable(file: string, error: unknown): Problem {
  const cause = error instanceof Error ? error.message : String(error)
  return new Problem('configuration', `Cannot lock ${file}: ${cause}. Set RELANCE_DIR to a folder on a local disk.`)
}
