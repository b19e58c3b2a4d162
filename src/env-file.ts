import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { Problem } from './domain/problem.ts'
import { fileTrouble } from './file-trouble.ts'

/** The settings in a file; none where there is no such file. Node's `loadEnvFile` takes whatever it cannot open for absent. */
export function readEnvFile(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return {}
    throw new Problem('configuration', `${file}: ${fileTrouble(error) ?? `it cannot be read (${code})`}`)
  }
}
