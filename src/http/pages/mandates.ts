import { Hono } from 'hono'
import { parseDay } from '../../domain/dates/day.ts'
import { parseLine, parseText } from '../../domain/text.ts'
import { parseVagueDate } from '../../domain/dates/vague-date.ts'
import { correctMandate } from '../../use-cases/mandates/correct-mandate.ts'
import { enterMandate, enterReportDuty } from '../../use-cases/mandates/enter-mandate.ts'
import { showMandate } from '../../use-cases/mandates/list-mandates.ts'
import { refuseBelow } from '../../use-cases/permission.ts'
import { showDossier, type DossierStory } from '../../use-cases/stories/show-dossier.ts'
import { naming } from '../naming.ts'
import { readNumber } from '../read-number.ts'
import { contextOf, type Web, type WebContext, type WebEnv } from '../web.ts'
import { correctMandatePage, enterDutyPage, enterMandatePage } from './duty/mandate-forms.ts'
import { mandatePage } from './duty/mandate-page.ts'
import { fill, optional, readFields, submit, type Values } from './form.ts'

/** The decisions that oblige somebody. */
export function mandatePages(_web: Web): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/mandates/:n', async (c) => {
    const number = readNumber(c.req.param('n'), 'mandate')
    return c.html(mandatePage(c, await showMandate(contextOf(c), number, c.get('moment'))))
  })
  correctionForm(app)
  for (const form of FORMS) entryForm(app, form)
  return app
}

const line = (value: string | undefined, field: string) => parseLine(value ?? '', field)
const text = (value: string | undefined, field: string) => parseText(value ?? '', field)

const DECISION = { document: line, paragraph: line, decided: optional(parseVagueDate), requires: text }

function correctionForm(app: Hono<WebEnv>): void {
  app.get('/mandates/:n/correct', async (c) => {
    const story = await wantedMandate(c, c.req.param('n'))
    const { document, paragraph, requires, decided } = story.mandate
    const values = { document, paragraph, requires, ...(decided && { decided: decided.text }) }
    return c.html(correctMandatePage(c, story, fill(values)))
  })
  app.post('/mandates/:n/correct', async (c) => {
    const story = await wantedMandate(c, c.req.param('n'))
    const mandate = story.mandate.id
    return submit(
      c,
      async (values) => {
        const isWithdrawn = values['withdraw'] === 'yes'
        const { why, ...decision } = readFields(values, { ...DECISION, why: text })
        const correction = { mandate, decision: isWithdrawn ? {} : decision, isWithdrawn, why }
        await naming({ mandate: 'document' }, () => correctMandate(contextOf(c), correction))
        return c.redirect(isWithdrawn ? `/dossiers/${story.dossier}#mandates` : `/mandates/${mandate}`, 303)
      },
      (filled) => correctMandatePage(c, story, filled),
    )
  })
}

function wantedMandate(c: WebContext, number: string) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return showMandate(context, readNumber(number, 'mandate'))
}

const NO_MANDATE = { document: null, paragraph: null }

const FORMS = [
  {
    of: 'mandates',
    page: enterMandatePage,
    act: (c: WebContext, { reference: dossier }: DossierStory, values: Values) =>
      enterMandate(contextOf(c), { dossier, ...readFields(values, DECISION) }),
  },
  {
    of: 'duties',
    page: enterDutyPage,
    act: (c: WebContext, { reference: dossier, mandates }: DossierStory, values: Values) => {
      const { mandate, due, ...to } = readFields(values, {
        mandate: optional(parseLine),
        body: line,
        session: line,
        due: optional(parseDay),
      })
      const { document, paragraph } = mandates.find(({ id }) => String(id) === mandate) ?? NO_MANDATE
      return naming({ document: 'mandate' }, () =>
        enterReportDuty(contextOf(c), { dossier, document, paragraph, dueOn: due, ...to }),
      )
    },
  },
]

function entryForm(app: Hono<WebEnv>, { of, page, act }: (typeof FORMS)[number]): void {
  app.get(`/dossiers/:ref/${of}/new`, async (c) => c.html(page(c, await wantedDossier(c, c.req.param('ref')), fill())))
  app.post(`/dossiers/:ref/${of}`, async (c) => {
    const story = await wantedDossier(c, c.req.param('ref'))
    return submit(
      c,
      async (values) => {
        await act(c, story, values)
        return c.redirect(`/dossiers/${story.reference}#mandates`, 303)
      },
      (filled) => page(c, story, filled),
    )
  })
}

function wantedDossier(c: WebContext, reference: string) {
  const context = contextOf(c)
  refuseBelow('officer', context)
  return showDossier(context, reference.toUpperCase())
}
