import { Hono } from 'hono'
import { changeSubscription, resumeSubscription } from '../../use-cases/digests/change-subscription.ts'
import {
  listSubscriptions,
  showSubscription,
  type KnownSubscription,
} from '../../use-cases/digests/list-subscriptions.ts'
import { cancelSubscription, subscribe } from '../../use-cases/digests/subscribe.ts'
import { contextOf, type Web, type WebEnv } from '../web.ts'
import { newSubscriptionPage } from './digest/form-page.ts'
import { subscriptionListPage } from './digest/list-page.ts'
import { issuePages } from './digest/issue-routes.ts'
import { numberIn } from './digest/numbers.ts'
import { slotsFragment } from './digest/slots.ts'
import { subscriptionPage } from './digest/subscription-page.ts'
import { beginForm, readWishes, valuesOf } from './digest/wishes.ts'
import { fill, submit } from './form.ts'
import { html, said, type Html } from './html.ts'

export function digestPages(web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/subscriptions', async (c) => c.html(subscriptionListPage(c, await listSubscriptions(contextOf(c)))))

  app.get('/subscriptions/new', async (c) =>
    c.html(await newSubscriptionPage(c, beginForm(new URL(c.req.url).searchParams, contextOf(c)))),
  )

  app.get('/subscriptions/slots', (c) => {
    const { cron, zone } = c.req.query()
    return c.html(slotsFragment({ cron, zone }, contextOf(c).now))
  })

  app.post('/subscriptions', (c) =>
    submit(
      c,
      async (values) => {
        const context = contextOf(c)
        const wanted = { ...readWishes(values), officer: context.officer.email, language: 'en' }
        const { number } = await subscribe(context, wanted)
        return c.redirect(`/subscriptions/${number}`, 303)
      },
      (filled) => newSubscriptionPage(c, filled),
    ),
  )

  app.get('/subscriptions/:n', async (c) => {
    const subscription = await showSubscription(contextOf(c), numberIn(c, 'n'))
    const given = new URL(c.req.url).searchParams
    const isOpen = given.has('cron')
    const filled = isOpen ? beginForm(given, subscription) : fill(valuesOf(subscription))
    const done = c.req.query('done') === 'test' ? testedNotice(web, subscription) : ''
    return c.html(await subscriptionPage(c, subscription, { filled, isOpen, done }))
  })

  app.post('/subscriptions/:n', (c) =>
    submit(
      c,
      async (values) => {
        const version = /^\d{1,9}$/.test(values['version'] ?? '') ? Number(values['version']) : undefined
        await changeSubscription(contextOf(c), numberIn(c, 'n'), { ...readWishes(values), version })
        return c.redirect(`/subscriptions/${numberIn(c, 'n')}`, 303)
      },
      async (filled) =>
        subscriptionPage(c, await showSubscription(contextOf(c), numberIn(c, 'n')), { filled, isOpen: true, done: '' }),
    ),
  )

  app.route('/', issuePages(web))

  app.post('/subscriptions/:n/end', async (c) => {
    await cancelSubscription(contextOf(c), numberIn(c, 'n'))
    return c.redirect(`/subscriptions/${numberIn(c, 'n')}`, 303)
  })

  app.post('/subscriptions/:n/resume', async (c) => {
    await resumeSubscription(contextOf(c), numberIn(c, 'n'))
    return c.redirect(`/subscriptions/${numberIn(c, 'n')}`, 303)
  })
  return app
}

function testedNotice({ mailGoesToFolder }: Web, { email }: KnownSubscription): Html {
  const where = mailGoesToFolder
    ? html`written to ${mailGoesToFolder}`
    : html`taken by the mail server for ${said(email)}`
  return html`<p class="done" role="status">The test was ${where}. It counts for nothing.</p>`
}
