import { Hono } from 'hono'

export interface Health {
  isWell: boolean
  lastPassAt: Temporal.Instant | null
}

/** The health endpoint: 200 while the database answers and a worker looks each minute, else 503. Never throws. */
export function healthApp(check: () => Promise<Health>): Hono {
  const app = new Hono()
  app.get('/healthz', async (c) => {
    try {
      const { isWell, lastPassAt } = await check()
      return c.json(
        { status: isWell ? 'ok' : 'stalled', lastPassAt: lastPassAt?.toString() ?? null },
        isWell ? 200 : 503,
      )
    } catch {
      return c.json({ status: 'database unreachable', lastPassAt: null }, 503)
    }
  })
  return app
}
