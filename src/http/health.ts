import { Hono } from 'hono'
import { checkReadiness, databaseFailing } from '../use-cases/operation/check-readiness.ts'
import { measure } from '../use-cases/operation/measure.ts'
import { metricsText } from './metrics.ts'
import type { Web, WebEnv } from './web.ts'

/** For whoever runs the service: without sign-in, and so without a word of what is recorded. */
export function healthRoutes({ surroundings, version, onFault, onAway }: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  /** The process runs and answers; nothing else is looked at. */
  app.get('/healthz', (c) => c.json({ status: 'ok', version }))

  app.get('/readyz', async (c) => {
    try {
      const { failings, lastPassAt } = await checkReadiness(await surroundings())
      const isReady = failings.length === 0
      return c.json({ status: isReady ? 'ready' : 'not ready', failings, lastPassAt }, isReady ? 200 : 503)
    } catch (error) {
      onAway?.(error)
      return c.json({ status: 'not ready', failings: [databaseFailing(error)], lastPassAt: null }, 503)
    }
  })

  app.get('/metrics', async (c) => {
    try {
      const text = metricsText(version, await measure(await surroundings()))
      return c.body(text, 200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' })
    } catch (error) {
      onFault(error, c.get('requestId'))
      return c.text('# the database cannot be asked just now\n', 503)
    }
  })

  return app
}
