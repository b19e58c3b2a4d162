import { Hono } from 'hono'
import { parseInstant } from '../../../domain/dates/day.ts'
import { listHistory, showDigest, tellDigest } from '../../../use-cases/digests/list-digests.ts'
import { sendAgain } from '../../../use-cases/delivery/send-again.ts'
import { showSubscription } from '../../../use-cases/digests/list-subscriptions.ts'
import { sendTest } from '../../../use-cases/delivery/send-test.ts'
import { contextOf, type Web, type WebEnv } from '../../web.ts'
import { html } from '../html.ts'
import { framedMail } from './framed.ts'
import { historyPage } from './history-page.ts'
import { issuePage } from './issue-page.ts'
import { numberIn } from './numbers.ts'
import { composePreview, previewPage } from './preview-page.ts'

const ON_A_PAGE = 50

/** What a subscription mails: the next issue before it is planned, and each one that was. */
export function issuePages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/subscriptions/:n/preview', async (c) => {
    const subscription = await showSubscription(contextOf(c), numberIn(c, 'n'))
    return c.html(previewPage(c, subscription, await composePreview(c, web, subscription)))
  })

  app.get('/subscriptions/:n/preview.html', async (c) => {
    const subscription = await showSubscription(contextOf(c), numberIn(c, 'n'))
    return framedMail(c, (await composePreview(c, web, subscription)).html)
  })

  app.post('/subscriptions/:n/test', async (c) => {
    const number = numberIn(c, 'n')
    await sendTest(contextOf(c), web, number)
    return c.redirect(`/subscriptions/${number}?done=test`, 303)
  })

  app.get('/subscriptions/:n/digests', async (c) => {
    const subscription = await showSubscription(contextOf(c), numberIn(c, 'n'))
    const from = c.req.query('before')
    const before = from === undefined ? undefined : parseInstant(from, 'before')
    const wanted = { subscription: subscription.id, before, limit: ON_A_PAGE }
    const page = await listHistory(contextOf(c), wanted, c.get('moment'))
    return c.html(historyPage(c, subscription, page))
  })

  app.get('/subscriptions/:n/digests/:number', async (c) => {
    const issue = { subscription: numberIn(c, 'n'), number: numberIn(c, 'number') }
    const story = await tellDigest(contextOf(c), issue, c.get('moment'))
    const isAgain = c.req.query('done') === 'again' && story.digest.state === 'planned'
    const done = isAgain ? html`<p class="done" role="status">It is back in line: it leaves within a minute.</p>` : ''
    return c.html(issuePage(c, web, { story, done }))
  })

  app.get('/subscriptions/:n/digests/:number/mail.html', async (c) => {
    const issue = { subscription: numberIn(c, 'n'), number: numberIn(c, 'number') }
    const { message } = await showDigest(contextOf(c), issue)
    return framedMail(c, web.readMessage(message!).html ?? '')
  })

  app.post('/subscriptions/:n/digests/:number/again', async (c) => {
    const issue = { subscription: numberIn(c, 'n'), number: numberIn(c, 'number') }
    await sendAgain(contextOf(c), issue)
    return c.redirect(`/subscriptions/${issue.subscription}/digests/${issue.number}?done=again`, 303)
  })
  return app
}
