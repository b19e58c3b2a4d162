import { schedule } from 'node-cron'

export interface Alarm {
  /** Never called while an earlier call is unsettled. Its signal aborts at the deadline, or when `stop` loses patience. */
  wake: (signal: AbortSignal) => Promise<void>
  /** Told what `wake` threw, and of every ring that finds it still running past its deadline. */
  onFault: (error: unknown) => void
  deadlineMs: number
  beat?: Beat
  watchdogMs?: number
}

/** Rings again and again, until the function it returns is called. */
export type Beat = (ring: () => void) => () => void

export interface AlarmClock {
  /** Wakes no more and waits for the running call to end. When patience is over, aborts that call and rejects. */
  stop(patienceMs?: number): Promise<void>
}

/** Wakes at once, then on every beat. A ring while a call is running is dropped: what was due then is due at the next. */
export function startAlarmClock({ beat = everyMinute, watchdogMs = 90_000, ...alarm }: Alarm): AlarmClock {
  let running: Pass | undefined
  let isStopped = false
  const ring = () => {
    if (isStopped) return
    if (running) return reportIfLate(running, alarm.onFault)
    running = startPass(alarm)
    void running.ended.finally(() => (running = undefined))
  }
  // A wall clock that is stepped back silences node-cron until it has caught up; timers do not look at that clock.
  const watchdog = setInterval(ring, watchdogMs)
  const silence = beat(() => {
    watchdog.refresh()
    ring()
  })
  ring()
  return {
    async stop(patienceMs = 8_000) {
      isStopped = true // a beat that node-cron has already begun may still ring after it was silenced
      silence()
      clearInterval(watchdog)
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
  abort: (reason: Error) => void
}

function startPass({ wake, onFault, deadlineMs }: Pick<Alarm, 'wake' | 'onFault' | 'deadlineMs'>): Pass {
  const deadline = AbortSignal.timeout(deadlineMs)
  const impatience = new AbortController()
  const runOnce = async () => {
    try {
      await wake(AbortSignal.any([deadline, impatience.signal]))
    } catch (error) {
      onFault(error)
    }
  }
  return { ended: runOnce(), deadline, abort: (reason) => impatience.abort(reason) }
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
