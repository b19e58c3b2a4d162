import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { Problem } from '../../domain/problem.ts'
import { describeInput } from '../../domain/visible.ts'
import { parseYears } from '../../domain/dates/years.ts'
import { coverYears, importHolidays } from '../../use-cases/rules/change-holidays.ts'
import { listCalendars, listHolidaysOf } from '../../use-cases/rules/list-holidays.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { asked, CALENDAR, lineOf, orNone, wanted, type Kind } from './schemas/fields.ts'
import { redatings } from './schemas/due-schemas.ts'
import { day } from './schemas/follow-up-schemas.ts'
import { MOMENT } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'
import { pageOf } from './request/paging.ts'

const tags = ['Policies']
const params = z.strictObject({ calendar: wanted(CALENDAR, 'The calendar.') })
const YEARS: Kind<number[]> = {
  parse: parseYears,
  says: { type: 'string', description: 'A year, or the first and the last.', example: '2026-2027' },
}
const MOST_CHARACTERS = 1_000_000
const FILE: Kind<string> = {
  parse: (value, field) => {
    if (typeof value === 'string' && value !== '' && value.length <= MOST_CHARACTERS) return value
    const got = describeInput(value)
    throw new Problem(
      'invalid',
      `${field}: got ${got} — expected a calendar file of at most ${MOST_CHARACTERS} characters`,
    )
  },
  says: { type: 'string', minLength: 1, maxLength: MOST_CHARACTERS, example: 'BEGIN:VCALENDAR' },
}

const calendarYears = z
  .strictObject({
    calendar: z.string(),
    years: z.array(z.int()).readonly(),
    source: z.string(),
    sha256: z.string().nullable().openapi({ description: 'Of the file that they are from' }),
  })
  .openapi('CalendarYears', { description: 'Years whose holidays are known, and from where.' })

const holiday = z.strictObject({ on: day(), name: z.string(), source: z.string() }).openapi('Holiday')

const covered = z
  .strictObject({
    covered: z.array(z.int()).openapi({ description: 'Looked up now' }),
    known: z.array(z.int()).openapi({ description: 'Known before' }),
    beyond: z.array(z.int()).openapi({ description: 'Not to be had, and so unknown' }),
  })
  .openapi('YearsCovered')

const changed = z
  .strictObject({
    calendar: z.string(),
    source: z.string(),
    years: z.array(z.strictObject({ year: z.int(), holidays: z.int() })).readonly(),
    leftOut: z.array(z.string()).readonly(),
    redated: redatings(),
  })
  .openapi('HolidaysChanged')

const KNOWN = z.strictObject({ 'known-at': MOMENT['known-at'] })

const list = createRoute({
  method: 'get',
  path: '/holidays',
  operationId: 'listCalendars',
  summary: 'List the calendars and years whose holidays are known',
  tags,
  ...toRead,
  request: { query: KNOWN },
  responses: { 200: jsonOf(pageOf(calendarYears), 'All of them, each with its source.'), ...refusals() },
})

const show = createRoute({
  method: 'get',
  path: '/holidays/{calendar}',
  operationId: 'listHolidays',
  summary: 'List the holidays of a calendar',
  tags,
  ...toRead,
  request: { params, query: KNOWN.extend({ years: asked(YEARS, 'Only of these.') }) },
  responses: {
    200: jsonOf(pageOf(holiday), 'Those that are known; none is not to say that there are none.'),
    ...refusals(),
  },
})

const cover = createRoute({
  method: 'post',
  path: '/holidays/{calendar}/years',
  operationId: 'coverYears',
  summary: 'Look up the holidays of some years that are not known yet',
  description: 'What is known already stays as it is.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(z.strictObject({ years: wanted(YEARS) }).openapi('YearsWanted')) },
  responses: { 201: jsonOf(covered, 'They are known now.'), ...refusals(400, 404, 413, 415) },
})

const take = createRoute({
  method: 'post',
  path: '/holidays/{calendar}/files',
  operationId: 'importHolidays',
  summary: 'Let a calendar file go before what was looked up',
  description:
    'Moves the due days that are counted by it; what was known before stays known of then. For administrators.',
  tags,
  ...toWrite('admin'),
  request: {
    params,
    headers: ONCE,
    body: bodyOf(
      z
        .strictObject({
          name: wanted(lineOf(200, 'geneva.ics'), 'Of the file.'),
          text: wanted(FILE, 'What is in it: iCalendar, RFC 5545.'),
          years: orNone(YEARS, 'That it covers; those of its events where it is left out.'),
        })
        .openapi('HolidayFile'),
    ),
  },
  responses: { 201: jsonOf(changed, 'They hold from now on.'), ...refusals(400, 409, 413, 415) },
})

export function holidayRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const { 'known-at': knownAt } = c.req.valid('query')
    return c.json({ items: await listCalendars(contextOf(c), knownAt), next: null }, 200)
  })

  app.openapi(show, async (c) => {
    const { years, 'known-at': knownAt } = c.req.valid('query')
    const wantedOf = { ...c.req.valid('param'), years: years ?? null }
    return c.json({ items: await listHolidaysOf(contextOf(c), wantedOf, knownAt), next: null }, 200)
  })

  app.openapi(cover, async (c) =>
    c.json(await coverYears(contextOf(c), { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )

  app.openapi(take, async (c) =>
    c.json(await importHolidays(contextOf(c), { ...c.req.valid('param'), ...c.req.valid('json') }), 201),
  )
}
