import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { freshSite, listen, type Site } from '../support/servers/web.ts'

let browser: Browser

beforeAll(async () => {
  browser = await openBrowser()
})

afterAll(() => browser.close())

const sampleSite = () => listen((baseUrl) => freshSite('the sample', { baseUrl }))

test('an officer signs in, answers the proposal of August 2004, corrects the answer to a courtesy, and replays 22 December 2004', async () => {
  await using site = await sampleSite()
  const page = await (await browser.newContext({ baseURL: site.origin })).newPage()
  const problems = problemsOf(page)
  await signIn(site, page)

  const proposal = page.getByRole('row', { name: /PRK-TC-2/ })
  expect(await proposal.innerText()).toContain('8,127 days')
  await proposal.getByRole('link', { name: 'PRK-TC-2' }).click()
  await page.getByRole('link', { name: 'Record a reply' }).click()
  await page.getByLabel(/PRK-TC-2 Proposal/).selectOption({ label: 'substantive: substantive reply' })
  await page.getByLabel('From', { exact: true }).fill('Permanent Mission')
  await page.getByLabel('What it said').fill('The Government proposes a seminar.')
  await page.getByRole('button', { name: 'Record it' }).click()
  await page.getByText('Recorded. What it changed stands below.').waitFor()

  await page.getByRole('link', { name: 'Board' }).click()
  await page.getByRole('row', { name: /PRK-TC-1/ }).waitFor()
  expect(await page.getByRole('row', { name: /PRK-TC-2/ }).count()).toBe(0)

  await page.goto('/follow-ups/PRK-TC-2')
  expect(await page.locator('.standing').innerText()).toContain('Answered')
  await page.getByRole('link', { name: 'Correct PRK-TC/7' }).click()
  await page.getByLabel('Why it is corrected').fill('It only takes note of the proposal.')
  await page.getByLabel('What it says of the ask').selectOption('noted')
  await page.getByRole('button', { name: 'Correct it' }).click()
  await page.getByText('Corrected. Both versions').waitFor()
  expect(await page.getByRole('region', { name: 'Versions of PRK-TC/7' }).innerText()).toContain(
    'It only takes note of the proposal.',
  )

  await page.getByRole('link', { name: 'Board' }).click()
  await page.getByRole('row', { name: /PRK-TC-2/ }).waitFor()

  await page.getByText('Another day').click()
  await page.getByLabel('As it stood on').fill('2004-12-22')
  await page.getByRole('button', { name: 'Look' }).click()
  await page.getByText('You are looking at the past').waitFor()
  expect(await page.getByRole('row', { name: /PRK-TC-2/ }).innerText()).toContain('60 days overdue')
  await page.getByRole('link', { name: 'PRK-TC-2', exact: true }).click()
  expect(await page.locator('.standing').innerText()).toContain('no further word for 120 days')
  expect(problems).toEqual([])
})

test('the same form works without JavaScript, on a phone', async () => {
  await using site = await sampleSite()
  const page = await pageOf(browser, site, site.desk.officer, {
    javaScriptEnabled: false,
    viewport: { width: 375, height: 800 },
  })
  await page.goto('/dossiers/PRK-TC/record?follow-up=PRK-TC-2')
  await page.getByLabel(/PRK-TC-2 Proposal/).selectOption('promised')
  await page.getByRole('button', { name: 'Record it' }).click()
  await page.getByText('the day that they promised').first().waitFor()
  await page.locator('#until-PRK-TC-2').fill('2026-12-15')
  await page.getByRole('button', { name: 'Record it' }).click()
  await page.getByText('Recorded. What it changed stands below.').waitFor()
  await expect.poll(() => page.locator('main').innerText()).toContain('Promised: an answer by 15 December 2026')
})

test('keys go where the keys page says, rest while one types, and can be turned off', async () => {
  await using site = await sampleSite()
  const page = await pageOf(browser, site, site.desk.officer)
  await page.goto('/')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  expect(await focused(page)).toBe('PRK-TC-2')
  await page.keyboard.press('k')
  expect(await focused(page)).toBe('PRK-TC-1')
  await page.keyboard.press('/')
  await page.keyboard.type('took note?gd')
  expect(new URL(page.url()).pathname).toBe('/')
  await page.locator('#search-all').fill('took note')
  expect(await page.locator('main tbody tr:visible').count()).toBe(1)
  await page.getByText('1 of 2 on this page').waitFor()
  await page.locator('main').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('d')
  await page.waitForURL('**/dossiers')
  await page.keyboard.press('?')
  await page.waitForURL('**/keys')
  await page.getByLabel('turn single keys off').check()
  await page.locator('main').focus()
  await page.keyboard.press('g')
  await page.keyboard.press('b')
  await page.reload()
  expect(new URL(page.url()).pathname).toBe('/keys')
  expect(await page.getByLabel('turn single keys off').isChecked()).toBe(true)
})

test('a date is told as it is understood while it is typed', async () => {
  await using site = await sampleSite()
  const page = await pageOf(browser, site, site.desk.officer)
  await page.goto('/dossiers/PRK-TC/record')
  const told = page.getByRole('status')
  await page.getByLabel('Dated, on the paper').fill('2004-08-24')
  await expect.poll(() => told.innerText()).toBe('24 August 2004, 8,127 days ago')
  await page.getByLabel('Dated, on the paper').fill('24/08/2004')
  await expect.poll(() => told.innerText()).toContain('try 2004-08-24')
})

async function signIn(site: Site, page: Page): Promise<void> {
  await page.goto('/')
  await page.getByLabel('mail address').fill(site.desk.officer.email)
  await page.getByRole('button', { name: 'Send me a link' }).click()
  await page.getByRole('heading', { name: 'Look at your mail' }).waitFor()
  await page.goto(/http:\S+/.exec(site.notices[0]!.text)![0])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByRole('heading', { name: 'Pending' }).waitFor()
}

/** What the browser complains of, or could not load. */
function problemsOf(page: Page): string[] {
  const problems: string[] = []
  page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())))
  page.on('pageerror', (error) => void problems.push(error.message))
  page.on('requestfailed', (request) => {
    const isLeftBehind = request.failure()?.errorText === 'net::ERR_ABORTED' // by going on before all was loaded
    if (!isLeftBehind) problems.push(request.url())
  })
  return problems
}

function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent.trim()')
}
