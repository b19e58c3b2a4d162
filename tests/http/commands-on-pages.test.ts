import { expect, test } from 'vitest'
import { appendDesk, appendOfficer } from '../../src/store/parties/parties.ts'
import { apiOf } from '../support/servers/json-requests.ts'
import { form, freshSite } from '../support/servers/web.ts'

test('who fills in a form is not told what to type at a command line', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const ask = { dossier: 'visits', titles: 'A visit', counterparts: 'PRK-GVA', direction: 'sent', channel: 'letter' }
  const reply = { direction: 'received', channel: 'letter', on: '2004-09-01', 'bears-PRK-TC-2': 'promised' }
  const taken = { ...ask, dossier: 'PRK-TC', 'dossier-title': 'Visits' }
  const pages = [
    await as('/open', form(ask)),
    await as('/open', form({ ...ask, 'dossier-title': 'Visits', counterparts: 'AUR-GVA' })),
    await as('/open', form(taken)),
    await as('/dossiers/PRK-TC/record', form(reply)),
    await as('/dossiers/NOPE'),
    await as('/counterparts/NOPE'),
    await as('/digests/1/999'),
    await as('/meetings/999'),
  ]
  expect(pages.map(({ status }) => status)).toEqual([404, 422, 409, 422, 404, 404, 404, 404])
  for (const page of pages) expect(await page.text()).not.toMatch(/relance [a-z]+ lists|--[a-z]/u)
})

test('who asks by the API is: a command that works through it says so in its turn', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const answer = await as('/api/v1/dossiers/NOPE')
  expect(await answer.json()).toMatchObject({
    detail: 'no dossier NOPE; relance pending lists what there is',
  })
})

test('a desk that nobody chose is a field of the form and of the request', async () => {
  await using site = await freshSite()
  await appendDesk(site.desk.db, { reference: 'WD', name: 'Work days' })
  const deskless = { email: 'ann@example.org', name: 'Ann', role: 'officer', deskId: null } as const
  const officer = await appendOfficer(site.desk.db, deskless)
  const ask = { dossier: 'PRK-TC', titles: 'A visit', counterparts: 'PRK-GVA', direction: 'sent', channel: 'letter' }
  const page = await (await site.as(officer))('/open', form({ ...ask, on: '2026-11-24' }))
  expect(page.status).toBe(422)
  const text = await page.text()
  expect(text).toContain('<p>got nothing — expected one of TC, WD</p>')
  expect(text).not.toContain('--desk')
  const body = { dossier: 'PRK-TC', titles: ['A visit'], counterparts: ['PRK-GVA'], communication: SENT }
  expect(await apiOf(await site.withToken(officer, ['record'])).post('/follow-ups', body)).toMatchObject({
    body: {
      detail: 'desk: got nothing — expected one of TC, WD; try --desk',
      errors: [{ field: 'desk' }],
    },
  })
})

const SENT = { channel: 'letter', direction: 'sent', sentOn: '2026-11-24' }
