import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { serviceAtWork } from './support/running.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/relance.js')

/** A line of the shell in which `relance` is the program. */
async function inShell({ env }: AtWork, line: string): Promise<{ code: number; stderr: string }> {
  const script = `set -o pipefail; relance() { "${process.execPath}" "${PROGRAM}" "$@"; }; ${line}`
  const around = { env: { PATH: process.env['PATH'] ?? '', ...env } }
  return promisify(execFile)('bash', ['--norc', '-c', script], around).then(
    ({ stderr }) => ({ code: 0, stderr }),
    ({ code, stderr }: { code: number; stderr: string }) => ({ code, stderr }),
  )
}

test('a reader that has seen enough is no failure, and a disk that is full is one', async ({ task }) => {
  await using work = await atWork()
  expect(await inShell(work, 'relance export | head -c 1')).toEqual({ code: 0, stderr: '' })
  const full = await inShell(work, 'relance export > /dev/full')
  expect(full).toEqual({
    code: 74,
    stderr: 'error[output] standard output: what was to be written could not be (ENOSPC)\n',
  })
  tell(task, { fault: 'F26', injected: '| head; > /dev/full', note: 'exit 0; exit 74 with the cause' })
})

test('a service whose log nobody reads any more works on', async ({ task }) => {
  await using work = await atWork()
  await using service = await serviceAtWork(work, { LOG_LEVEL: 'debug' })
  await service.ready()
  service.closeLog()
  await service.ready()
  for (let asked = 0; asked < 50; asked += 1) await fetch(`${service.origin}/healthz`)
  expect(service.isAlive()).toBe(true)
  tell(task, { fault: 'F26', injected: 'log pipe closed, 50 lines after it', note: 'works on' })
})
