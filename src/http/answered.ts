import { createMiddleware } from 'hono/factory'
import { routePath } from 'hono/route'
import type { Web, WebEnv } from './web.ts'

/** Tells of each request how it was answered, and the reader by which id to ask about it. */
export function tellAnswered(web: Web) {
  return createMiddleware<WebEnv>(async (c, next) => {
    const begun = performance.now()
    const id = c.get('requestId')
    await next()
    c.header('X-Request-Id', id)
    web.onAnswered?.({
      id,
      method: c.req.method,
      route: routePath(c),
      status: c.res.status,
      ms: Math.round(performance.now() - begun),
      officer: c.get('caller')?.context.officer.id ?? null,
    })
  })
}
