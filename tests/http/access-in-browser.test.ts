import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, pageOf } from '../support/browser.ts'
import { freshSite, listen } from '../support/web.ts'

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

const PAGES = ['/account', '/officers', '/officers/new', '/officers/1', '/desks', '/desks/TC', '/api', '/sign-in/over']

test.for(['light', 'dark'] as const)('axe finds nothing on these pages in the %s scheme', async (colorScheme) => {
  const officer = await site.enter('administrator', { email: `${colorScheme}@example.org` })
  const page = await pageOf(browser, site, officer, { colorScheme })
  for (const path of PAGES) {
    await page.goto(path)
    const { violations } = await new AxeBuilder({ page }).analyze()
    expect(violations.map(({ id, nodes }) => [path, id, nodes[0]?.html])).toEqual([])
  }
})

test('nothing is wider than a phone', async () => {
  const officer = await site.enter('administrator', { email: 'phone@example.org' })
  const page = await pageOf(browser, site, officer, { viewport: { width: 375, height: 800 } })
  for (const path of PAGES) {
    await page.goto(path)
    expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, 375])
  }
})

test('by keyboard alone an officer makes a token, sees its secret once and revokes it', async () => {
  const officer = await site.enter('officer', { email: 'keys@example.org' })
  const page = await pageOf(browser, site, officer)
  await page.goto('/account')
  await page.getByLabel('What it is for').focus()
  await page.keyboard.type('Nightly export')
  await page.keyboard.press('Enter')
  const secret = await page.getByLabel('The token').inputValue()
  expect(secret).toMatch(/^relance_[\w-]{43}$/)
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.getByRole('link', { name: 'Back to your account' }).press('Enter')
  expect(await page.content()).not.toContain(secret)
  await page.getByRole('button', { name: 'Revoke' }).press('Enter')
  await page.getByText('revoked').waitFor()
})

test('whoever types a wrong address is told at the field, and may type on', async () => {
  const page = await (await browser.newContext({ baseURL: site.origin })).newPage()
  await page.goto('/sign-in')
  await page.getByLabel('Your mail address').fill('amina@@example')
  await page.locator('form.narrow').evaluate((form) => form.setAttribute('novalidate', ''))
  await page.getByRole('button', { name: 'Send me a link' }).click()
  expect(await page.getByLabel('Your mail address').inputValue()).toBe('amina@@example')
  expect(await page.getByLabel('Your mail address').getAttribute('aria-describedby')).toBe('email-wrong')
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
  await page.getByLabel('Your mail address').fill('amina@example.org')
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
})
