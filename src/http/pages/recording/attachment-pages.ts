import { Hono } from 'hono'
import { attachFiles, openAttachment, type Attachment } from '../../../use-cases/attachments.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { Problem } from '../../../domain/problem.ts'
import { showCommunication } from '../../../use-cases/show-communication.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'
import { communicationPath } from '../dossier/filed.ts'
import { fill, submit } from '../form.ts'
import { attachPage } from './attach-form.ts'
import { numberOf } from './correct-pages.ts'
import { readFiles } from './files.ts'

export function attachmentPages(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const path = '/dossiers/:ref/communications/:n/attachments'

  app.get(path, async (c) => c.html(attachPage(c, await wanted(c, c.req.param('ref'), c.req.param('n')), fill())))

  app.post(path, async (c) => {
    const story = await wanted(c, c.req.param('ref'), c.req.param('n'))
    return submit(
      c,
      async () => {
        const files = await readFiles(c)
        if (files.length === 0) throw new Problem('invalid', 'files: got none — expected one file at least')
        await attachFiles(contextOf(c), story.reference, files)
        const address = communicationPath(story.dossier.reference, story.holds.communication.number)
        return c.redirect(`${address}?done=attached`, 303)
      },
      (filled) => attachPage(c, story, filled),
    )
  })

  app.get(`${path}/:id`, async (c) => {
    const [number, id] = [numberOf(c.req.param('n')), numberOf(c.req.param('id'))]
    const dossier = c.req.param('ref').toUpperCase()
    return serveAttachment(c, await openAttachment(contextOf(c), { dossier, number, id }))
  })

  return app
}

function wanted(c: WebContext, dossier: string, n: string) {
  refuseBelow('officer', contextOf(c))
  return showCommunication(contextOf(c), { dossier: dossier.toUpperCase(), number: numberOf(n) })
}

/** Types that no browser runs anything in. */
const HARMLESS = new Set([
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'text/plain',
  'text/csv',
  'message/rfc822',
])

/** To be saved, never shown in our pages' origin, whatever its sender says it is. */
export function serveAttachment(c: WebContext, { bytes, mediaType, name }: Attachment & { bytes: Buffer }): Response {
  return c.body(new Uint8Array(bytes), 200, {
    'Content-Type': HARMLESS.has(mediaType) ? mediaType : 'application/octet-stream',
    'Content-Disposition': `attachment; filename="${asciiOf(name)}"; filename*=UTF-8''${encode(name)}`,
    'Content-Security-Policy': "sandbox; default-src 'none'",
    'X-Content-Type-Options': 'nosniff',
  })
}

function asciiOf(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
}

/** RFC 8187. */
function encode(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
