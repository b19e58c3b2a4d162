import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import type { Ground } from './ground.ts'
import { rateOf } from './measure.ts'

interface Script {
  /** `:n` is a number from 1 to `most`. */
  statements: readonly string[]
  most: number
}

/** The barest client: pgbench where it is installed, else postgres.js with the statement written by hand. */
export const BAREST = existsSync('/usr/bin/pgbench') ? 'pgbench' : 'postgres.js'

/** How many times a second the statements ran, on so many connections. */
export async function bareRate(ground: Ground, script: Script, { lanes, seconds }: { lanes: number; seconds: number }) {
  return BAREST === 'pgbench'
    ? byPgbench(ground, script, { lanes, seconds })
    : byDriver(ground, script, { lanes, seconds })
}

async function byPgbench(
  { env }: Ground,
  { statements, most }: Script,
  { lanes, seconds }: { lanes: number; seconds: number },
): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-pgbench-'))
  const file = join(folder, 'script.sql')
  const begun = statements.length > 1 ? ['begin', ...statements, 'commit'] : statements
  await writeFile(file, `\\set n random(1, ${most})\n${begun.map((statement) => `${statement};\n`).join('')}`)
  const words = [
    '-n',
    '-M',
    'prepared',
    '-c',
    `${lanes}`,
    '-j',
    `${Math.min(lanes, 2)}`,
    '-T',
    `${seconds}`,
    '-f',
    file,
  ]
  const { stdout } = await promisify(execFile)('pgbench', words, { env: { ...process.env, ...env } })
  await rm(folder, { recursive: true })
  return Number(/tps = ([\d.]+)/.exec(stdout)![1])
}

async function byDriver(
  { connection }: Ground,
  { statements, most }: Script,
  { lanes, seconds }: { lanes: number; seconds: number },
): Promise<number> {
  const sql = postgres({ ...(connection as object), max: lanes, fetch_types: false })
  const bound = statements.map((statement) => statement.replaceAll(':n', '$1'))
  const rate = await rateOf(lanes, seconds, async (n) => {
    const argument = [1 + ((n * 7919) % most)]
    if (bound.length === 1) return sql.unsafe(bound[0]!, argument, { prepare: true })
    return sql.begin((tx) => bound.map((statement) => tx.unsafe(statement, argument, { prepare: true })))
  })
  await sql.end()
  return rate
}
