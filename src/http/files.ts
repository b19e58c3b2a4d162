import type { Attachment, NewFile } from '../use-cases/correspondence/attachments.ts'
import type { WebContext } from './web.ts'

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
  const harmless = HARMLESS.has(mediaType) ? mediaType : 'application/octet-stream'
  return serveFile(c, { content: new Uint8Array(bytes), mediaType: harmless, name })
}

/** To be saved under a name. */
export function serveFile(
  c: WebContext,
  { content, mediaType, name }: { content: string | Uint8Array; mediaType: string; name: string },
): Response {
  return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, {
    'Content-Type': mediaType,
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
