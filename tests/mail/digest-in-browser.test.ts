import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandThatOpens } from '../../src/mail/digest/commands.ts'
import { composeDigest } from '../../src/mail/digest/compose-digest.ts'
import { openBrowser } from '../support/servers/browser.ts'
import { fullDigest } from './sample-digest.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

test.for([1280, 600, 375, 320])(
  'a digest fits a window of %i pixels and asks nothing of the network',
  async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 800 } })
    const requested: string[] = []
    page.on('request', (request) => requested.push(request.url()))
    await page.setContent(composeDigest(fullDigest(), commandThatOpens).html)
    expect(await page.locator('body').evaluate((body) => body.scrollWidth)).toBeLessThanOrEqual(width)
    expect(requested).toEqual([])
  },
)

test('a digest turns dark where the reader has it dark', async () => {
  const page = await browser.newPage({ colorScheme: 'dark' })
  await page.setContent(composeDigest(fullDigest(), commandThatOpens).html)
  const background = await page.evaluate<string>('getComputedStyle(document.querySelector(".sheet")).backgroundColor')
  expect(background).toBe('rgb(24, 27, 31)')
})
