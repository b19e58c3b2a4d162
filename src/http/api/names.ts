import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { listOfficeNames } from '../../use-cases/counterparts/list-office-names.ts'
import { renameOffice, withdrawOfficeName } from '../../use-cases/counterparts/rename-office.ts'
import { retitle } from '../../use-cases/correspondence/retitle.ts'
import { naming } from '../naming.ts'
import { contextOf, type WebEnv } from '../web.ts'
import {
  COUNTERPART_REFERENCE,
  DAY,
  FOLLOW_UP_REFERENCE,
  kept,
  lineOf,
  orNone,
  REFERENCE,
  TEXT,
  wanted,
} from './schemas/fields.ts'
import { instant, maybeDay } from './schemas/follow-up-schemas.ts'
import { MOMENT, momentIn } from './request/moment.ts'
import { bodyOf, jsonOf, ONCE, refusals, toRead, toWrite } from './operation.ts'

const params = z.strictObject({ ref: wanted(COUNTERPART_REFERENCE, 'The office.') })

const officeNames = z
  .strictObject({
    counterpart: z.string(),
    versions: z.array(
      z.strictObject({
        name: z.string(),
        succeeds: z.string().nullable().openapi({ description: 'The reference of the office that it succeeds' }),
        sinceOn: maybeDay(),
        isWithdrawn: z.boolean(),
        isSuperseded: z.boolean().openapi({ description: 'A later version stands instead' }),
        why: z.string().nullable(),
        by: z.string().nullable(),
        at: instant().nullable(),
      }),
    ),
  })
  .openapi('OfficeNames', { description: 'What an office was called, and whose place it took, from which day on.' })

const newName = z
  .strictObject({
    name: wanted(lineOf(500, 'Permanent Mission of Uzbekistan')).optional(),
    succeeds: kept(COUNTERPART_REFERENCE, 'The office whose place it took; null of none.'),
    sinceOn: orNone(DAY, 'From this day on; left out, what holds is corrected.'),
    why: orNone(TEXT, 'The reason, wanted of a correction.'),
  })
  .openapi('NewOfficeName', { description: 'What is left out stays as it was on that day.' })

const list = createRoute({
  method: 'get',
  path: '/counterparts/{ref}/names',
  operationId: 'listOfficeNames',
  summary: 'List what an office was called, and from when',
  tags: ['Counterparts'],
  ...toRead,
  request: { params, query: z.strictObject(MOMENT) },
  responses: { 200: jsonOf(officeNames, 'Every version, in the order of recording.'), ...refusals(404) },
})

const rename = createRoute({
  method: 'post',
  path: '/counterparts/{ref}/names',
  operationId: 'renameOffice',
  summary: 'Say that an office is called otherwise or succeeds another, and from when',
  tags: ['Counterparts'],
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(newName) },
  responses: { 201: jsonOf(officeNames, 'It is recorded.'), ...refusals(400, 404, 409, 413, 415) },
})

const nameWithdrawal = z
  .strictObject({ sinceOn: wanted(DAY, 'From which it was recorded.'), why: wanted(TEXT, 'The reason.') })
  .openapi('NameWithdrawal')

const takeBack = createRoute({
  method: 'delete',
  path: '/counterparts/{ref}/names',
  operationId: 'withdrawOfficeName',
  summary: 'Take back that an office is called otherwise from a day on',
  description: 'Both the name and its withdrawal stay in the ledger.',
  tags: ['Counterparts'],
  ...toWrite('record'),
  request: { params, headers: ONCE, body: bodyOf(nameWithdrawal) },
  responses: { 200: jsonOf(officeNames, 'It is taken back.'), ...refusals(400, 404, 409, 413, 415) },
})

const newTitle = z
  .strictObject({ title: wanted(lineOf(500, 'Technical cooperation')), why: wanted(TEXT, 'The reason.') })
  .openapi('NewTitle')

const TO_RETITLE = {
  description: 'What is told as was known before keeps the title of then.',
  ...toWrite('record'),
  responses: { 204: { description: 'It is corrected.' }, ...refusals(400, 404, 409, 413, 415) },
}

const dossierTitle = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/title',
  operationId: 'retitleDossier',
  summary: 'Correct what a dossier is called',
  tags: ['Dossiers'],
  ...TO_RETITLE,
  request: {
    params: z.strictObject({ ref: wanted(REFERENCE, 'The dossier.') }),
    headers: ONCE,
    body: bodyOf(newTitle),
  },
})

const followUpTitle = createRoute({
  method: 'post',
  path: '/follow-ups/{ref}/title',
  operationId: 'retitleFollowUp',
  summary: 'Correct what a follow-up is called',
  tags: ['Follow-ups'],
  ...TO_RETITLE,
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    headers: ONCE,
    body: bodyOf(newTitle),
  },
})

export function nameRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(list, async (c) => {
    const context = contextOf(c)
    const moment = momentIn(c.req.valid('query'), context)
    return c.json(await listOfficeNames(context, c.req.valid('param').ref, moment), 200)
  })
  app.openapi(rename, async (c) => {
    const { ref: counterpart } = c.req.valid('param')
    await naming({ since: 'sinceOn' }, () => renameOffice(contextOf(c), { counterpart, ...c.req.valid('json') }))
    return c.json(await listOfficeNames(contextOf(c), counterpart), 201)
  })
  app.openapi(takeBack, async (c) => {
    const { ref: counterpart } = c.req.valid('param')
    await naming({ since: 'sinceOn' }, () => withdrawOfficeName(contextOf(c), { counterpart, ...c.req.valid('json') }))
    return c.json(await listOfficeNames(contextOf(c), counterpart), 200)
  })
  app.openapi(dossierTitle, async (c) => {
    await retitle(contextOf(c), { of: c.req.valid('param').ref, ...c.req.valid('json') })
    return c.body(null, 204)
  })
  app.openapi(followUpTitle, async (c) => {
    await retitle(contextOf(c), { of: c.req.valid('param').ref, ...c.req.valid('json') })
    return c.body(null, 204)
  })
}
