import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { type Breach, breachesOf, LAYER_NAMES, outerBreachesOf } from './support/breaches.ts'

const ROOT = resolve(import.meta.dirname, '..')

/** Which rule each file may break, and why. */
const EXCEPTIONS: Readonly<Record<string, readonly [Breach['rule'], reason: string]>> = {
  'src/mail/message.ts': ['date', 'nodemailer takes the day of a mail as a Date'],
  'src/store/connection/by-hand.ts': [
    'sql',
    'what is written by hand has parameters, and is put together of constants alone',
  ],
  'src/service.ts': ['name', 'the service is what `relance start` runs, not a pattern'],
  'tests/domain/digests/slots.test.ts': ['size', 'one table of the zones and their oddities'],
  'tests/program/embedded-postgres.test.ts': ['size', 'one story: started, shared, killed, started again'],
}

test('the tree keeps the rules of the house', () => {
  expect(treeBreaches().filter((breach) => !isExcepted(breach))).toEqual([])
})

test('an exception that is no longer needed is struck out', () => {
  const needed = new Set(
    treeBreaches()
      .filter(isExcepted)
      .map(({ path }) => path),
  )
  expect(Object.keys(EXCEPTIONS).filter((path) => !needed.has(path))).toEqual([])
})

test('every layer is looked at', () => {
  const folders = sources('src').map(({ path }) => path.split('/')[1])
  expect(LAYER_NAMES.filter((layer) => !folders.includes(layer))).toEqual([])
})

test.for([
  ['src/domain/a.ts', `import { z } from 'zod'`, 'imports zod: domain imports no packages'],
  ['src/domain/a.ts', `import { join } from 'node:path'`, 'imports node:path: domain imports no packages'],
  ['src/domain/a.ts', `export * from '../language/en.ts'`, 'imports ../language/en.ts: domain may not import language'],
  [
    'src/domain/deep/a.ts',
    `import '../../config.ts'`,
    'imports ../../config.ts: domain may not import the composition root',
  ],
  ['src/language/a.ts', `import '../mail/b.ts'`, 'imports ../mail/b.ts: language may not import mail'],
  ['src/language/a.ts', `import 'hono/html'`, 'imports hono/html: language imports no packages'],
  [
    'src/store/a.ts',
    `import type { A } from '../use-cases/b.ts'`,
    'imports ../use-cases/b.ts: store may not import use-cases',
  ],
  [
    'src/store/schema/a.ts',
    `import '../../language/b.ts'`,
    'imports ../../language/b.ts: store may not import language',
  ],
  ['src/use-cases/a.ts', `import '../mail/b.ts'`, 'imports ../mail/b.ts: use-cases may not import mail'],
  ['src/use-cases/a.ts', `import { eq } from 'drizzle-orm'`, 'imports drizzle-orm: only store knows the database'],
  ['src/use-cases/a.ts', `let a: typeof import('postgres')`, 'imports postgres: only store knows the database'],
  ['src/ledger.ts', `import 'drizzle-orm/pg-core'`, 'imports drizzle-orm/pg-core: only store knows the database'],
  [
    'src/cli/commands/a.ts',
    `import type { A } from '../../store/b.ts'`,
    'imports ../../store/b.ts: cli may not import store',
  ],
  ['src/cli/a.ts', `const a = await import('../mail/b.ts')`, 'imports ../mail/b.ts: cli may not import mail'],
  ['src/http/a.ts', `export { a } from '../cli/b.ts'`, 'imports ../cli/b.ts: http may not import cli'],
  ['src/mail/a.ts', `import a = require('../worker/b.ts')`, 'imports ../worker/b.ts: mail may not import worker'],
  ['src/documents/a.ts', `import '../http/b.ts'`, 'imports ../http/b.ts: documents may not import http'],
  ['src/worker/a.ts', `import '../documents/b.ts'`, 'imports ../documents/b.ts: worker may not import documents'],
  ['src/worker/a.ts', `import '../http/b.ts'`, 'imports ../http/b.ts: worker may not import http'],
  ['src/worker/a.ts', `import '../main.ts'`, 'imports ../main.ts: worker may not import the composition root'],
  ['src/office/a.ts', `import 'zod'`, 'imports zod: office is no layer'],
  ['src/config.ts', `import { env } from 'node:process'`, 'imports node:process: only main.ts reads the surroundings'],
  ['src/config.ts', `const a = process.env['PORT']`, 'reads process.env'],
  ['src/cli/a.ts', `const a = process?.['argv'].slice(2)`, 'reads process.argv'],
  ['src/cli/a.ts', `const { env, pid } = process`, 'reads process.env'],
  ['src/store/a.ts', `const now = () => Temporal.Now.instant()`, 'reads Temporal.Now'],
  ['src/domain/a.ts', `const now = new Date()`, 'uses Date'],
  ['src/domain/a.ts', `const now = Date.now()`, 'uses Date'],
  ['src/http/a.ts', `let at: Date | null`, 'uses Date'],
  ['src/cli/a.ts', `export default function a() {}`, 'has a default export'],
  ['src/cli/a.ts', `const a = 1; export { a as default }`, 'has a default export'],
  ['src/use-cases/a.ts', `tx.execute(sql.raw('select 1'))`, 'uses sql.raw'],
  ['src/store/a.ts', 'await sql.unsafe(`drop table ${name}`)', 'uses sql.unsafe'],
] as const)('in %s, %s is a breach', ([path, text, says]) => {
  expect(breachesOf({ path, text }).map((breach) => breach.says)).toEqual([says])
})

test.for([
  ['src/domain/a.ts', `import { Problem } from './problem.ts'`],
  ['src/store/schema/a.ts', `import { sql } from 'drizzle-orm'; import '../../domain/b.ts'; sql.raw('a')`],
  ['src/use-cases/a.ts', `import { z } from 'zod'; import * as store from '../store/b.ts'; import '../domain/b.ts'`],
  ['src/cli/commands/a.ts', `import '../table.ts'; import '../../use-cases/b.ts'; import '../../language/b.ts'`],
  ['src/http/a.ts', `import '../documents/b.ts'`],
  ['src/documents/a.ts', `import 'docx'; import '../language/b.ts'; import '../use-cases/c.ts'`],
  ['src/mail/a.ts', `const headers = { Date: day, 'X-Day': mail.Date } // new Date()`],
  ['src/main.ts', `import './cli/a.ts'; import './store/b.ts'; run(process.env, process.argv, Temporal.Now.instant())`],
] as const)('in %s, %s is none', ([path, text]) => {
  expect(breachesOf({ path, text })).toEqual([])
})

test.for([
  ['src/mail/mail-service.ts', 'a', 'has a name that says nothing'],
  ['tests/helpers/a.ts', 'a', 'has a name that says nothing'],
  ['src/utils.ts', 'a', 'has a name that says nothing'],
  ['src/http/error.handler.ts', 'a', 'has a name that says nothing'],
  ['tests/a.test.ts', 'a\n'.repeat(251), 'has 251 lines'],
] as const)('%s breaks a rule for any file', ([path, text, says]) => {
  expect(outerBreachesOf({ path, text }).map((breach) => breach.says)).toEqual([says])
})

test.for(['src/utility.ts', 'src/managerial.ts', 'tests/serviceable/a.ts'])('%s is a name that may be', (path) => {
  expect(outerBreachesOf({ path, text: 'a\n'.repeat(250) })).toEqual([])
})

function treeBreaches(): Breach[] {
  return [
    ...sources('src').flatMap(breachesOf),
    ...['src', 'bin', 'tests', 'bench'].flatMap(sources).flatMap(outerBreachesOf),
  ]
}

function sources(folder: string) {
  const paths = globSync(`${folder}/**/*.{ts,mts,cts,tsx,js,mjs,cjs}`, { cwd: ROOT })
  return paths.map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
}

function isExcepted({ path, rule }: Breach): boolean {
  return EXCEPTIONS[path]?.[0] === rule
}
