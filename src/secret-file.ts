import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs'
import { Problem } from './domain/problem.ts'
import { describeInput } from './domain/visible.ts'

/** The text of a file that holds a secret, without its outer spaces. Refused if other users of the machine can read it. */
export function readSecretFile(path: string): string {
  const file = openOrExplain(path)
  try {
    if (fstatSync(file).isDirectory()) throw unusable(path, 'a folder', 'try the file in it')
    if (fstatSync(file).mode & 0o004) throw unusable(path, 'readable by everybody', 'try chmod 600')
    return readFileSync(file, 'utf8').trim()
  } finally {
    closeSync(file)
  }
}

function openOrExplain(path: string): number {
  try {
    return openSync(path, 'r')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') throw unusable(path, 'which does not exist', 'try its full path')
    if (code === 'EACCES' || code === 'EPERM') throw unusable(path, 'closed to this user', 'try chown and chmod 600')
    throw error
  }
}

function unusable(path: string, why: string, attempt: string): Problem {
  const got = `${describeInput(path)}, ${why}`
  return new Problem('configuration', `got ${got} — expected a file only its owner can read; ${attempt}`)
}
