import { Hono } from 'hono'
import { parseDay } from '../../domain/dates/day.ts'
import { parseLine, parseText } from '../../domain/text.ts'
import { listDutiesOn, showDuty } from '../../use-cases/mandates/list-duties.ts'
import { correctReportDuty, recordSubmission, withdrawSubmission } from '../../use-cases/mandates/meet-duty.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { dutyListPage } from './duty/list-page.ts'
import { dutyPage } from './duty/duty-page.ts'
import { correctPage, metPage, unmetPage } from './duty/duty-forms.ts'
import { fill, optional, readFields, submit, type Filled, type Values } from './form.ts'
import type { Html } from './html.ts'

/** What must be reported to whom by when. */
export function dutyPages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/duties', async (c) => c.html(dutyListPage(c, await listDutiesOn(contextOf(c), {}, c.get('moment')))))
  app.get('/duties/:n', async (c) => {
    const number = readNumber(c.req.param('n'), 'report duty')
    return c.html(dutyPage(c, await showDuty(contextOf(c), number, c.get('moment'))))
  })
  dutyForms(app)
  return app
}

interface DutyForm {
  verb: string
  page: (c: WebContext, story: Awaited<ReturnType<typeof showDuty>>, filled: Filled) => Html
  usual: (c: WebContext, story: Awaited<ReturnType<typeof showDuty>>) => Values
  act: (c: WebContext, duty: number, values: Values) => Promise<void>
}

const reason = (value: string | undefined, field: string) => parseText(value ?? '', field)

const FORMS: readonly DutyForm[] = [
  {
    verb: 'met',
    page: metPage,
    usual: (c, { duty }) => ({ on: (duty.metOn ?? contextOf(c).today).toString(), document: duty.metBy ?? '' }),
    act: (c, duty, values) => {
      const { on, ...report } = readFields(values, {
        document: (value, field) => parseLine(value ?? '', field),
        on: (value, field) => parseDay(value ?? '', field),
        why: optional(parseText),
      })
      return recordSubmission(contextOf(c), { duty, submittedOn: on, ...report })
    },
  },
  {
    verb: 'unmet',
    page: unmetPage,
    usual: () => ({}),
    act: (c, duty, values) => withdrawSubmission(contextOf(c), { duty, ...readFields(values, { why: reason }) }),
  },
  {
    verb: 'correct',
    page: correctPage,
    usual: (_c, { duty }) => (duty.dueOn ? { due: duty.dueOn.toString() } : {}),
    act: (c, duty, values) => {
      const { due: dueOn, why } = readFields(values, { due: optional(parseDay), why: reason })
      return correctReportDuty(contextOf(c), { duty, dueOn, why, isWithdrawn: values['withdraw'] === 'yes' })
    },
  },
]

function dutyForms(app: Hono<WebEnv>): void {
  for (const { verb, page, usual, act } of FORMS) {
    app.get(`/duties/:n/${verb}`, async (c) => {
      const story = await wantedStory(c, c.req.param('n'))
      return c.html(page(c, story, fill(usual(c, story))))
    })
    app.post(`/duties/:n/${verb}`, async (c) => {
      const story = await wantedStory(c, c.req.param('n'))
      const { number, dossier } = story.duty
      return submit(
        c,
        async (values) => {
          await act(c, number, values)
          return c.redirect(values['withdraw'] === 'yes' ? `/dossiers/${dossier}#mandates` : `/duties/${number}`, 303)
        },
        (filled) => page(c, story, filled),
      )
    })
  }
}

function wantedStory(c: WebContext, number: string) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return showDuty(context, readNumber(number, 'report duty'))
}
