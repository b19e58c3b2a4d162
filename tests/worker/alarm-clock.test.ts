import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type Alarm, type Beat, startAlarmClock } from '../../src/worker/alarm-clock.ts'

describe('a beat', () => {
  test('wakes the worker, as the start does at once', async () => {
    const { ring, wake } = start({ wake: async () => {} })
    expect(wake).toHaveBeenCalledTimes(1)
    await settled()
    ring()
    expect(wake).toHaveBeenCalledTimes(2)
  })

  test('is dropped while the worker is awake, so that two passes never overlap', async () => {
    const pass = Promise.withResolvers<void>()
    const { ring, wake } = start({ wake: () => pass.promise })
    ring()
    ring()
    expect(wake).toHaveBeenCalledTimes(1)
    pass.resolve()
    await settled()
    ring()
    expect(wake).toHaveBeenCalledTimes(2)
  })

  test('is made up for at the end of a pass to which more came meanwhile, even when it was just over', async () => {
    const wanted = [true]
    const isDueAgain = () => wanted.shift() ?? false
    const { wake } = start({ wake: async () => {}, isDueAgain })
    await settled()
    expect(wake).toHaveBeenCalledTimes(2)
    await settled()
    expect(wake).toHaveBeenCalledTimes(2)
  })

  test.for([
    ['rejects', () => Promise.reject(new Error('no database'))],
    [
      'throws before its first wait',
      () => {
        throw new Error('no database')
      },
    ],
  ] as const)('follows a pass that %s, and the fault is reported', async ([, wakeUp]) => {
    const { ring, wake, onFault } = start({ wake: wakeUp })
    await settled()
    expect(onFault.mock.calls).toEqual([[new Error('no database')]])
    ring()
    expect(wake).toHaveBeenCalledTimes(2)
  })
})

describe('a pass that outlives its deadline', () => {
  test('sees its signal abort, and what it then throws is reported', async () => {
    const { wake, onFault } = start({ wake: untilAborted, deadlineMs: 1 })
    await Promise.allSettled([wake.mock.results[0]?.value])
    await settled()
    expect(onFault.mock.calls).toMatchObject([[{ name: 'TimeoutError' }]])
  })

  test('and ignores its signal is reported at every beat, and never joined by a second', async () => {
    const aborted = Promise.withResolvers<void>()
    const ignoreSignal: Alarm['wake'] = async ({ now }) => {
      await once(now, 'abort')
      aborted.resolve()
      await never
    }
    const { ring, wake, onFault } = start({ wake: ignoreSignal, deadlineMs: 1 })
    ring()
    expect(onFault).not.toHaveBeenCalled()
    await aborted.promise
    ring()
    ring()
    expect(onFault.mock.calls).toEqual([[stillRunning], [stillRunning]])
    expect(wake).toHaveBeenCalledTimes(1)
  })
})

describe('stopping', () => {
  test('silences the beat, and a ring that still comes wakes nobody', async () => {
    const { clock, ring, silence, wake } = start({ wake: async () => {} })
    await clock.stop()
    ring()
    expect(silence).toHaveBeenCalledOnce()
    expect(wake).toHaveBeenCalledTimes(1)
  })

  test('lets the running pass finish what it has begun, and waits', async () => {
    const pass = Promise.withResolvers<void>()
    const { clock, wake } = start({ wake: () => pass.promise })
    const onStopped = vi.fn<() => void>()
    const stopped = clock.stop().then(onStopped)
    await settled()
    expect(onStopped).not.toHaveBeenCalled()
    pass.resolve()
    await stopped
    expect(wake.mock.calls[0]?.[0]).toMatchObject({ soon: { aborted: true }, now: { aborted: false } })
  })

  test('aborts a pass that outlasts its patience, and says so', async () => {
    const { clock, wake } = start({ wake: () => never })
    await expect(clock.stop(1)).rejects.toThrow('still running 1 ms after it was asked to stop')
    expect(wake.mock.calls[0]?.[0]).toMatchObject({ soon: { aborted: true }, now: { aborted: true } })
  })
})

describe('on a wall clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: new Date('2026-11-24T06:55:30Z') }))
  afterEach(() => void vi.useRealTimers())

  test('the worker is woken at each full minute', async () => {
    const { wokenAt, clock } = startOnWallClock()
    await vi.advanceTimersByTimeAsync(90_000)
    expect(wokenAt).toEqual(['06:55:30', '06:56:00', '06:57:00'])
    await clock.stop()
  })

  test('that is stepped back by an hour the worker is woken all the same', async () => {
    const { wokenAt, clock } = startOnWallClock()
    await vi.advanceTimersByTimeAsync(30_000)
    vi.setSystemTime(new Date('2026-11-24T05:56:00Z'))
    await vi.advanceTimersByTimeAsync(240_000)
    expect(wokenAt).toEqual(['06:55:30', '06:56:00', '05:57:30', '05:59:00'])
    await clock.stop()
  })

  test('nothing keeps ticking after the stop', async () => {
    const { wokenAt, clock } = startOnWallClock()
    await clock.stop()
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(600_000)
    expect(wokenAt).toEqual(['06:55:30'])
  })
})

const never = new Promise<void>(() => {})
const stillRunning = new Error('the pass is still running past its deadline')

async function untilAborted({ now }: Parameters<Alarm['wake']>[0]): Promise<void> {
  await once(now, 'abort')
  now.throwIfAborted()
}

/** A clock that beats when the test rings. */
function start({ wake: pass, deadlineMs = 60_000, isDueAgain = () => false }: Partial<Alarm> & Pick<Alarm, 'wake'>) {
  const wake = vi.fn<Alarm['wake']>(pass)
  const onFault = vi.fn<Alarm['onFault']>()
  const silence = vi.fn<() => void>()
  const beat = vi.fn<Beat>(() => silence)
  const clock = startAlarmClock({ wake, onFault, deadlineMs, beat, isDueAgain })
  onTestFinished(async () => void (await Promise.allSettled([clock.stop(0)])))
  return { clock, wake, onFault, silence, ring: () => beat.mock.calls[0]?.[0]() }
}

function startOnWallClock() {
  const wokenAt: string[] = []
  const wake = async () => void wokenAt.push(new Date().toISOString().slice(11, 19))
  const onFault = (error: unknown) => void wokenAt.push(String(error))
  return { wokenAt, clock: startAlarmClock({ wake, onFault, deadlineMs: 60_000 }) }
}

/** All that was settled by now has been seen. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
