import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { armCrashPoint, CRASH_POINTS, crashPoint } from '../src/domain/crash-points.ts'
import { relance } from './support/programs/command-line.ts'

const SRC = join(import.meta.dirname, '../src')

afterEach(() => armCrashPoint('plan-begun:999999', () => undefined))

test('each crash point is passed at one place of the source, and each that is passed is in the list', () => {
  const passed = globSync('**/*.ts', { cwd: SRC }).flatMap((path) =>
    [...readFileSync(join(SRC, path), 'utf8').matchAll(/\bcrashPoint\('([^']*)'\)/g)].map(([, name]) => name),
  )
  expect(passed.toSorted()).toEqual(CRASH_POINTS.toSorted())
})

test('the one that is armed crashes at the pass that was asked for, and the others never', () => {
  let crashes = 0
  armCrashPoint('mail-answered:3', () => (crashes += 1))
  for (const name of CRASH_POINTS) if (name !== 'mail-answered') crashPoint(name)
  crashPoint('mail-answered')
  crashPoint('mail-answered')
  expect(crashes).toBe(0)
  crashPoint('mail-answered')
  crashPoint('mail-answered')
  expect(crashes).toBe(1)
})

test.for(['nowhere', 'mail-answered:0', 'mail-answered:', 'mail-answered mail-marked', 'Mail-Answered', ':3'])(
  'CRASH_AT=%s is refused',
  (text) => {
    expect(() => armCrashPoint(text, () => undefined)).toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.stringMatching(/^CRASH_AT: got .*plan-begun/) }),
    )
  },
)

test('a command with a CRASH_AT that names nothing does nothing', async () => {
  const { code, stdout, stderr } = await relance(['doctor'], { env: { CRASH_AT: 'nowhere' } })
  expect({ code, stdout }).toEqual({ code: 78, stdout: '' })
  expect(stderr).toMatch(/^error\[configuration\] CRASH_AT: got "nowhere" — expected one of plan-begun/)
})
