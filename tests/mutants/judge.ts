import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createVitest, type TestModule, type TestProject } from 'vitest/node'
import { startCluster } from '../support/databases/suite-cluster.ts'
import type { Guard } from './guards/guard.ts'
import { ROOT, WHOLE, projectsOf } from './projects.ts'

export interface Judged {
  guard: string
  taken: string
  failed: readonly string[]
  verdict: 'missed' | 'SURVIVED' | 'TEXT GONE' | 'FAILS ANYWAY' | 'DID NOT RUN'
}

/** In one run of vitest, where each guard has a project without it; and one has them all, for a test that fails anyway proves nothing. */
export async function judgeAll(guards: readonly Guard[]): Promise<Judged[]> {
  const there = await Promise.all(guards.map(isThere))
  const taken = guards.filter((_, index) => there[index])
  await using cluster = await startCluster()
  await using projects = await projectsOf(taken, cluster.connection)
  const quietly = { config: false as const, watch: false, reporters: [{}] }
  const vitest = await createVitest({ ...quietly, root: ROOT, maxWorkers: '100%', projects: projects.all })
  try {
    const { testModules } = await vitest.runTestSpecifications(
      vitest.projects.flatMap((one) => specificationsOf(one, taken)),
    )
    return guards.map((guard) => ({
      guard: guard.guard,
      taken: takenFrom(guard),
      ...(taken.includes(guard) ? verdictOn(guard, testModules) : { failed: [], verdict: 'TEXT GONE' as const }),
    }))
  } finally {
    await vitest.close()
  }
}

async function isThere({ file, text }: Guard): Promise<boolean> {
  return (await readFile(join(ROOT, file), 'utf8')).split(text).length === 2
}

/** What is to run in a project: the tests of its guard, or those of all. */
function specificationsOf(project: TestProject, guards: readonly Guard[]) {
  const files = new Map<string, string[]>()
  for (const { guard, tests, named } of guards) {
    if (project.name !== WHOLE && project.name !== guard) continue
    for (const file of tests) files.set(file, [...(files.get(file) ?? []), named])
  }
  return [...files].map(([file, names]) =>
    project.createSpecification(join(ROOT, file), { testNamePattern: new RegExp(names.join('|')) }),
  )
}

type Verdict = Pick<Judged, 'failed' | 'verdict'>

function verdictOn(guard: Guard, modules: readonly TestModule[]): Verdict {
  const whole = resultsIn(WHOLE, guard, modules)
  if (!whole.isSound || whole.failed.length > 0) return { failed: whole.failed, verdict: 'FAILS ANYWAY' }
  const { isSound, failed } = resultsIn(guard.guard, guard, modules)
  if (failed.length > 0) return { failed, verdict: 'missed' }
  return { failed, verdict: isSound ? 'SURVIVED' : 'DID NOT RUN' }
}

/** Of the tests that hold up a guard, those that failed in a project, and whether the others were run at all. */
function resultsIn(name: string, { tests, named }: Guard, modules: readonly TestModule[]) {
  const own = modules.filter((one) => one.project.name === name && tests.includes(one.relativeModuleId))
  const namesOf = (state: 'passed' | 'failed') =>
    own
      .flatMap(({ children }) => [...children.allTests(state)])
      .map(({ fullName }) => fullName)
      .filter((fullName) => new RegExp(named).test(fullName))
  const isLoaded = own.length === tests.length && own.every((one) => one.errors().length === 0)
  return { isSound: isLoaded && namesOf('passed').length > 0, failed: namesOf('failed') }
}

function takenFrom({ file, text, without }: Guard): string {
  const [from, left] = [text, without].map((code) => code.trim().replaceAll(/\s+/g, ' '))
  return `${file}: ${left === '' ? `no ${from}` : `${from} → ${left}`}`.slice(0, 110)
}
