export interface Rate {
  /** So many at once. */
  burst: number
  /** Then one in so long. */
  everyMs: number
}

export interface LeakyBuckets {
  /** Until there is room for one more; 0 where there is. */
  waitMs(key: string, now: Temporal.Instant): number
  pour(key: string, now: Temporal.Instant): void
  readonly size: number
}

/** One bucket for each key, of which as many are kept as are named: where there are more, the one not used longest goes. */
export function leakyBuckets({ burst, everyMs }: Rate, most = 10_000): LeakyBuckets {
  const emptyAt = new Map<string, number>()
  const filledMs = (key: string, now: Temporal.Instant) =>
    Math.min(Math.max((emptyAt.get(key) ?? 0) - now.epochMilliseconds, 0), burst * everyMs)
  return {
    waitMs: (key, now) => Math.max(filledMs(key, now) - (burst - 1) * everyMs, 0),
    pour(key, now) {
      const filled = Math.min(filledMs(key, now) + everyMs, burst * everyMs)
      emptyAt.delete(key) // so that it becomes the last in the order of use
      emptyAt.set(key, now.epochMilliseconds + filled)
      const [oldest] = emptyAt.keys()
      if (emptyAt.size > most) emptyAt.delete(oldest!)
    },
    get size() {
      return emptyAt.size
    },
  }
}
