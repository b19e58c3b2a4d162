import { Hono } from 'hono'
import { parseCron } from '../../domain/digests/cron.ts'
import { catalogueOf } from '../../language/catalogue.ts'
import { comeBack, readUnsubscribeLink, unsubscribe } from '../../use-cases/digests/unsubscribe.ts'
import { atMost } from '../limits.ts'
import type { Web, WebContext, WebEnv } from '../web.ts'
import { html, said, type Html } from './html.ts'
import { layout } from './layout.ts'

const words = catalogueOf('en')
const LARGEST_BODY = 64 * 1024

type Subscription = Awaited<ReturnType<typeof readUnsubscribeLink>>

/**
 * Where the mails of a subscription lead, signed in or not (RFC 8058). To look never acts, for programs follow links
 * before readers do; to post acts, from the button or from a mail program, and what it posts does not matter.
 */
export function unsubscribePages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.use('/unsubscribe/*', atMost(LARGEST_BODY), async (c, next) => {
    await next()
    c.header('Referrer-Policy', 'no-referrer') // the address is the key
  })

  app.get('/unsubscribe/:token', async (c) =>
    c.html(subscriptionShown(c, await readUnsubscribeLink(c.get('surroundings'), c.req.param('token')))),
  )

  app.post('/unsubscribe/:token', async (c) =>
    c.html(subscriptionShown(c, await unsubscribe(c.get('surroundings'), c.req.param('token')))),
  )

  app.post('/unsubscribe/:token/return', async (c) => {
    await comeBack(c.get('surroundings'), c.req.param('token'))
    return c.redirect(`/unsubscribe/${c.req.param('token')}`, 303)
  })
  return app
}

function subscriptionShown(c: WebContext, subscription: Subscription): Html {
  return subscription.cancelledAt ? endedPage(c, subscription) : offerPage(c, subscription)
}

function offerPage(c: WebContext, subscription: Subscription): Html {
  const { name, email, unsubscribeToken } = subscription
  return layout(c, {
    title: 'Unsubscribe',
    body: html`<h1>Unsubscribe</h1>
      <p>${said(email)} gets the digest ${said(name)}: ${comes(subscription)}.</p>
      <form method="post" action="/unsubscribe/${unsubscribeToken}" class="actions">
        <button type="submit">End it</button>
      </form>
      <p class="soft">Nothing else changes, and you can come back at any time.</p>`,
  })
}

function endedPage(c: WebContext, subscription: Subscription): Html {
  const { name, email, unsubscribeToken } = subscription
  return layout(c, {
    title: 'Unsubscribed',
    body: html`<h1>Unsubscribed</h1>
      <p class="done" role="status">${said(email)} gets ${said(name)} no more.</p>
      <p>An issue that was on its way already may still arrive.</p>
      <form method="post" action="/unsubscribe/${unsubscribeToken}/return" class="actions">
        <button class="quiet" type="submit">Come back</button>
        <span class="soft">${comes(subscription)}, as before</span>
      </form>`,
  })
}

function comes({ cron, timeZone }: Subscription): string {
  const schedule = words.scheduleInWords(parseCron(cron, 'cron'))
  return `${schedule.charAt(0).toLowerCase()}${schedule.slice(1)}, by the clocks of ${timeZone}`
}
