import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { CLOSURE_REASONS } from '../../domain/correspondence/facts.ts'
import { closeFollowUp, correctClosure, withdrawClosure } from '../../use-cases/correspondence/close-follow-up.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { IF_MATCH, versionExpected } from './request/etag.ts'
import { asked, choiceOf, DAY, FOLLOW_UP_REFERENCE, orNone, TEXT, wanted } from './schemas/fields.ts'
import { changed, changedBy } from './schemas/follow-up-schemas.ts'
import { naming } from '../naming.ts'
import { bodyOf, jsonOf, ONCE, refusals, toWrite } from './operation.ts'

const tags = ['Follow-ups']
const params = z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') })

const newClosure = z
  .strictObject({
    reason: wanted(choiceOf(CLOSURE_REASONS)),
    closedOn: orNone(DAY, 'Today where it is left out.'),
    remark: orNone(TEXT),
  })
  .openapi('NewClosure')

const close = createRoute({
  method: 'post',
  path: '/follow-ups/{ref}/closure',
  operationId: 'closeFollowUp',
  summary: 'Close a follow-up',
  description: 'A later communication that asks or replies reopens it.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE.extend(IF_MATCH), body: bodyOf(newClosure) },
  responses: { 201: jsonOf(changed, 'It is closed.'), ...refusals(400, 404, 409, 413, 415, 428) },
})

const withdraw = createRoute({
  method: 'delete',
  path: '/follow-ups/{ref}/closure',
  operationId: 'withdrawClosure',
  summary: 'Take back the closure that holds',
  description: 'Both the closure and its withdrawal stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: {
    params,
    headers: ONCE.extend(IF_MATCH),
    body: bodyOf(z.strictObject({ why: wanted(TEXT, 'The reason.') }).openapi('Withdrawal')),
  },
  responses: { 200: jsonOf(changed, 'It is open again.'), ...refusals(400, 404, 409, 413, 415, 428) },
})

const newCorrection = z
  .strictObject({
    why: wanted(TEXT, 'The reason.'),
    reason: asked(choiceOf(CLOSURE_REASONS)),
    closedOn: asked(DAY),
    remark: orNone(TEXT),
  })
  .openapi('NewClosureCorrection')

const correct = createRoute({
  method: 'post',
  path: '/follow-ups/{ref}/closure/corrections',
  operationId: 'correctClosure',
  summary: 'Correct the closure that holds',
  description: 'What is left out stays. Both the closure and its correction stay in the ledger.',
  tags,
  ...toWrite('record'),
  request: { params, headers: ONCE.extend(IF_MATCH), body: bodyOf(newCorrection) },
  responses: { 201: jsonOf(changed, 'The correction stands.'), ...refusals(400, 404, 409, 413, 415, 428) },
})

export function closureRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(close, async (c) => {
    const context = contextOf(c)
    const { ref: followUp } = c.req.valid('param')
    const { reason, closedOn, remark } = c.req.valid('json')
    const expected = versionExpected(c)
    const closure = { followUp, reason, closedOn: closedOn ?? context.today, remark }
    const standings = await naming({ on: 'closedOn' }, () => closeFollowUp(context, closure, expected))
    return c.json(changedBy(null, standings), 201)
  })

  app.openapi(withdraw, async (c) => {
    const { ref } = c.req.valid('param')
    const { why } = c.req.valid('json')
    const standings = await withdrawClosure(contextOf(c), { followUp: ref, why }, versionExpected(c))
    return c.json(changedBy(null, standings), 200)
  })

  app.openapi(correct, async (c) => {
    const { ref: followUp } = c.req.valid('param')
    const { why, reason, closedOn, remark } = c.req.valid('json')
    const change = { ...(reason && { reason }), ...(closedOn && { closedOn }), ...(remark && { remark }) }
    const expected = versionExpected(c)
    const standings = await naming({ on: 'closedOn' }, () =>
      correctClosure(contextOf(c), { followUp, why, change }, expected),
    )
    return c.json(changedBy(null, standings), 201)
  })
}
