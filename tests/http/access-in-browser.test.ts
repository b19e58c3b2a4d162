import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { freshSite, listen } from '../support/servers/web.ts'

let site: Awaited<ReturnType<typeof listen>>
let browser: Browser

beforeAll(async () => {
  site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

/** What axe finds, and whether the page is wider than the window: of states that no link leads to. */
async function defects(page: Page): Promise<string[]> {
  await page.waitForLoadState()
  const { violations } = await new AxeBuilder({ page }).analyze()
  const isTooWide = await page.evaluate<boolean>('document.documentElement.scrollWidth > innerWidth')
  return [...violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`), ...(isTooWide ? ['too wide'] : [])]
}

const PHONE = { viewport: { width: 375, height: 800 } }

test('by keyboard alone an officer makes a token, sees its secret once and revokes it', async () => {
  const officer = await site.enter('officer', { email: 'keys@example.org' })
  const page = await pageOf(browser, site, officer, { ...PHONE, colorScheme: 'dark' })
  await site.as(officer) // signed in elsewhere as well
  await page.goto('/account')
  await page.getByLabel('What it is for').focus()
  await page.keyboard.type('Nightly export')
  await page.keyboard.press('Enter')
  const secret = await page.getByLabel('The token').inputValue()
  expect(secret).toMatch(/^relance_[\w-]{43}$/)
  expect(await defects(page)).toEqual([])
  await page.getByRole('link', { name: 'Back to your account' }).press('Enter')
  await page.getByRole('button', { name: 'Revoke' }).waitFor()
  expect(await page.content()).not.toContain(secret)
  expect(await defects(page)).toEqual([])
  await page.getByRole('button', { name: 'Revoke' }).press('Enter')
  await page.getByText('revoked').waitFor()
  await page.getByRole('button', { name: 'End all others' }).press('Enter')
  await page.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' })
})

test('whoever types a wrong address is told at the field, and may type on', async () => {
  const context = await browser.newContext({ baseURL: site.origin, ...PHONE })
  const page = await context.newPage()
  await page.goto('/sign-in')
  const address = page.getByLabel('Your mail address')
  await address.fill('amina@@example')
  await page.locator('form.narrow').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.locator('#email-wrong').waitFor()
  expect(await address.inputValue()).toBe('amina@@example')
  expect(await address.getAttribute('aria-describedby')).toBe('email-wrong')
  expect(await defects(page)).toEqual([])
  await address.fill('amina@example.org')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
  expect(await defects(page)).toEqual([])
  await page.goto(/http:\S+/.exec(site.notices.at(-1)!.text)![0])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(`${site.origin}/`)
})

test('a link that is over leads to a new one', async () => {
  const page = await (await browser.newContext({ baseURL: site.origin, ...PHONE, colorScheme: 'dark' })).newPage()
  await page.goto('/sign-in/over')
  await page.getByRole('heading', { name: 'This link is good no longer' }).waitFor()
  expect(await defects(page)).toEqual([])
})

test('an administrator enters an officer, mends what was wrong, ends them and lets them in again', async () => {
  const page = await pageOf(browser, site, await site.enter('administrator'), PHONE)
  await page.goto('/officers/new')
  await page.getByLabel('Mail address').fill('AMINA@example.org')
  await page.getByLabel('Name').fill('Bruno')
  await page.getByLabel('Desk').selectOption('TC')
  await page.getByRole('button', { name: 'Enter' }).click()
  expect(await page.getByRole('alert').textContent()).toContain('already')
  expect(await defects(page)).toEqual([])
  await page.getByLabel('Mail address').fill('bruno@example.org')
  await page.getByRole('button', { name: 'Enter' }).click()
  await page.getByRole('link', { name: 'Bruno' }).click()
  expect(await page.getByLabel('Desk').inputValue()).toBe('TC')
  await page.getByRole('button', { name: 'End this officer' }).click()
  await page.getByText('ended 24 Nov 2026').waitFor()
  expect(await defects(page)).toEqual([])
  await page.getByRole('button', { name: 'Let in again' }).click()
  await page.getByRole('button', { name: 'End this officer' }).waitFor()
})
