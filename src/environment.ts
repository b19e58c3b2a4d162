import { nearest } from './domain/choice.ts'
import { Problem } from './domain/problem.ts'
import { describeInput } from './domain/visible.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Source = 'default' | 'set' | 'file'

type Parse<Value> = (text: string, name: string) => Value

/** Reads settings one by one and gathers every mistake, so that all of them can be shown at once. */
export function createReader<Name extends string>(env: Environment, readSecretFile: (path: string) => string) {
  const mistakes: string[] = []
  const sources = new Map<Name, Source>()

  function attempt<Value, Fallback>(fallback: Fallback, parse: () => Value): Value | Fallback {
    try {
      return parse()
    } catch (error) {
      if (!(error instanceof Problem)) throw error
      mistakes.push(error.message)
      return fallback
    }
  }

  function read<Value, Fallback>(name: Name, fallback: Fallback, parse: Parse<Value>): Value | Fallback {
    const text = given(env, name)
    sources.set(name, text === undefined ? 'default' : 'set')
    return text === undefined ? fallback : attempt(fallback, () => parse(text, name))
  }

  /** Directly, or from the file that NAME_FILE names. */
  function readSecret<Value>(name: Name, parse: Parse<Value>): Value | undefined {
    const file = given(env, `${name}_FILE`)
    if (file === undefined) return read(name, undefined, parse)
    sources.set(name, 'file')
    return attempt(undefined, () => {
      refuseBoth(env, name)
      return parse(secretIn(file, name, readSecretFile), name)
    })
  }

  return { read, readSecret, mistakes, sources }
}

/** A setting of ours that is misspelt would otherwise be ignored in silence. */
export function listMisspelt(env: Environment, known: readonly string[]): readonly string[] {
  const ours = known.filter((name) => name.startsWith('RELANCE_'))
  return Object.keys(env)
    .filter((name) => name.startsWith('RELANCE_') && !known.includes(name) && given(env, name) !== undefined)
    .map((name) => {
      const bare = name.slice('RELANCE_'.length)
      const meant = known.includes(bare) ? bare : nearest(name, ours)
      const got = 'got a setting that does not exist'
      return `${name}: ${got} — expected one of ${ours.join(', ')}${meant === undefined ? '' : `; try ${meant}`}`
    })
}

function given(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

function refuseBoth(env: Environment, name: string): void {
  if (given(env, name) === undefined) return
  const got = `got ${name}_FILE as well`
  throw new Problem('configuration', `${name}: ${got} — expected the one or the other; try ${name}_FILE alone`)
}

function secretIn(path: string, name: string, readSecretFile: (path: string) => string): string {
  let text
  try {
    text = readSecretFile(path)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw new Problem('configuration', `${name}_FILE: ${error.message}`)
  }
  if (text) return text
  const got = `${describeInput(path)}, which is empty`
  throw new Problem('configuration', `${name}_FILE: got ${got} — expected a file with ${name} in it`)
}
