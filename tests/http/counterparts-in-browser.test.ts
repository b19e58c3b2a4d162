import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { askOf, communicationOf } from '../support/ledgers/desk.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

let browser: Browser
let site: Site & { origin: string }

beforeAll(async () => {
  browser = await openBrowser()
  site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  const context = site.desk.on('2026-11-24')
  const communication = communicationOf({ direction: 'sent', dated: '2026-08-01' })
  await openFollowUps(context, askOf({ titles: ['A', 'B', 'C'], communication }))
  await openFollowUps(context, askOf({ communication: communicationOf({ direction: 'sent', dated: '2026-09' }) }))
  const entries = [{ followUp: 'PRK-TC-3', bearing: 'replies', character: 'substantive' } as const]
  await recordCommunication(context, communicationOf({ receivedOn: '2026-08-11', entries }))
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

const PAGES = [
  '/counterparts',
  '/counterparts/PRK-GVA',
  '/counterparts/PRK-GVA?clock=answer&open-after=30',
  '/counterparts/enter',
]

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test.for(['light', 'dark'] as const)('axe finds nothing on the pages of counterparts in %s', async (colorScheme) => {
  const page = await pageOf(browser, site, site.desk.officer, { colorScheme })
  for (const path of PAGES) {
    await page.goto(path)
    await expectSound(page)
  }
  await page.goto('/counterparts/enter')
  await page.getByLabel('Reference').fill('PRK-GVA')
  await page.getByLabel('Name of the office').fill('The same again')
  await page.getByRole('button', { name: 'Enter it' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('is entered already')
  expect(await page.getByLabel('Name of the office').inputValue()).toBe('The same again')
  await expectSound(page)
})

test.for([1280, 375, 320])('the pages of counterparts fit a window of %i pixels', async (width) => {
  const page = await pageOf(browser, site, site.desk.officer, { viewport: { width, height: 800 } })
  const errors: string[] = []
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  for (const path of PAGES) {
    await page.goto(path)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width)
  }
  expect(errors).toEqual([])
})

test.for([1280, 375])('a mark of the curve opens its list, in a window of %i pixels', async (width) => {
  const page = await pageOf(browser, site, site.desk.officer, { viewport: { width, height: 800 } })
  await page.goto('/counterparts/PRK-GVA')
  const mark = page.locator('.survival a:visible', { has: page.locator('circle.answer') })
  await mark.click()
  expect(await page.locator('#asks').textContent()).toBe('1 ask answered after 10 days')
  await expect.poll(() => page.locator('.behind tbody th a').allTextContents()).toEqual(['PRK-TC-3'])
})
