import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { crawl } from '../support/readers/crawl.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

const FIRST = [
  '/',
  '/?as-of=2004-12-22',
  '/?group=owner',
  '/?search=nothing',
  '/api',
  '/keys',
  '/account',
  '/follow-ups/NO-SUCH-1',
]

let browser: Browser
let site: Site & { origin: string }
let paths: string[]
let broken: string[]

/** The sample, with what it lacks: a closure, an opinion, a correction, an attachment, a digest that was sent. */
beforeAll(async () => {
  browser = await openBrowser()
  site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  await fillIn(site)
  const get = await site.as(await site.enter('administrator'))
  const found = await crawl(get, FIRST)
  const refused = [...found.values()].filter(({ status, path }) => status >= 400 && !path.includes('NO-SUCH'))
  broken = refused.map(({ path, status }) => `${status} ${path}`)
  paths = [...found.values()].filter(({ page }) => page !== '').map(({ path }) => path)
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

test('every page can be reached from the first, and no link of ours leads nowhere', () => {
  expect(paths.length).toBeGreaterThan(30)
  expect(broken).toEqual([])
  expect(site.faults).toEqual([])
})

test('axe finds nothing on any page', { timeout: 600_000 }, async () => {
  expect(await violations(['/sign-in', ...paths], (page) => new AxeBuilder({ page }).withTags(TAGS), 'light')).toEqual(
    [],
  )
})

test('nothing is hard to read in the dark', { timeout: 600_000 }, async () => {
  expect(
    await violations(['/sign-in', ...paths], (page) => new AxeBuilder({ page }).withRules(OF_COLOUR), 'dark'),
  ).toEqual([])
})

async function violations(
  from: readonly string[],
  axe: (page: Page) => AxeBuilder,
  colorScheme: 'light' | 'dark',
): Promise<string[]> {
  const page = await signedIn({ colorScheme })
  const found = []
  for (const path of from) {
    await page.goto(path)
    const { violations: ofPage } = await axe(page).setLegacyMode().analyze() // without a tab for frames: we have none
    found.push(...ofPage.map(({ id, nodes }) => `${path}: ${id}: ${nodes[0]?.html}`))
  }
  return found
}

const OF_COLOUR = ['color-contrast', 'link-in-text-block']
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

test('no page is wider than a phone, and the browser complains of nothing', { timeout: 300_000 }, async () => {
  const page = await signedIn({ viewport: { width: 375, height: 800 } })
  const problems: string[] = []
  page.on(
    'console',
    (message) => void (message.type() === 'error' && problems.push(`${page.url()}: ${message.text()}`)),
  )
  page.on('pageerror', (error) => void problems.push(`${page.url()}: ${error.message}`))
  for (const path of paths) {
    await page.goto(path)
    const width = await page.evaluate<number>('document.documentElement.scrollWidth')
    if (width > 375) problems.push(`${path} is ${width} pixels wide`)
  }
  expect(problems.filter((problem) => !problem.includes('NO-SUCH'))).toEqual([])
})

async function signedIn(options: Parameters<typeof pageOf>[3]): Promise<Page> {
  const administrator = await site.enter('administrator', { email: `${crypto.randomUUID()}@example.org` })
  return pageOf(browser, site, administrator, options)
}

async function fillIn({ desk, as, enter }: Site): Promise<void> {
  await openFollowUps(desk.on('2026-11-20'), askOf({ titles: ['Dates', 'Access'], isConfidential: false }))
  const officer = await as(await enter('officer'))
  const post = async (path: string, body: FormData | URLSearchParams) => {
    const answer = await officer(path, { method: 'POST', body })
    if (answer.status !== 303) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  }
  const reply = {
    direction: 'received',
    channel: 'letter',
    on: '2026-11-22',
    'bears-PRK-TC-3': 'unread',
    'bears-PRK-TC-1': 'acknowledged',
  }
  const letter = new FormData()
  for (const [name, value] of Object.entries(reply)) letter.append(name, value)
  letter.append('files', new File(['a scan'], 'scan.pdf', { type: 'application/pdf' }))
  await post('/dossiers/PRK-TC/record', letter)
  await post('/follow-ups/PRK-TC-4/close', new URLSearchParams({ on: '2026-11-23', reason: 'superseded' }))
  await post(
    '/follow-ups/PRK-TC-1/assess',
    new URLSearchParams({ communication: 'PRK-TC/5', grade: 'C', reason: 'Nothing yet' }),
  )
  const pouch = { reference: 'TC-POUCH', name: 'Diplomatic pouch', desk: 'TC', since: '2003-08-08', 'by-letter': 'yes' }
  await post('/receiving-points/declare', new URLSearchParams(pouch))
  await post('/receiving-points/TC-POUCH/attest', new URLSearchParams({ through: '2026-11-24', remark: 'All bags' }))
  await post('/views', new URLSearchParams({ name: 'Geneva', counterpart: 'PRK-GVA', shared: 'yes' }))
}
