import { execFile } from 'node:child_process'
import { constants } from 'node:fs'
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { Problem } from '../domain/problem.ts'

const DEADLINE_SECONDS = 30

/** Each takes some 200 MB of memory. */
const MOST_AT_ONCE = 2
let printing = 0

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/** Reaches nobody, keeps nothing. */
const ALONE = [
  '--headless',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-extensions',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--no-default-browser-check',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--proxy-server=127.0.0.1:9',
  '--no-pdf-header-footer',
]

/** A page that needs nothing beside itself, printed by the Chromium that is installed; `configured` is where, if not where it usually is. */
export async function printPdf(page: string, configured: string | undefined): Promise<Uint8Array> {
  const chromium = await findChromium(configured)
  if (printing >= MOST_AT_ONCE)
    throw new Problem('retry_later', 'format: got pdf, while others are being printed — try it again in a minute')
  printing += 1
  try {
    return await printBy(chromium, page)
  } finally {
    printing -= 1
  }
}

async function printBy(chromium: string, page: string): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-print-')) // which only this user may enter
  try {
    const [source, target] = [join(folder, 'page.html'), join(folder, 'page.pdf')]
    await writeFile(source, page, { mode: 0o600 })
    await run(chromium, folder, [`--print-to-pdf=${target}`, pathToFileURL(source).href])
    return await readFile(target)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

async function findChromium(configured: string | undefined): Promise<string> {
  for (const place of configured === undefined ? USUAL_PLACES : [configured]) {
    const isThere = await access(place, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (isThere) return place
  }
  const got = configured === undefined ? 'no Chromium on this machine' : `${configured}, which is no program here`
  throw new Problem(
    'unavailable',
    `format: got pdf, and ${got} — expected one to print with; try docx or html, which any office suite or browser prints, ` +
      'or set CHROMIUM to where one is installed',
  )
}

async function run(chromium: string, folder: string, words: readonly string[]): Promise<void> {
  const isRoot = process.getuid?.() === 0 // for whom Chromium has no sandbox; the page is ours, and has no script
  const all = [...ALONE, ...(isRoot ? ['--no-sandbox'] : []), `--user-data-dir=${join(folder, 'profile')}`, ...words]
  try {
    await promisify(execFile)(chromium, all, {
      timeout: 1000 * DEADLINE_SECONDS,
      killSignal: 'SIGKILL',
      env: { HOME: folder, TMPDIR: folder, PATH: '/usr/bin:/bin' },
    })
  } catch (error) {
    const { killed, code } = error as { killed?: boolean; code?: number }
    const how = killed ? `took longer than ${DEADLINE_SECONDS} seconds` : `ended with ${code}`
    throw new Problem('unavailable', `format: got pdf, and ${chromium} ${how} — try docx or html, or once more`)
  }
}
