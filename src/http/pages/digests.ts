import { Hono } from 'hono'
import { Problem } from '../../domain/problem.ts'
import { describeInput } from '../../domain/visible.ts'
import { changeSubscription, resumeSubscription } from '../../use-cases/change-subscription.ts'
import { listSubscriptions, showSubscription } from '../../use-cases/list-subscriptions.ts'
import { cancelSubscription, subscribe } from '../../use-cases/subscribe.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { newSubscriptionPage } from './digest/form-page.ts'
import { subscriptionListPage } from './digest/list-page.ts'
import { slotsFragment } from './digest/slots.ts'
import { subscriptionPage } from './digest/subscription-page.ts'
import { beginForm, readWishes, valuesOf } from './digest/wishes.ts'
import { fill, submit } from './form.ts'

export function digestPages(_web: Web): Hono<WebEnv> {
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
    const subscription = await showSubscription(contextOf(c), numberIn(c))
    const given = new URL(c.req.url).searchParams
    const isOpen = given.has('cron')
    const filled = isOpen ? beginForm(given, subscription) : fill(valuesOf(subscription))
    return c.html(await subscriptionPage(c, subscription, { filled, isOpen }))
  })

  app.post('/subscriptions/:n', (c) =>
    submit(
      c,
      async (values) => {
        const version = /^\d{1,9}$/.test(values['version'] ?? '') ? Number(values['version']) : undefined
        await changeSubscription(contextOf(c), numberIn(c), { ...readWishes(values), version })
        return c.redirect(`/subscriptions/${numberIn(c)}`, 303)
      },
      async (filled) =>
        subscriptionPage(c, await showSubscription(contextOf(c), numberIn(c)), { filled, isOpen: true }),
    ),
  )

  app.post('/subscriptions/:n/end', async (c) => {
    await cancelSubscription(contextOf(c), numberIn(c))
    return c.redirect(`/subscriptions/${numberIn(c)}`, 303)
  })

  app.post('/subscriptions/:n/resume', async (c) => {
    await resumeSubscription(contextOf(c), numberIn(c))
    return c.redirect(`/subscriptions/${numberIn(c)}`, 303)
  })
  return app
}

function numberIn(c: WebContext): number {
  const text = c.req.param('n') ?? ''
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text)
  throw new Problem('not_found', `no subscription ${describeInput(text)}`)
}
