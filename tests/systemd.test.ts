import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { parseConfig, redact } from '../src/config.ts'
import { Problem } from '../src/domain/problem.ts'
import { tellFailure } from '../src/failure.ts'

const ROOT = resolve(import.meta.dirname, '..')
const unit = readFileSync(join(ROOT, 'docs/relance.service'), 'utf8')
const settings = new Map(
  unit
    .split('\n')
    .filter((line) => /^\w+=/u.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
)

test('the unit starts what is installed there', () => {
  const [node = '', program = '', ...words] = settings.get('ExecStart')!.split(' ')
  const folder = settings.get('WorkingDirectory')!
  expect(node).toBe(join(folder, 'node_modules/.bin/node'))
  expect(existsSync(join(ROOT, program))).toBe(true)
  expect(words).toEqual(['start'])
})

test('whatever ends it, it is started again, but for a configuration that is wrong', () => {
  const wrong = tellFailure(new Problem('configuration', 'PORT: got x'), { note: () => {} } as never, pino())
  expect(settings.get('Restart')).toBe('always')
  expect(settings.get('RestartPreventExitStatus')).toBe(String(wrong))
})

test('what it sets are settings that exist, below the folder that it may write to', () => {
  const known = redact(parseConfig({}, () => '', ROOT)).map(({ name }) => name as string)
  const given = settings.get('Environment')!.split(' ')
  expect(given.map((one) => one.split('=')[0]!).filter((name) => ![...known, 'NODE_ENV'].includes(name))).toEqual([])
  expect(given).toContain(`RELANCE_DIR=/var/lib/${settings.get('StateDirectory')}`)
})
