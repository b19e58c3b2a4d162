import { Hono } from 'hono'
import { attachFiles, openAttachment } from '../../../use-cases/correspondence/attachments.ts'
import { refuseBelow } from '../../../use-cases/permission.ts'
import { Problem } from '../../../domain/problem.ts'
import { showCommunication } from '../../../use-cases/stories/show-communication.ts'
import { readFiles, serveAttachment } from '../../files.ts'
import { readNumber } from '../../read-number.ts'
import { contextOf, type WebContext, type WebEnv } from '../../web.ts'
import { communicationPath } from '../dossier/filed.ts'
import { fill, submit } from '../form.ts'
import { attachPage } from './attach-form.ts'

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
    const [number, id] = [readNumber(c.req.param('n'), 'communication'), readNumber(c.req.param('id'), 'attachment')]
    const dossier = c.req.param('ref').toUpperCase()
    return serveAttachment(c, await openAttachment(contextOf(c), { dossier, number, id }))
  })

  return app
}

function wanted(c: WebContext, dossier: string, n: string) {
  refuseBelow('officer', contextOf(c))
  return showCommunication(contextOf(c), { dossier: dossier.toUpperCase(), number: readNumber(n, 'communication') })
}
