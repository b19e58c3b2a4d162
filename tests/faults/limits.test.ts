import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { serviceAtWork, until } from './support/running.ts'

const BACK_WITHIN_MS = 10_000
const MAILS = 12
/** How many mails a worker sends at a time. */
const LANES = 4
/** Fewer than a process has open that does nothing yet. */
const FILES_OF_ITS_OWN = 16

const WELL = { planned: MAILS, distinct: MAILS, lost: 0, differing: 0, doubledSlots: 0, unsettled: 0 }

/** Its watchdog has it look every two seconds, so that nobody waits for the next minute. */
const IMPATIENT = `const wait = setInterval
  globalThis.setInterval = (ring, ms, ...more) => wait(ring, ms === 90_000 ? 2_000 : ms, ...more)`

test('a service that may open no more files works on, and sends each mail once when it may again', async ({
  task,
  skip,
}) => {
  if (process.platform !== 'linux') return skip('only Linux limits a process that runs')
  await using work = await atWork({ recipientMs: 400 })
  await using service = await serviceAtWork(work, { NODE_OPTIONS: imported(IMPATIENT) })
  await service.ready()
  const limitTo = (files: number) => execFileSync('prlimit', ['--pid', String(service.pid), `--nofile=${files}:`])
  limitTo(FILES_OF_ITS_OWN)
  await work.plan(MAILS)
  await service.hears('the mail server takes no mail')
  const takenWithin = work.server.accepted.length
  limitTo(1024)
  const recoveredMs = await service.ready(BACK_WITHIN_MS)
  await settled(work)
  const { delivered, ...found } = await work.oracle()
  const { distinct, lost } = found
  tell(task, { fault: 'F27', injected: 'no file may be opened any more', delivered, distinct, lost, recoveredMs })
  expect(takenWithin).toBe(0)
  expect({ delivered, ...found }).toEqual({ delivered: MAILS, ...WELL })
  expect(service.isAlive()).toBe(true)
})

/** Takes more memory than there is, when told to. */
const HOG = `process.on('SIGUSR2', () => { for (const kept = [];;) kept.push(Array.from({ length: 1e5 }, () => ({}))) })`
const NARROW = { NODE_OPTIONS: `--max-old-space-size=64 ${imported(HOG)}` }

test('a service that runs out of memory ends, and the one that follows sends what it held', async ({ task }) => {
  await using work = await atWork({ recipientMs: 400 })
  await work.plan(MAILS)
  const service = work.start(['worker'], NARROW)
  const ended = once(service, 'exit')
  for (const output of [service.stdout, service.stderr]) output.resume()
  await until(() => work.server.accepted.length >= 2)
  service.kill('SIGUSR2')
  expect(await ended).toEqual([null, 'SIGABRT'])
  await work.passTime()
  const crashedAt = performance.now()
  await using next = await serviceAtWork(work)
  const recoveredMs = await next.ready(BACK_WITHIN_MS).then(() => performance.now() - crashedAt)
  await until(async () => (await work.oracle()).unsettled === 0)
  const { delivered, ...found } = await work.oracle()
  const { distinct, lost } = found
  tell(task, { fault: 'F27', injected: 'out of memory while sending', delivered, distinct, lost, recoveredMs })
  expect(found).toEqual(WELL)
  expect(delivered - distinct).toBeLessThanOrEqual(LANES)
})

async function settled(work: AtWork): Promise<void> {
  await work.passTime()
  await until(async () => (await work.oracle()).unsettled === 0)
}

function imported(script: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(script)}`
}
