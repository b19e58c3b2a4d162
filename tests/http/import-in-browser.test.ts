import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { csvOfLines, VISIT } from '../support/readers/sheets.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

let browser: Browser
let site: Site & { origin: string }
beforeAll(async () => {
  browser = await openBrowser()
  site = await listen((baseUrl) => freshSite('nothing', { baseUrl }))
})
afterAll(async () => {
  await browser.close()
  await site[Symbol.asyncDispose]()
})

const WRONG = VISIT.map((line, index) => (index === 2 ? { ...line, channel: 'pigeon', received: '03/04/2004' } : line))

async function choose(page: Page, lines: typeof VISIT): Promise<void> {
  const buffer = Buffer.from(csvOfLines(lines))
  await page.getByLabel('Sheet', { exact: true }).setInputFiles({ name: 'letters.csv', mimeType: 'text/csv', buffer })
}

test('without JavaScript a sheet is mended, looked at again and imported, on a phone in the dark', async () => {
  const officer = await site.enter('officer')
  const options = { javaScriptEnabled: false, viewport: { width: 375, height: 800 }, colorScheme: 'dark' } as const
  const page = await pageOf(browser, site, officer, options)
  await page.goto('/import')
  await choose(page, WRONG)
  await page.getByRole('button', { name: 'Look first' }).click()
  await page.getByText('channel: got "pigeon"').waitFor()
  expect(await page.getByRole('button', { name: 'Import it' }).count()).toBe(0)
  await choose(page, VISIT)
  await page.getByRole('button', { name: 'Look again' }).click()
  await page.getByRole('button', { name: 'Import it' }).click()
  await page.getByText('Imported: 3 rows are new.').waitFor()
  await page.goto('/dossiers/MLI-V')
  expect(await page.title()).toContain('Visit to Mali')
})

test.for(['light', 'dark'] as const)(
  'axe finds nothing on a report, and no phone is too narrow for it: %s',
  async (colorScheme) => {
    const officer = await site.enter('officer', { email: `${colorScheme}@example.org` })
    const page = await pageOf(browser, site, officer, { viewport: { width: 375, height: 800 }, colorScheme })
    await page.goto('/import')
    await choose(page, [...WRONG, { ...VISIT[0]!, dossier: 'N', 'external reference': 'x'.repeat(200) }])
    await page.getByRole('button', { name: 'Look first' }).click()
    await page.getByText('channel: got "pigeon"').waitFor()
    for (const width of [375, 1280]) {
      await page.setViewportSize({ width, height: 800 })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    }
  },
)
