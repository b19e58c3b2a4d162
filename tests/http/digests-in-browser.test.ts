import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Officer } from '../../src/store/parties/parties.ts'
import { findSubscription } from '../../src/store/digests/subscriptions.ts'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { subscribeDaily } from '../support/ledgers/issues.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

let browser: Browser
let site: Site & { origin: string }
let reader: Officer
let unsubscribing: string

beforeAll(async () => {
  browser = await openBrowser()
  site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  reader = await site.enter('administrator', { email: 'reader@example.org' })
  await subscribeDaily(site.desk, '2026-11-24T09:00')
  await planDigests(site.desk.on('2026-11-27T09:00'), site.web.post)
  await deliverDigests(site.desk.on('2026-11-27T09:00'), site.web.send)
  unsubscribing = `/unsubscribe/${(await findSubscription(site.desk.db, 2))!.unsubscribeToken}`
})

afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

const pages = () => [
  '/subscriptions',
  '/subscriptions/1',
  '/subscriptions/new',
  '/subscriptions/new?bracket=nonsense&cron=x',
  '/subscriptions/2?done=test',
  '/subscriptions/2?cron=0+8+*+*+1',
  '/subscriptions/2/preview',
  '/subscriptions/2/preview?as-of=2004-12-22',
  '/subscriptions/1/digests',
  '/subscriptions/2/digests',
  '/subscriptions/2/digests/1',
  unsubscribing,
]

async function expectSound(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .exclude('iframe') // where no script runs, axe's neither
    .options({ rules: { 'target-size': { enabled: true } } })
    .analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
}

test.for(['light', 'dark'] as const)('axe finds nothing on the pages of digests in %s', async (colorScheme) => {
  const page = await pageOf(browser, site, reader, { colorScheme })
  for (const path of pages()) {
    await page.goto(path)
    await expectSound(page)
  }
})

test.for([1280, 375])(
  'the pages of digests fit a window of %i pixels, and say nothing to the console',
  async (width) => {
    const page = await pageOf(browser, site, reader, { viewport: { width, height: 800 } })
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
    for (const path of pages()) {
      await page.goto(path)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth'), path).toBeLessThanOrEqual(width)
    }
    expect(errors).toEqual([])
  },
)

test('the next three times follow what is typed', async () => {
  const page = await pageOf(browser, site, reader)
  await page.goto('/subscriptions/new')
  await page.getByLabel('Schedule').fill('30 7 1 * *')
  await page.getByText('Tue 1 Dec 2026, 07:30 (Europe/Zurich)').waitFor()
  await page.getByLabel('Time zone').fill('Asia/Seoul')
  await page.getByText('Tue 1 Dec 2026, 07:30 (Asia/Seoul)').waitFor()
  await page.getByRole('button', { name: 'Weekdays at 08:00' }).click()
  await page.getByText('Wed 25 Nov 2026, 08:00 (Asia/Seoul)').waitFor()
  expect(new URL(page.url()).search).toBe('')
  await page.getByLabel('Schedule').fill('61 * * * *')
  await page.getByText('expected a minute from 0 to 59').waitFor()
})

test('without JavaScript a button shows them, and nothing that was typed is lost', async () => {
  const page = await pageOf(browser, site, reader, { javaScriptEnabled: false })
  await page.goto('/subscriptions/new?bracket=overdue')
  await page.getByLabel('Name').fill('My overdue')
  await page.getByLabel('Time zone').fill('Asia/Seoul')
  await page.getByRole('button', { name: 'The 1st of the month at 08:00' }).click()
  await expect
    .poll(() => page.locator('#slots li').allInnerTexts())
    .toEqual([
      'Tue 1 Dec 2026, 08:00 (Asia/Seoul)',
      'Fri 1 Jan 2027, 08:00 (Asia/Seoul)',
      'Mon 1 Feb 2027, 08:00 (Asia/Seoul)',
    ])
  await page.getByLabel('Schedule').fill('0 9 * * 5')
  await page.getByRole('button', { name: 'Show the next three' }).click()
  await page.getByText('Fri 27 Nov 2026, 09:00 (Asia/Seoul)').waitFor()
  await page.getByRole('button', { name: 'Subscribe' }).click()
  await page.getByRole('heading', { level: 1, name: 'My overdue' }).waitFor()
  await page.getByText('pending: overdue').waitFor()
})

test('the preview is drawn in its frame in its own colours, and runs no script', async () => {
  const page = await pageOf(browser, site, reader)
  await page.goto('/subscriptions/2/preview')
  const mail = page.frameLocator('iframe').locator('body')
  expect(await mail.getByText('PRK-TC-2').first().innerText()).toBe('PRK-TC-2')
  expect(await mail.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(239, 237, 232)')
})

test('a link of an issue opens its list, and the link at its end ends the series and takes it up again', async () => {
  const page = await (await browser.newContext({ baseURL: site.origin })).newPage()
  await page.goto(unsubscribing)
  await page.getByRole('button', { name: 'End it' }).click()
  expect(await page.getByRole('status').innerText()).toBe('reader@example.org gets Daily no more.')
  await expectSound(page)
  await page.getByRole('button', { name: 'Come back' }).click()
  await page.getByRole('button', { name: 'End it' }).waitFor()
  const signedIn = await pageOf(browser, site, reader)
  await signedIn.goto('/subscriptions/2/digests/1')
  const [opened] = await Promise.all([
    signedIn.context().waitForEvent('page'),
    signedIn.frameLocator('iframe').getByRole('link', { name: 'PRK-TC-2' }).first().click(),
  ])
  await opened.waitForLoadState()
  expect(new URL(opened.url()).pathname).toBe('/follow-ups/PRK-TC-2')
})
