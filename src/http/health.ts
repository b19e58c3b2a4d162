import { Hono } from 'hono'
import type { Web, WebEnv } from './web.ts'

/** The health endpoint: 200 while the database answers and a worker looks each minute, else 503. */
export function healthRoutes({ checkWorker }: Pick<Web, 'checkWorker'>): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/healthz', async (c) => {
    try {
      const { isStalled, lastPassAt } = await checkWorker()
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
