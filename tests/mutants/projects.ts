import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import type { Vite } from 'vitest/node'
import { project } from '../../vitest.config.ts'
import { asAdministrator } from '../support/databases/administrator.ts'
import { prepareTemplates, type Templates } from '../support/databases/suite-cluster.ts'
import type { Guard } from './guards/guard.ts'

export const ROOT = join(import.meta.dirname, '../..')

/** The name of the project that has every guard. */
export const WHOLE = 'every guard'

const MIGRATIONS = 'migrations'

/** A project that has every guard, and one without each; what they need in files is there until disposal. */
export async function projectsOf(guards: readonly Guard[], cluster: Templates['postgres']) {
  const folder = await mkdtemp(join(tmpdir(), 'relance-mutants-'))
  const whole = await prepareTemplates(cluster)
  const all = [
    projectOn(
      whole,
      WHOLE,
      guards.flatMap(({ tests }) => tests),
    ),
  ]
  for (const [index, guard] of guards.entries()) {
    const named = `without_${index}`
    const templates = isMigration(guard)
      ? await templatesWithout(guard, { ...cluster, database: named }, join(folder, named))
      : whole
    all.push({ ...projectOn(templates, guard.guard, guard.tests), plugins: [takingAway(guard)] })
  }
  return { all, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) }
}

function projectOn({ postgres, sample }: Templates, name: string, include: readonly string[]) {
  const { test } = project(name, { include: [...include], isolate: false })
  const plugins: Vite.Plugin[] = []
  return { plugins, test: { ...test, globalSetup: [], provide: { postgres, sample } } }
}

/** In the code as tests load it; the file stays as it is, and what vitest keeps of it from run to run as well. */
function takingAway({ file, text, without }: Guard): Vite.Plugin {
  const path = join(ROOT, file)
  return {
    name: 'taking-away',
    enforce: 'pre',
    configureVitest: ({ defineCacheKeyGenerator }) =>
      defineCacheKeyGenerator(({ id }) => (id === path ? false : undefined)),
    transform: (code, id) => (id === path ? code.replace(text, () => without) : undefined),
  }
}

function isMigration({ file }: Guard): boolean {
  return file.startsWith(MIGRATIONS)
}

async function templatesWithout(guard: Guard, empty: Templates['postgres'], folder: string): Promise<Templates> {
  const spoilt = join(folder, relative(MIGRATIONS, guard.file))
  await cp(join(ROOT, MIGRATIONS), folder, { recursive: true })
  await writeFile(
    spoilt,
    (await readFile(spoilt, 'utf8')).replace(guard.text, () => guard.without),
  )
  await asAdministrator(empty, (sql) => sql.unsafe(`create database ${empty.database} owner relance`))
  return prepareTemplates(empty, folder)
}
