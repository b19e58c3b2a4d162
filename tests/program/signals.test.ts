import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freePort } from '../support/programs/free-port.ts'
import { freshLedger, launch } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof freshLedger>>

beforeAll(async () => {
  ledger = await freshLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

test.concurrent.for([
  ['start', 'SIGINT'],
  ['start', 'SIGTERM'],
  ['worker', 'SIGINT'],
  ['worker', 'SIGTERM'],
] as const)('relance %s ends cleanly at %s', async ([command, signal]) => {
  const service = await begin(command)
  service.child.kill(signal)
  expect(await service.end).toEqual([0, null])
})

test.concurrent('whoever is in the middle of asking does not keep the service from ending', async () => {
  const service = await begin('start')
  using caller = await callerInTheMiddle(service.port)
  service.child.kill('SIGTERM')
  expect(await service.end).toEqual([0, null])
  expect(caller.isHeard).toBe(false)
})

test.concurrent.for([
  ['SIGTERM', 143],
  ['SIGINT', 130],
] as const)('whoever insists with %s is heard at once, and it ends with %i', async ([signal, code]) => {
  const service = await begin('start')
  using caller = await callerInTheMiddle(service.port)
  const insisting = setInterval(() => service.child.kill(signal), 100)
  expect(await service.end).toEqual([code, null])
  clearInterval(insisting)
  expect(caller.isHeard).toBe(false)
})

async function begin(command: 'start' | 'worker') {
  const port = await freePort()
  const child = launch([command], { env: { ...ledger.env, PORT: String(port) } })
  const end = once(child, 'close')
  const endsEarly = end.then(([code]) => Promise.reject(new Error(`it ended with ${code}`)))
  await Promise.race([once(child.stdout, 'data'), endsEarly])
  for (const stream of [child.stdout, child.stderr]) stream.resume()
  return { child, port, end }
}

/** Has begun to ask and says no more, so that the service has to wait for the rest or to hang up. */
async function callerInTheMiddle(port: number) {
  const caller = connect(port, '127.0.0.1')
  caller.on('error', () => undefined) // cut off is what it is to be
  await once(caller, 'connect')
  await new Promise((sent) => caller.write('GET /healthz HTTP/1.1\r\nHost: ', sent))
  let isHeard = false
  caller.on('data', () => (isHeard = true))
  return {
    get isHeard() {
      return isHeard
    },
    [Symbol.dispose]: () => void caller.destroy(),
  }
}
