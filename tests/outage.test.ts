import { pino } from 'pino'
import { Writable } from 'node:stream'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { watchOutage } from '../src/outage.ts'

/** Its pauses pass at once. */
beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

const lost = () => Object.assign(new Error('lost'), { code: 'CONNECTION_CLOSED' })

function keptLog() {
  const lines: { level: number; msg: string }[] = []
  const into = new Writable({
    write: (line: Buffer, _encoding, done) => {
      lines.push(JSON.parse(String(line)))
      done()
    },
  })
  return { log: pino(into), said: () => lines.map(({ msg }) => msg) }
}

test('a database that is lost is told of once, and once when it is back, however often it was tried', async () => {
  const { log, said } = keptLog()
  const tries = Promise.withResolvers<void>()
  let tried = 0
  const outage = watchOutage(log, async () => {
    tried += 1
    if (tried < 3) outage.explains(lost())
    else tries.resolve()
  })
  expect(outage.explains(lost())).toBe(true)
  expect(outage.explains(lost())).toBe(true)
  await vi.advanceTimersByTimeAsync(5_000)
  await tries.promise
  outage.end()
  outage.end()
  expect(said()).toEqual([
    'the database cannot be used: the connection was closed; trying again until it can',
    'the database is back',
  ])
  expect(tried).toBe(3)
})

test('one that cannot be started again is complained of once, and tried on', async () => {
  const { log, said } = keptLog()
  const tries = Promise.withResolvers<void>()
  let tried = 0
  const outage = watchOutage(log, () => {
    tried += 1
    if (tried === 3) tries.resolve()
    return Promise.reject(new Error('no space'))
  })
  outage.explains(lost())
  await vi.advanceTimersByTimeAsync(5_000)
  await tries.promise
  outage.end()
  expect(said()).toEqual([
    'the database cannot be used: the connection was closed; trying again until it can',
    'the database cannot be started again; still trying',
    'the database is back',
  ])
})

test.for([
  ['25006', 'it only reads at present'],
  ['53100', 'its disk is full'],
  ['ETIMEDOUT', 'it does not answer'],
] as const)('what fails with %s is told as: %s', ([code, cause]) => {
  const { log, said } = keptLog()
  const outage = watchOutage(log, () => Promise.resolve())
  outage.explains(Object.assign(new Error('refused'), { code }))
  outage.end()
  expect(said()[0]).toBe(`the database cannot be used: ${cause}; trying again until it can`)
})

test('any other failure is somebody else’s to explain', () => {
  const { log, said } = keptLog()
  const outage = watchOutage(log, () => expect.unreachable())
  expect(outage.explains(new Error('a bug'))).toBe(false)
  expect(outage.explains(Object.assign(new Error('no such column'), { code: '42703' }))).toBe(false)
  expect(said()).toEqual([])
})
