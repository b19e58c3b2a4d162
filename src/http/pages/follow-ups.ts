import { Hono } from 'hono'
import { showFollowUp } from '../../use-cases/stories/show-follow-up.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { followUpPage } from './follow-up/follow-up-page.ts'

export function followUpPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/follow-ups/:ref', async (c) => {
    const story = await showFollowUp(contextOf(c), c.req.param('ref').toUpperCase(), c.get('moment'))
    return c.html(followUpPage(c, story))
  })
  return app
}
