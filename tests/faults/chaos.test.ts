import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { atWork, type AtWork } from './support/ledger-at-work.ts'
import { planMany } from './support/many.ts'
import { tell } from './support/matrix.ts'
import { randomFrom } from './support/random.ts'

const MAILS = 2_000
const KILLS = 30
const WORKERS = 3
/** As a server at some distance; one next door would have a kill meet its worst moment nearly every time. */
const ANSWERS_AFTER_MS = 100
/** As many as one worker has in hand: what is held by those that were killed is not sent before its lease is over. */
const LANES = 4
const SEED = Number(process.env['FAULT_SEED'] ?? randomInt(2 ** 31))

test(`${WORKERS} workers, ${MAILS} mails and ${KILLS} SIGKILLs (FAULT_SEED=${SEED}) lose nothing`, async ({ task }) => {
  await using work = await atWork({ recipientMs: ANSWERS_AFTER_MS })
  await planMany(work, MAILS)
  const begunAt = performance.now()
  await killAtRandom(work)
  const endedAt = performance.now()
  await work.passTime()
  await work.settle()

  const { planned, delivered, distinct, ...found } = await work.oracle()
  const extra = delivered - distinct
  tell(task, {
    fault: 'F10',
    injected: `${WORKERS} workers, ${KILLS} SIGKILLs, seed ${SEED}`,
    delivered,
    distinct,
    lost: planned - distinct,
    recoveredMs: performance.now() - endedAt,
    note: `${extra} copies twice, in ${Math.round((endedAt - begunAt) / 1000)} s`,
  })
  expect({ planned, distinct, ...found }).toEqual({
    planned: MAILS,
    distinct: MAILS,
    lost: 0,
    differing: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
  expect(extra).toBeLessThanOrEqual(KILLS)
  expect(extra).toBeLessThanOrEqual(await claimsAnew(work))
  expect(mostCopies(work)).toBeLessThanOrEqual(1 + KILLS)
})

/** Whenever the server has taken so many more mails, and a moment later, one of the workers is killed; another follows it. */
async function killAtRandom(work: AtWork): Promise<void> {
  const random = randomFrom(SEED)
  const running = new Set<ChildProcess>()
  let toKill = KILLS
  const keepOneRunning = async () => {
    while (toKill > 0) {
      const worker = work.start(['worker', '--once'])
      for (const stream of [worker.stdout, worker.stderr]) stream.resume()
      running.add(worker)
      await once(worker, 'exit')
      running.delete(worker)
    }
  }
  const kill = async () => {
    const reachable = MAILS - KILLS * LANES
    const moments = Array.from({ length: KILLS }, () => Math.floor(random() * reachable)).toSorted((a, b) => a - b)
    for (const moment of moments) {
      while (work.server.accepted.length < moment || running.size === 0) await pause(2)
      await pause(random() * ANSWERS_AFTER_MS)
      const victims = [...running]
      const victim = victims[Math.floor(random() * victims.length)]
      if (victim?.kill('SIGKILL')) toKill -= 1
    }
  }
  await Promise.all([kill(), ...Array.from({ length: WORKERS }, keepOneRunning)])
}

/** Nothing goes twice that nobody claimed twice. */
async function claimsAnew({ desk }: AtWork): Promise<number> {
  const [row] = await desk.db.execute<{ claims: number }>(
    `select sum(attempts - 1)::int as claims from digests where attempts > 0`,
  )
  return row!.claims
}

function mostCopies({ server }: AtWork): number {
  const ids = server.accepted.map(({ bytes }) => /^message-id:\s*(<[^>]+>)/im.exec(bytes.toString('latin1'))?.[1])
  return Math.max(
    ...Map.groupBy(ids, (id) => id)
      .values()
      .map((copies) => copies.length),
  )
}
