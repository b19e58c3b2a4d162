import { createMiddleware } from 'hono/factory'
import { Problem } from '../../domain/problem.ts'
import { leakyBuckets, type LeakyBuckets } from '../leaky-buckets.ts'
import type { WebContext, WebEnv } from '../web.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** How much of each is taken. All who come through one gateway share its address: those limits are for many. */
export const RATES = {
  mailsToAddress: { burst: 5, everyMs: 5 * MINUTE },
  mailsFromClient: { burst: 40, everyMs: 15 * SECOND },
  badLinks: { burst: 40, everyMs: 15 * SECOND },
  badTokens: { burst: 60, everyMs: 5 * SECOND },
  calendarReads: { burst: 30, everyMs: 10 * SECOND },
  changes: { burst: 600, everyMs: SECOND / 5 },
} as const

/** Refuses, and says when to come back, where one of the buckets is full. */
export function refuseFull(c: WebContext, of: readonly (readonly [LeakyBuckets, key: string])[]): void {
  const now = c.get('surroundings').now
  const waitMs = Math.max(...of.map(([buckets, key]) => buckets.waitMs(key, now)))
  if (waitMs === 0) return
  const seconds = Math.ceil(waitMs / SECOND)
  c.header('Retry-After', String(seconds))
  throw new Problem('too_many', `too many tries; come back in ${inWords(seconds)}`)
}

export function pour(c: WebContext, of: readonly (readonly [LeakyBuckets, key: string])[]): void {
  for (const [buckets, key] of of) buckets.pour(key, c.get('surroundings').now)
}

/** Nobody records or changes things faster than people and sound programs do. */
export function limitChanges() {
  const buckets = leakyBuckets(RATES.changes)
  return createMiddleware<WebEnv>(async (c, next) => {
    const officer = c.get('caller')?.context.officer
    if (officer && !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
      const of = [[buckets, String(officer.id)]] as const
      refuseFull(c, of)
      pour(c, of)
    }
    await next()
  })
}

function inWords(seconds: number): string {
  return seconds < 90 ? `${seconds} seconds` : `${Math.ceil(seconds / 60)} minutes`
}
