import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { Problem } from '../../domain/problem.ts'
import { attachFiles, openAttachment } from '../../use-cases/correspondence/attachments.ts'
import { read } from '../../use-cases/reading/read-field.ts'
import { showCommunication } from '../../use-cases/stories/show-communication.ts'
import { attachmentFields } from '../../use-cases/stories/story-fields.ts'
import { readFiles, serveAttachment } from '../files.ts'
import { contextOf, type WebEnv } from '../web.ts'
import { NUMBER, REFERENCE, wanted } from './schemas/fields.ts'
import { jsonOf, needs, refusals, secured, toRead } from './operation.ts'
import { pageOf } from './request/paging.ts'
import { refuseEncoded } from './request/strict-json.ts'
import { attachment } from './schemas/story-schemas.ts'

const tags = ['Communications']
const within = { ref: wanted(REFERENCE, 'The dossier.'), n: wanted(NUMBER, 'The number of the communication.') }

const multipart = createMiddleware<WebEnv>(async (c, next) => {
  if (!/^multipart\/form-data\s*;/i.test(c.req.header('content-type') ?? ''))
    throw new Problem('unsupported', 'Content-Type: expected multipart/form-data with its boundary')
  refuseEncoded(c)
  await next()
})

const newAttachments = z
  .strictObject({
    files: read(parseFiles).openapi({
      type: 'array',
      items: { type: 'string', format: 'binary' },
      minItems: 1,
      description: 'One part called files for each, with its name and its type.',
    }),
  })
  .openapi('NewAttachments')

const attach = createRoute({
  method: 'post',
  path: '/dossiers/{ref}/communications/{n}/attachments',
  operationId: 'attachFiles',
  summary: 'Attach files to a communication',
  description:
    'All of them or none, at most 50 and 25 MiB together. The same bytes a second time change nothing, so there is no ' +
    'Idempotency-Key: a request whose answer was lost may be sent again.',
  tags,
  security: secured('record'),
  middleware: [needs('record'), multipart],
  request: {
    params: z.strictObject(within),
    body: {
      required: true,
      content: {
        'multipart/form-data': { schema: newAttachments },
      },
    },
  },
  responses: {
    201: jsonOf(pageOf(attachment), 'All that is attached to it now.'),
    ...refusals(400, 404, 413, 415),
  },
})

const open = createRoute({
  method: 'get',
  path: '/dossiers/{ref}/communications/{n}/attachments/{id}',
  operationId: 'openAttachment',
  summary: 'Get the bytes of an attachment',
  tags,
  ...toRead,
  request: { params: z.strictObject({ ...within, id: wanted(NUMBER, 'The number of the attachment.') }) },
  responses: {
    200: {
      description: 'As it was attached, under the type that was declared where no browser runs anything in it.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...refusals(404),
  },
})

export function attachmentRoutes(app: OpenAPIHono<WebEnv>): void {
  app.openapi(attach, async (c) => {
    const context = contextOf(c)
    const { ref: dossier, n: number } = c.req.valid('param')
    await attachFiles(context, `${dossier}/${number}`, await readFiles(c))
    const { attachments } = await showCommunication(context, { dossier, number })
    return c.json({ items: attachments.map(attachmentFields), next: null }, 201)
  })

  app.openapi(open, async (c) => {
    const { ref: dossier, n: number, id } = c.req.valid('param')
    return serveAttachment(c, await openAttachment(contextOf(c), { dossier, number, id }))
  })
}

function parseFiles(value: unknown, field: string): void {
  const given = value === undefined ? [] : [value].flat()
  if (given.length > 0 && given.every((file) => file instanceof File)) return
  throw new Problem('invalid', `${field}: expected one file at least, and nothing but files`)
}
