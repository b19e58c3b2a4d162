import { AxeBuilder } from '@axe-core/playwright'
import { expect, test } from 'vitest'
import { deliverDigests } from '../../src/use-cases/delivery/deliver-digests.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { openBrowser, pageOf } from '../support/servers/browser.ts'
import { subscribeDaily } from '../support/ledgers/issues.ts'
import { freshSite, listen } from '../support/servers/web.ts'

test('axe finds nothing where it is said that no mail goes to an address, and a phone holds it', async () => {
  await using browser = await openBrowser()
  await using site = await listen((baseUrl) => freshSite('the sample', { baseUrl }))
  const reader = await site.enter('reader')
  await subscribeDaily(site.desk, '2026-11-24T09:00')
  await planDigests(site.desk.on('2026-11-25T09:00'), site.web.post)
  await deliverDigests(site.desk.on('2026-11-25T09:00'), () =>
    Promise.resolve({
      outcome: 'refused',
      said: '550 5.1.1 <reader@example.org>: Recipient address rejected: User unknown in local recipient table',
      isPermanent: true,
      concernsServer: false,
      condemnsAddress: true,
    }),
  )
  const administrator = await site.enter('administrator')
  for (const colorScheme of ['light', 'dark'] as const) {
    const page = await pageOf(browser, site, administrator, { colorScheme, viewport: { width: 375, height: 800 } })
    for (const path of ['/subscriptions/2/digests/1', `/officers/${reader.id}`]) {
      await page.goto(path)
      expect(await page.getByText('550 5.1.1').count()).toBeGreaterThan(0)
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(375)
      const { violations } = await new AxeBuilder({ page }).exclude('iframe').analyze()
      expect(violations.map(({ id }) => id)).toEqual([])
    }
  }
})
