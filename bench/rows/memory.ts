import { fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { inTheMiddle, ownersAmong } from '../data-set.ts'
import type { Ground } from '../ground.ts'
import { interleave, secondsOf } from '../measure.ts'
import { morningsGone, nextMorning, refuseUnlessFull } from '../mornings.ts'
import type { Peak, Wanted } from '../one-pass.ts'
import { inTime, type Row } from '../row.ts'
import { sinkAt } from '../sink-process.ts'

const PROGRAM = join(import.meta.dirname, '../../bin/relance.js')
const START_GOAL_S = 0.5
const IDLE_GOAL_MB = 120
const RUN_GOAL_MB = 200

/** What the program costs before it does anything. */
export const memory: Row = {
  name: 'memory',
  measure: async (ground) => {
    const { ours, baseline, ratio } = await interleave(
      5,
      () => secondsOf(() => ended(ground, ['--eval', '0'])),
      () =>
        secondsOf(() => ended(ground, [PROGRAM, 'pending', '--counterpart', `OFFICE-${inTheMiddle(ground.scale)}`])),
    )
    const readers = ownersAmong(ground.scale.followUps)
    const peak = await peakOfRun(ground, readers)
    const idle = await idleWorker(ground)
    return [
      {
        what: 'start: relance pending of an office in the middle, whole process',
        ours: inTime(ours),
        baseline: `node ${inTime(baseline)}`,
        ratio,
        goal: `at most ${inTime(START_GOAL_S)}`,
        isMet: ours <= START_GOAL_S,
      },
      {
        what: 'memory: a worker that has nothing to do',
        ours: `${Math.round(idle)} MB`,
        baseline: '',
        goal: `at most ${IDLE_GOAL_MB} MB`,
        isMet: idle <= IDLE_GOAL_MB,
      },
      {
        what: `memory: at most, of a pass that plans and sends ${readers.toLocaleString('en')} digests`,
        ours: `${Math.round(peak)} MB`,
        baseline: '',
        goal: `at most ${RUN_GOAL_MB} MB`,
        isMet: peak <= RUN_GOAL_MB,
      },
    ]
  },
}

function start({ env }: Ground, words: readonly string[]) {
  const { PGUSER, PGDATABASE, PGHOST, PGPORT } = env
  const url = `postgres://${PGUSER}@localhost/${PGDATABASE}?host=${encodeURIComponent(PGHOST!)}&port=${PGPORT}`
  return spawn(process.execPath, [...words], {
    env: { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), DATABASE_URL: url },
    stdio: 'ignore',
  })
}

async function ended(ground: Ground, words: readonly string[]): Promise<void> {
  const [code] = await once(start(ground, words), 'exit')
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}`)
}

const SETTLES_MS = 8_000

/** No slot is to come, and every line that was crossed has its flag already. */
async function idleWorker(ground: Ground): Promise<number> {
  await ground.context.db.execute(sql`update subscriptions set next_slot_at = null`)
  await ended(ground, [PROGRAM, 'worker', '--once'])
  const child = start(ground, [PROGRAM, 'worker'])
  await pause(SETTLES_MS)
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8')
  child.kill('SIGTERM')
  await once(child, 'exit')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) / 1024
}

async function peakOfRun(ground: Ground, readers: number): Promise<number> {
  await using sink = await sinkAt()
  const { connection, context } = ground
  const today = await nextMorning(context, { days: (await morningsGone(context)) + 1, readers })
  const child = fork(join(import.meta.dirname, '../one-pass.ts'))
  await once(child, 'message') // it is ready
  const wanted: Wanted = { connection, smtpUrl: sink.url, now: today.now.toString(), timeZone: today.timeZone }
  child.send(wanted)
  const [{ peakMb }] = (await once(child, 'message')) as [Peak]
  await refuseUnlessFull(context, readers)
  return peakMb
}
