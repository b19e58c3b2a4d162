import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import type { Officer } from '../../../src/store/parties/parties.ts'
import { sessionOf, type Site } from './web.ts'

const QUIET = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking']

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET })
}

/** A page of an officer who has signed in. */
export async function pageOf(
  browser: Browser,
  site: Site & { origin: string },
  officer: Officer,
  options: BrowserContextOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ baseURL: site.origin, ...options })
  const value = await sessionOf(site.web, officer.email)
  await context.addCookies([{ name: 'relance', value, url: site.origin, httpOnly: true, sameSite: 'Lax' }])
  return context.newPage()
}
