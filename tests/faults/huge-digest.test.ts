import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { urlOf } from '../support/databases/database-url.ts'
import { freshDesk } from '../support/ledgers/desk.ts'
import { listIssues, subscribeDaily } from '../support/ledgers/issues.ts'
import { addPending } from '../support/ledgers/many-pending.ts'
import { cancelSubscription } from '../../src/use-cases/digests/subscribe.ts'
import { tell } from './support/matrix.ts'

const MOST_MS = 2_000
const FIRST = Temporal.PlainDate.from('2026-11-24')
const PLAN = join(import.meta.dirname, 'support/plan-in-child.ts')

interface Planned {
  planned: number
  tookMs: number
  mostMemoryMb: number
}

test('a digest of 100,000 pending items takes 256 KB, two seconds and 300 MB at most', async ({ task }) => {
  await using desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00')
  await addPending(desk, 100_000)
  const plan = async (when: string): Promise<Planned> => {
    const { stdout } = await promisify(execFile)(process.execPath, [PLAN, urlOf(desk.connection as never), when])
    return JSON.parse(stdout) as Planned
  }
  const issues: Planned[] = []
  // Others may be at work on this machine: the quickest of those within a minute counts.
  const isQuick = () => issues.some(({ tookMs }) => tookMs <= MOST_MS)
  const begunAt = performance.now()
  for (let day = 1; issues.length < 2 || (!isQuick() && performance.now() - begunAt < 60_000); day += 1) {
    issues.push(await plan(`${FIRST.add({ days: day })}T09:00`))
    await desk.db.execute(`update digests set state = 'sent', sent_at = now(), next_attempt_at = null`)
  }
  const kb = Math.ceil(Math.max(...(await listIssues(desk)).map(({ message }) => message!.length)) / 1024)
  const mb = Math.max(...issues.map(({ mostMemoryMb }) => mostMemoryMb))
  const ms = Math.min(...issues.map(({ tookMs }) => tookMs))
  tell(task, { fault: 'F63', injected: '100,000 pending items', note: `${kb} KB, ${ms} ms, ${mb} MB` })
  expect(issues.every(({ planned }) => planned === 1)).toBe(true)
  expect(kb).toBeLessThanOrEqual(256)
  expect(ms).toBeLessThanOrEqual(MOST_MS)
  expect(mb).toBeLessThan(300)
})
