import { Hono } from 'hono'
import { changeCounterpart } from '../../use-cases/counterparts/change-counterpart.ts'
import { enterCounterpart } from '../../use-cases/counterparts/enter-counterpart.ts'
import { listCounterparts } from '../../use-cases/counterparts/list-counterparts.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { showCounterpart } from '../../use-cases/counterparts/show-counterpart.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { asItIs, changePage, readChange } from './counterpart/change-page.ts'
import { counterpartPage } from './counterpart/counterpart-page.ts'
import { enterPage, readCounterpart } from './counterpart/enter-page.ts'
import { counterpartListPage } from './counterpart/list-page.ts'
import { fill, submit, type Filled } from './form.ts'

export function counterpartPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/counterparts', async (c) =>
    c.html(counterpartListPage(c, await listCounterparts(contextOf(c), c.get('moment')))),
  )
  app.get('/counterparts/enter', async (c) => {
    refuseBelow('officer', contextOf(c))
    return c.html(await enterForm(c, fill()))
  })
  app.post('/counterparts/enter', (c) => {
    refuseBelow('officer', contextOf(c))
    return submit(
      c,
      async (values) => {
        const { reference } = await enterCounterpart(contextOf(c), readCounterpart(values))
        return c.redirect(`/counterparts/${reference}`, 303)
      },
      (filled) => enterForm(c, filled),
    )
  })
  app.get('/counterparts/:ref', async (c) => {
    const story = await showCounterpart(contextOf(c), c.req.param('ref').toUpperCase(), c.get('moment'))
    return c.html(counterpartPage(c, story))
  })
  changeForm(app)
  return app
}

function changeForm(app: Hono<WebEnv>): void {
  app.get('/counterparts/:ref/change', async (c) => {
    const story = await wanted(c, c.req.param('ref'))
    return c.html(changePage(c, story, fill(asItIs(story))))
  })
  app.post('/counterparts/:ref/change', async (c) => {
    const story = await wanted(c, c.req.param('ref'))
    const { reference } = story.counterpart
    return submit(
      c,
      async (values) => {
        await changeCounterpart(contextOf(c), { counterpart: reference, ...readChange(values) })
        return c.redirect(`/counterparts/${reference}`, 303)
      },
      (filled) => changePage(c, story, filled),
    )
  })
}

function wanted(c: WebContext, reference: string) {
  refuseBelow('officer', contextOf(c))
  return showCounterpart(contextOf(c), reference.toUpperCase())
}

async function enterForm(c: WebContext, filled: Filled) {
  return enterPage(c, filled, await listCounterparts(contextOf(c)))
}
