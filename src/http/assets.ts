import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { WebEnv } from './web.ts'

const FOLDER = join(import.meta.dirname, 'assets')

interface Asset {
  path: string
  type: string
  body: Buffer
}

/** All files of one kind in the order of their names, as one; its address changes with its content. */
function bundle(extension: string, type: string): Asset {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(`.${extension}`))
  const texts = names.toSorted().map((name) => readFileSync(join(FOLDER, name), 'utf8'))
  // Each script in a block: what one names is not in the way of another.
  const body = Buffer.from(texts.map((text) => (extension === 'js' ? `{\n${text}}\n` : `${text}\n`)).join(''))
  const version = createHash('sha256').update(body).digest('base64url').slice(0, 12)
  return { path: `/assets/relance-${version}.${extension}`, type, body }
}

const STYLE_SHEET = bundle('css', 'text/css; charset=utf-8')
const SCRIPT = bundle('js', 'text/javascript; charset=utf-8')
const ICON = bundle('svg', 'image/svg+xml')

export const assets = { styleSheet: STYLE_SHEET.path, script: SCRIPT.path, icon: ICON.path }

export function assetRoutes(): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  for (const { path, type, body } of [STYLE_SHEET, SCRIPT, ICON]) {
    app.get(path, (c) =>
      c.body(new Uint8Array(body), 200, {
        'Content-Type': type,
        'Cache-Control': 'public, max-age=31536000, immutable',
      }),
    )
  }
  app.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'))
  return app
}
