import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { GRADES } from '../../domain/correspondence/facts.ts'
import { assessReply } from '../../use-cases/correspondence/assess-reply.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { choiceOf, COMMUNICATION_REFERENCE, FOLLOW_UP_REFERENCE, TEXT, wanted } from './schemas/fields.ts'
import { bodyOf, jsonOf, ONCE, refusals, toWrite } from './operation.ts'

const newAssessment = z
  .strictObject({
    communication: wanted(COMMUNICATION_REFERENCE, 'The reply.'),
    grade: wanted(choiceOf(GRADES), "On the Human Rights Committee's scale."),
    reason: wanted(TEXT),
  })
  .openapi('NewAssessment')

const assessment = z.strictObject({
  followUp: z.string(),
  communication: z.string(),
  grade: z.enum(GRADES),
  reason: z.string(),
})

const assess = createRoute({
  method: 'post',
  path: '/follow-ups/{ref}/assessments',
  operationId: 'assessReply',
  summary: 'Record our opinion of a reply',
  description: 'It changes no standing; an earlier opinion stays beside it.',
  tags: ['Follow-ups'],
  ...toWrite('record'),
  request: {
    params: z.strictObject({ ref: wanted(FOLLOW_UP_REFERENCE, 'The follow-up.') }),
    headers: ONCE,
    body: bodyOf(newAssessment),
  },
  responses: { 201: jsonOf(assessment, 'It is recorded.'), ...refusals(400, 404, 409, 413, 415) },
})

export function assessmentRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(assess, async (c) => {
    const told = { followUp: c.req.valid('param').ref, ...c.req.valid('json') }
    await assessReply(contextOf(c), told)
    return c.json(told, 201)
  })
}
