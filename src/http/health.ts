import { Hono } from 'hono'

export interface Health {
  isStalled: boolean
  lastPassAt: Temporal.Instant | null
}

/** The health endpoint: 200 while the database answers and a worker looks each minute, else 503. Never throws. */
export function healthApp(check: () => Promise<Health>): Hono {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    try {
      const { isStalled, lastPassAt } = await check()
      return c.json(
        { status: isStalled ? 'stalled' : 'ok', lastPassAt: lastPassAt?.toString() ?? null },
        isStalled ? 503 : 200,
      )
    } catch {
      return c.json({ status: 'database unreachable', lastPassAt: null }, 503)
    }
  })
  return app
}
