import type { NewFile } from '../../../use-cases/attachments.ts'
import type { WebContext } from '../../web.ts'

/** What was attached to a form. A browser sends an empty, nameless file where nothing was chosen. */
export async function readFiles(c: WebContext): Promise<NewFile[]> {
  const { files = [] } = await c.req.parseBody({ all: true })
  const chosen = [files].flat().filter((file): file is File => file instanceof File)
  return Promise.all(
    chosen
      .filter(({ name, size }) => name !== '' || size > 0)
      .map(async (file) => ({
        name: file.name,
        mediaType: file.type,
        bytes: Buffer.from(await file.arrayBuffer()),
      })),
  )
}
