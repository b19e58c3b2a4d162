import { Hono } from 'hono'
import { RANKS } from '../../../domain/approaches/ladder.ts'
import { parseChoice } from '../../../domain/choice.ts'
import { parseDay } from '../../../domain/dates/day.ts'
import { parseLine, parseReference, parseText } from '../../../domain/text.ts'
import { listChoices } from '../../../use-cases/pending/list-choices.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import {
  cancelMeeting,
  changeMeeting,
  findMeeting,
  listMeetings,
  planMeeting,
} from '../../../use-cases/plan/plan-meeting.ts'
import { naming } from '../../naming.ts'
import { readNumber } from '../../read-number.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'
import { fill, optional, readFields, submit, type Filled, type Values } from '../form.ts'
import { meetingListPage, meetingPage } from './meeting-views.ts'

export function meetingPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()

  app.get('/meetings', async (c) => c.html(await list(c, fill())))

  app.post('/meetings', (c) => {
    refuseBelow('officer', contextOf(c))
    return submit(
      c,
      async (values) => {
        const { counterpart } = readFields(values, {
          counterpart: (value, field) => parseReference(value ?? '', field),
        })
        await naming(NAMES, () => planMeeting(contextOf(c), { counterpart, ...readMeeting(values) }))
        return c.redirect('/meetings', 303)
      },
      (filled) => list(c, filled),
    )
  })

  app.get('/meetings/:n', async (c) => {
    const { heldOn, rank, title, meets } = await meant(c)
    return c.html(await one(c, fill({ on: heldOn.toString(), rank, title, ...(meets && { meets }) })))
  })

  app.post('/meetings/:n', async (c) => {
    const { number } = await meant(c)
    return submit(
      c,
      async (values) => {
        const change = readMeeting(values)
        await naming(NAMES, () => changeMeeting(contextOf(c), number, { change, why: whyIn(values) }))
        return c.redirect('/meetings', 303)
      },
      (filled) => one(c, filled),
    )
  })

  app.post('/meetings/:n/cancellation', async (c) => {
    const { number } = await meant(c)
    return submit(
      c,
      async (values) => {
        await cancelMeeting(contextOf(c), number, whyIn(values))
        return c.redirect('/meetings', 303)
      },
      (filled) => one(c, filled),
    )
  })

  return app
}

/** What the use-cases call a field, and what these forms do. */
const NAMES = { 'held-on': 'on' }

function readMeeting(values: Values) {
  const { on: heldOn, ...told } = readFields(values, {
    on: (value, field) => parseDay(value ?? '', field),
    rank: (value, field) => parseChoice(value, field, RANKS),
    title: (value, field) => parseLine(value ?? '', field),
    meets: optional(parseLine),
  })
  return { heldOn, ...told }
}

function whyIn(values: Values): string {
  return readFields(values, { why: (value, field) => parseText(value ?? '', field) }).why
}

async function meant(c: WebContext) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return findMeeting(context, readNumber(c.req.param('n') ?? '', 'planned meeting'))
}

async function list(c: WebContext, filled: Filled) {
  const context = contextOf(c)
  const meetings = await listMeetings(context, c.get('moment'))
  return meetingListPage(c, { meetings, offices: (await listChoices(context)).counterparts, filled })
}

async function one(c: WebContext, filled: Filled) {
  return meetingPage(c, await meant(c), filled)
}
