import { afterAll, beforeAll, expect, test } from 'vitest'
import { attestReading } from '../../src/use-cases/silence/attest-reading.ts'
import { declareReceivingPoint, retireReceivingPoint } from '../../src/use-cases/silence/declare-receiving-point.ts'
import { enterCounterpart } from '../../src/use-cases/counterparts/enter-counterpart.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { subscribe } from '../../src/use-cases/digests/subscribe.ts'
import { crawl } from '../support/readers/crawl.ts'
import { askOf, communicationOf } from '../support/ledgers/desk.ts'
import { freshSite, type Site } from '../support/servers/web.ts'

const HOSTILE = `"><img src=x onerror=alert(1)><script>alert('§')</script>`

let site: Site
let pages: Awaited<ReturnType<typeof crawl>>

/** Wherever a person may write, they wrote that. */
beforeAll(async () => {
  site = await freshSite()
  const on = site.desk.on('2026-11-20')
  await enterCounterpart(on, {
    reference: 'EVL',
    name: HOSTILE,
    country: 'CHE',
    timeZone: null,
    emails: [],
    succeeds: null,
  })
  await openFollowUps(on, askOf({ dossier: 'EVIL', dossierTitle: HOSTILE, titles: [HOSTILE], counterparts: ['EVL'] }))
  const entries = [{ followUp: 'EVIL-1', bearing: 'replies', character: 'unread' }] as const
  const reply = communicationOf({ receivedOn: '2026-11-19', entries })
  const written = { summary: HOSTILE, quotation: HOSTILE, sender: HOSTILE, recipient: HOSTILE, source: HOSTILE }
  await recordCommunication(on, { ...reply, ...written })
  const days = { reference: 'EVIL-TRAY', desk: 'TC', channels: ['letter'], sinceOn: on.today } as const
  await declareReceivingPoint(on, { ...days, name: HOSTILE })
  await attestReading(on, { points: ['EVIL-TRAY'], from: null, through: on.today, remark: HOSTILE })
  await retireReceivingPoint(on, { point: 'EVIL-TRAY', retiredOn: on.today, why: HOSTILE })
  const administrator = await site.enter('administrator')
  const wish = { name: HOSTILE, query: {}, cron: '0 9 * * *', timeZone: 'UTC', language: 'en' }
  await subscribe(on, { ...wish, officer: administrator.email, onlyIfChanged: false, suppressIfEmpty: false })
  const first = [
    '/',
    `/?search=${encodeURIComponent(HOSTILE)}`,
    '/?group=counterpart',
    '/dossiers',
    '/subscriptions',
    '/receiving-points',
  ]
  pages = await crawl(await site.as(administrator), first)
})
afterAll(() => site[Symbol.asyncDispose]())

test('what a person wrote stands on every page as text, and does nothing there', () => {
  const showing = [...pages.values()].filter(({ page }) => page.includes('onerror=alert(1)'))
  expect(showing.length).toBeGreaterThan(8)
  const acting = showing.filter(({ page }) => /<img src=x|<script>alert|"><img/.test(page))
  expect(acting.map(({ path }) => path)).toEqual([])
})
