import { Hono } from 'hono'
import { parseDay } from '../../domain/dates/day.ts'
import { CHANNELS } from '../../domain/correspondence/facts.ts'
import { Problem } from '../../domain/problem.ts'
import { parseLine, parseReference, parseText } from '../../domain/text.ts'
import { attestReading, withdrawAttestation } from '../../use-cases/silence/attest-reading.ts'
import {
  declareReceivingPoint,
  retireReceivingPoint,
  type NewReceivingPoint,
} from '../../use-cases/silence/declare-receiving-point.ts'
import { listDesks } from '../../use-cases/access/desks.ts'
import { deskOf } from '../../use-cases/find.ts'
import {
  listReceivingPoints,
  showReceivingPoint,
  type PointStory,
} from '../../use-cases/silence/list-receiving-points.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { fill, optional, readFields, submit, type Filled, type Values } from './form.ts'
import type { Html } from './html.ts'
import { declarePage } from './receiving-points/declare-page.ts'
import { pointListPage } from './receiving-points/list-page.ts'
import { pointPage } from './receiving-points/point-page.ts'
import { retirePage, withdrawPage } from './receiving-points/ending-pages.ts'

/** Where what is sent to a desk comes in, and until when each was read. */
export function receivingPointPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/receiving-points', async (c) =>
    c.html(pointListPage(c, await listReceivingPoints(contextOf(c), {}, c.get('moment')))),
  )
  app.get('/receiving-points/declare', async (c) => {
    refuseBelow('officer', contextOf(c))
    const own = await deskOf(contextOf(c))
    return c.html(await declareForm(c, fill({ ...(own && { desk: own.reference }), since: today(c) })))
  })
  app.post('/receiving-points/declare', (c) =>
    submit(
      c,
      async (values) => {
        await declareReceivingPoint(contextOf(c), readPoint(values))
        return c.redirect('/receiving-points', 303)
      },
      (filled) => declareForm(c, filled),
    ),
  )
  app.get('/receiving-points/:ref', async (c) => {
    const story = await showReceivingPoint(contextOf(c), referenceOf(c), c.get('moment'))
    const { from = firstUnread(story), through = today(c) } = c.req.query()
    return c.html(pointPage(c, story, fill({ from, through })))
  })
  app.post('/receiving-points/:ref/attest', (c) =>
    submit(
      c,
      async (values) => {
        const { back, ...told } = readFields(values, ATTESTATION)
        await attestReading(contextOf(c), { points: [referenceOf(c)], ...told })
        return c.redirect(back === 'list' ? '/receiving-points' : `/receiving-points/${referenceOf(c)}`, 303)
      },
      async (filled) => pointPage(c, await showReceivingPoint(contextOf(c), referenceOf(c)), filled),
    ),
  )
  addEnding(app, '/receiving-points/:ref/retire', {
    page: (c, story, filled) => retirePage(c, story, filled),
    usual: (c) => ({ on: today(c) }),
    act: (c, values) => {
      const { on, why } = readFields(values, { on: wantedDay, why: wantedText })
      return retireReceivingPoint(contextOf(c), { point: referenceOf(c), retiredOn: on, why })
    },
  })
  addEnding(app, '/receiving-points/:ref/withdraw/:n', {
    page: (c, story, filled) => withdrawPage(c, { story, filled, attestation: wantedAttestation(story, numberOf(c)) }),
    usual: () => ({}),
    act: (c, values) => {
      const { why } = readFields(values, { why: wantedText })
      return withdrawAttestation(contextOf(c), { point: referenceOf(c), number: numberOf(c), why })
    },
  })
  return app
}

interface Ending {
  page: (c: WebContext, story: PointStory, filled: Filled) => Html
  usual: (c: WebContext) => Values
  act: (c: WebContext, values: Values) => Promise<unknown>
}

function addEnding(app: Hono<WebEnv>, path: string, { page, usual, act }: Ending): void {
  const shown = async (c: WebContext, filled: Filled) => {
    refuseBelow('officer', contextOf(c))
    return page(c, await showReceivingPoint(contextOf(c), referenceOf(c)), filled)
  }
  app.get(path, async (c) => c.html(await shown(c, fill(usual(c)))))
  app.post(path, (c) =>
    submit(
      c,
      async (values) => {
        await act(c, values)
        return c.redirect(`/receiving-points/${referenceOf(c)}`, 303)
      },
      (filled) => shown(c, filled),
    ),
  )
}

const wantedDay = (value: string | undefined, field: string) => parseDay(value ?? '', field)
const wantedText = (value: string | undefined, field: string) => parseText(value ?? '', field)

const ATTESTATION = {
  from: optional(parseDay),
  through: wantedDay,
  remark: optional(parseText),
  back: (value: string | undefined) => value,
}

/** Each channel is a box of its own, so that a page without JavaScript can tick several. */
function readPoint(values: Values): NewReceivingPoint {
  const channels = CHANNELS.filter((channel) => values[`by-${channel}`] === 'yes')
  const { since, ...told } = readFields(values, {
    reference: (value, field) => parseReference(value ?? '', field),
    name: (value, field) => parseLine(value ?? '', field),
    desk: (value, field) => parseReference(value ?? '', field),
    since: wantedDay,
    'by-letter': (_value, field) => {
      if (channels.length > 0) return
      throw new Problem('invalid', `${field}: got nothing — expected at least one that comes in by it`)
    },
  })
  return { reference: told.reference, name: told.name, desk: told.desk, channels, sinceOn: since }
}

async function declareForm(c: WebContext, filled: Filled): Promise<Html> {
  return declarePage(c, filled, await listDesks(contextOf(c)))
}

/** The first stretch that nobody attests to, else what comes next. */
function firstUnread({ unread, readThroughOn, sinceOn }: PointStory): string {
  return (unread[0]?.from ?? readThroughOn?.add({ days: 1 }) ?? sinceOn).toString()
}

function wantedAttestation({ reference, attestations }: PointStory, number: number) {
  const found = attestations.find((one) => one.number === number)
  if (found) return found
  throw new Problem('not_found', `no attestation ${number} of ${reference}`)
}

function today(c: WebContext): string {
  return contextOf(c).today.toString()
}

function referenceOf(c: WebContext): string {
  return (c.req.param('ref') ?? '').toUpperCase()
}

function numberOf(c: WebContext): number {
  return readNumber(c.req.param('n') ?? '', 'attestation')
}
