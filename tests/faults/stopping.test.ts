import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { countOf } from './support/many.ts'
import { tell } from './support/matrix.ts'
import { silentServer } from './support/silent-server.ts'

const LANES = 4
const INFO = 30

test.for([['worker'], ['worker', '--once']])(
  'a %j that is told to end while it sends claims no more, and gives back what it cannot finish',
  async (words, { task }) => {
    await using work = await atWork()
    await work.plan(10)
    await using server = await silentServer()
    const { worker, ended, said } = await sending(work, { words, server, mails: LANES })
    const toldAt = performance.now()
    worker.kill('SIGTERM')
    expect(await ended, (await said)[1]).toEqual([0, null])
    const tookMs = performance.now() - toldAt
    expect(tookMs).toBeLessThan(10_000)
    expect(server.held()).toBe(LANES)
    expect(await countOf(work, `digests where state = 'planned' and next_attempt_at <= clock_timestamp()`)).toBe(10)

    await work.run(['worker', '--once'])
    const { delivered, distinct, lost, unsettled } = await work.oracle()
    const injected = `SIGTERM to ${words.join(' ')} during 4 sends`
    const note = `ended after ${(tookMs / 1000).toFixed(1)} s`
    tell(task, { fault: 'F9', injected, delivered, distinct, lost, note })
    expect({ delivered, distinct, lost, unsettled }).toEqual({ delivered: 10, distinct: 10, lost: 0, unsettled: 0 })
  },
)

test('a worker that is told a second time to end ends at once, and its mail goes out when its lease is over', async ({
  task,
}) => {
  await using work = await atWork()
  await work.plan(1)
  await using server = await silentServer()
  const { worker, ended } = await sending(work, { words: ['worker'], server, mails: 1 })
  const toldAt = performance.now()
  worker.kill('SIGTERM')
  const insisting = setInterval(() => worker.kill('SIGTERM'), 400)
  expect(await ended).toEqual([143, null])
  clearInterval(insisting)
  expect(performance.now() - toldAt).toBeLessThan(3_000)
  expect(await countOf(work, `digests where state = 'sending'`)).toBe(1)
  await work.passTime()
  await work.settle()
  const { delivered, distinct, lost } = await work.oracle()
  tell(task, { fault: 'F9', injected: 'a second SIGTERM', delivered, distinct, lost })
  expect({ delivered, distinct, lost }).toEqual({ delivered: 1, distinct: 1, lost: 0 })
})

test.for([
  ['a throw out of nowhere', `throw new Error('canary')`],
  ['a rejection that nobody handles', `void Promise.reject(new Error('canary'))`],
] as const)('%s ends the worker with 70 and one line of JSON', async ([injected, fault], { task }) => {
  await using work = await atWork()
  await work.plan(1)
  await using server = await silentServer()
  const hook = `process.on('SIGUSR2', () => { ${fault} })`
  const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` }
  const { worker, ended, said } = await sending(work, { words: ['worker'], server, mails: 1, env })
  worker.kill('SIGUSR2')
  expect(await ended).toEqual([70, null])
  const [, stderr] = await said
  const lines = stderr
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { level: number })
  expect(lines.filter(({ level }) => level > INFO)).toMatchObject([
    { level: 60, msg: 'crashed', name: 'Error', message: 'canary' },
  ])

  const crashedAt = performance.now()
  await work.passTime()
  await work.settle()
  const { delivered, distinct, lost } = await work.oracle()
  tell(task, { fault: 'F69', injected, delivered, distinct, lost, recoveredMs: performance.now() - crashedAt })
  expect({ delivered, distinct, lost }).toEqual({ delivered: 1, distinct: 1, lost: 0 })
})

interface Sending {
  words: readonly string[]
  server: Awaited<ReturnType<typeof silentServer>>
  mails: number
  env?: Record<string, string>
}

/** A worker in the middle of sending so many mails. */
async function sending(work: AtWork, { words, server, mails, env }: Sending) {
  const worker = work.start(words, { ...env, SMTP_URL: server.url })
  const ended = once(worker, 'exit')
  const said = Promise.all([text(worker.stdout), text(worker.stderr)])
  await expect.poll(server.held, { timeout: 30_000 }).toBe(mails)
  return { worker, ended, said }
}
