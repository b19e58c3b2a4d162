import { schedule } from 'node-cron'
import type { Ending } from '../use-cases/ending.ts'

export interface Alarm {
  /** Never called while an earlier call is unsettled. Is to end soon at `stop`; now when that loses patience, or at the deadline. */
  wake: (ending: Ending) => Promise<void>
  /** Told what `wake` threw, and of every ring that finds it still running past its deadline. */
  onFault: (error: unknown) => void
  deadlineMs: number
  /** Asked at the end of each call: whether to wake again at once, for what came up meanwhile. */
  isDueAgain?: () => boolean
  beat?: Beat
  watchdogMs?: number
}

/** Rings again and again, until the function it returns is called. */
export type Beat = (ring: () => void) => () => void

export interface AlarmClock {
  /** Wakes before the next beat. */
  ring(): void
  /** Wakes no more, lets the running call finish what it has begun, and waits. When patience is over, aborts it and rejects. */
  stop(patienceMs?: number): Promise<void>
}

/** Wakes at once, then on every beat. A ring while a call is running is dropped: what was due then is due at the next. */
export function startAlarmClock({
  beat = everyMinute,
  watchdogMs = 90_000,
  isDueAgain = () => false,
  ...alarm
}: Alarm): AlarmClock {
  let running: Pass | undefined
  let isStopped = false
  const ring = () => {
    if (isStopped) return
    if (running) return reportIfLate(running, alarm.onFault)
    running = startPass(alarm)
    void running.ended.finally(() => {
      running = undefined
      if (isDueAgain()) ring()
    })
  }
  // A wall clock that is stepped back silences node-cron until it has caught up; timers do not look at that clock.
  const watchdog = setInterval(ring, watchdogMs)
  const silence = beat(() => {
    watchdog.refresh()
    ring()
  })
  ring()
  return {
    ring,
    async stop(patienceMs = 8_000) {
      isStopped = true // a beat that node-cron has already begun may still ring after it was silenced
      silence()
      clearInterval(watchdog)
      running?.finish()
      if (running) await endWithin(running, patienceMs)
    },
  }
}

/** In UTC, for node-cron drops the hour that other zones repeat or skip. */
function everyMinute(ring: () => void): () => void {
  const task = schedule('* * * * *', ring, { timezone: 'Etc/UTC', noOverlap: true, suppressMissedWarning: true })
  return () => void task.destroy()
}

interface Pass {
  ended: Promise<void>
  deadline: AbortSignal
  finish: () => void
  abort: (reason: Error) => void
}

function startPass({ wake, onFault, deadlineMs }: Pick<Alarm, 'wake' | 'onFault' | 'deadlineMs'>): Pass {
  const deadline = AbortSignal.timeout(deadlineMs)
  const [stop, impatience] = [new AbortController(), new AbortController()]
  const now = AbortSignal.any([deadline, impatience.signal])
  const runOnce = async () => {
    try {
      await wake({ soon: AbortSignal.any([stop.signal, now]), now })
    } catch (error) {
      onFault(error)
    }
  }
  return {
    ended: runOnce(),
    deadline,
    finish: () => stop.abort(),
    abort: (reason) => impatience.abort(reason),
  }
}

function reportIfLate({ deadline }: Pass, onFault: Alarm['onFault']): void {
  if (deadline.aborted) onFault(new Error('the pass is still running past its deadline', { cause: deadline.reason }))
}

async function endWithin({ ended, abort }: Pass, patienceMs: number): Promise<void> {
  const impatience = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    const reason = new Error(`the pass was still running ${patienceMs} ms after it was asked to stop, and was aborted`)
    impatience.reject(reason)
    abort(reason)
  }, patienceMs)
  try {
    await Promise.race([ended, impatience.promise])
  } finally {
    clearTimeout(timer)
  }
}
