import { type Config, parseConfig } from '../../src/config.ts'
import { Problem } from '../../src/domain/problem.ts'
import type { Environment } from '../../src/environment.ts'

export function configOf(env: Environment): Config {
  return parseConfig(env, () => '', '/srv/relance')
}

export function problemOf(env: Environment, readSecret: (path: string) => string = () => ''): Problem {
  try {
    parseConfig(env, readSecret, '/srv/relance')
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}
