// npm run pictures [-- FOLDER]: every page as an administrator of the sample sees it, wide and narrow, light and dark.
import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowser } from '../support/servers/browser.ts'
import { freePort } from '../support/programs/free-port.ts'

const ROOT = join(import.meta.dirname, '../..')
const WINDOWS = [
  { name: '1280-light', width: 1280, colorScheme: 'light' },
  { name: '1280-dark', width: 1280, colorScheme: 'dark' },
  { name: '375-light', width: 375, colorScheme: 'light' },
  { name: '375-dark', width: 375, colorScheme: 'dark' },
] as const
/** Chromium paints no higher pictures: of the documentation of the API only the beginning is taken. */
const TALLEST = 8_000
const ALSO = [
  '/',
  '/?as-of=2004-12-22',
  '/?bracket=on_time',
  '/?group=counterpart',
  '/api',
  '/keys',
  '/follow-ups/PRK-TC-9',
]

const [folder = join(ROOT, 'var/pictures')] = process.argv.slice(2)
await takeAll(resolve(folder))

async function takeAll(into: string): Promise<void> {
  await rm(into, { recursive: true, force: true })
  await mkdir(into, { recursive: true })
  const ledger = await mkdtemp(join(tmpdir(), 'relance-pictures-'))
  const service = await startService(ledger)
  const browser = await openBrowser()
  try {
    const context = await browser.newContext({ baseURL: service.origin })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await pictures(page, into, '/sign-in')
    await page.goto(service.link)
    await page.getByRole('button', { name: 'Sign in' }).click()
    const paths = await pagesFrom(page, ALSO)
    for (const path of paths) await pictures(page, into, path)
    process.stdout.write(`${paths.length + 1} pages in ${into}\n`)
  } finally {
    await browser.close()
    await service.stop()
    await rm(ledger, { recursive: true, force: true })
  }
}

/** One page of each kind: those that differ only in numbers and references look alike. */
async function pagesFrom(page: Page, first: readonly string[]): Promise<string[]> {
  const kinds = new Map(first.map((path) => [path, path]))
  for (const path of kinds.values()) {
    const answer = await page.goto(path)
    if (!answer?.headers()['content-type']?.startsWith('text/html')) continue
    const links = await page
      .locator('main a[href^="/"], nav a[href^="/"], header a[href^="/"]')
      .evaluateAll((found) => found.map((link) => link.getAttribute('href')!.replace(/#.*/, '')))
    for (const link of links) {
      const [kind = ''] = link.replaceAll(/\/[A-Z]{3}-[\w-]+|\/\d+/g, '/…').split('?')
      if (!kinds.has(kind) && !isFile(kind)) kinds.set(kind, link)
    }
  }
  return [...kinds.values()]
}

function isFile(path: string): boolean {
  return /\.(?:csv|json|txt)$|\/attachments\/|^\/assets/.test(path) || path === '/'
}

async function pictures(page: Page, into: string, path: string): Promise<void> {
  const name = path.replaceAll(/[^\w-]+/g, '_').replace(/^_+|_+$/g, '') || 'board'
  for (const { name: look, width, colorScheme } of WINDOWS) {
    await page.setViewportSize({ width, height: 800 })
    await page.emulateMedia({ colorScheme })
    await page.goto(path)
    const whole = await page.evaluate<number>('document.documentElement.scrollHeight')
    await page.setViewportSize({ width, height: Math.min(whole, TALLEST) })
    await page.screenshot({ path: join(into, `${name}.${look}.png`) })
  }
}

async function startService(ledger: string) {
  const port = await freePort()
  const env = { PATH: process.env['PATH'] ?? '', HOME: tmpdir(), RELANCE_DIR: ledger, PORT: String(port) }
  const child = spawn(process.execPath, [join(ROOT, 'bin/relance.js'), 'start'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  for await (const chunk of child.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk)
    if (said.includes('Ctrl-C')) break
  }
  const link = /http:\S+\/sign-in\/\S+/.exec(said)?.[0]
  if (link === undefined) throw new Error(`the service gave no link: ${said}`)
  const stop = async () => {
    const ended = new Promise((end) => child.once('close', end))
    child.kill('SIGTERM')
    await ended
  }
  return { origin: new URL(link).origin, link: new URL(link).pathname, stop }
}
