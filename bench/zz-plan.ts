import { ground } from './ground.ts'
import { morningsGone, nextMorning } from './mornings.ts'
import { planDigests } from '../src/use-cases/plan-digests.ts'
import { postOf } from '../src/post.ts'
import { parseConfig } from '../src/config.ts'
import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
const laid = await ground({ followUps: 200000, seed: 9 }, console.error, '/tmp/delivery/relance-bench-200000-9')
const db = laid.open(8)
let count = 0
const client = db.$client
const unsafe = client.unsafe
const context = { ...laid.context, db }
const post = postOf(parseConfig({}, () => '', '/nowhere'))
let morning = await morningsGone(context)
async function run() {
  const today = await nextMorning(context, { days: (morning += 1) } as never)
  const cpu = process.cpuUsage()
  const t = performance.now()
  const planned = await planDigests(today, post)
  const { user, system } = process.cpuUsage(cpu)
  return {
    planned,
    wallMs: ((performance.now() - t) / planned).toFixed(2),
    cpuMs: ((user + system) / 1000 / planned).toFixed(2),
  }
}
console.log(await run())
console.log(await run())
const session = new Session()
session.connect()
await session.post('Profiler.enable')
await session.post('Profiler.setSamplingInterval', { interval: 250 })
await session.post('Profiler.start')
console.log(await run())
console.log(await run())
const { profile } = await session.post('Profiler.stop')
writeFileSync('/tmp/lead/plan.cpuprofile', JSON.stringify(profile))
await laid[Symbol.asyncDispose]()
