import { expect, test } from 'vitest'
import { withoutCommands } from '../../src/http/pages/without-commands.ts'
import { form, freshSite } from '../support/servers/web.ts'

test.for([
  ['no counterpart AUR-GVA; relance counterparts lists what there is', 'no counterpart AUR-GVA'],
  ['no digest 1/3; relance digest list shows what there is', 'no digest 1/3'],
  [
    'no dossier VISITS; to begin it, give its subject as --dossier-title',
    'no dossier VISITS; to begin it, give its subject',
  ],
  [
    'dossier X exists already, with the title "Y"; leave --dossier-title out',
    'dossier X exists already, with the title "Y"; leave its subject out',
  ],
  [
    'until: got nothing — expected the day that they promised, such as --until 2004-12-01',
    'until: got nothing — expected the day that they promised',
  ],
  [
    'received-on: got 2004-08-24 — expected the day we sent it, as --sent-on or --dated',
    'received-on: got 2004-08-24 — expected the day we sent it',
  ],
  [
    'already recorded as X/2 by Amina; if it really came twice, record it with --again',
    'already recorded as X/2 by Amina',
  ],
  [
    'nothing else asks X-1; close it instead: relance close X-1 --reason withdrawn',
    'nothing else asks X-1; close it instead',
  ],
  ['a new ask reopens it, and so does relance correct X-1 --reopen', 'a new ask reopens it'],
  [
    'desk: got nothing — expected the desk whose rule it is; try --desk',
    'desk: got nothing — expected the desk whose rule it is',
  ],
  ['the address relance@example.org: nobody relies on it', 'the address relance@example.org: nobody relies on it'],
] as const)('%s', ([atTheCommandLine, onAPage]) => {
  expect(withoutCommands(atTheCommandLine)).toBe(onAPage)
})

test('who fills in a form is not told what to type at a command line', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const ask = { dossier: 'visits', titles: 'A visit', counterparts: 'PRK-GVA', direction: 'sent', channel: 'letter' }
  const reply = { direction: 'received', channel: 'letter', on: '2004-09-01', 'bears-PRK-TC-2': 'promised' }
  const pages = [
    await as('/open', form(ask)),
    await as('/open', form({ ...ask, 'dossier-title': 'Visits', counterparts: 'AUR-GVA' })),
    await as('/dossiers/PRK-TC/record', form(reply)),
    await as('/dossiers/NOPE'),
  ]
  expect(pages.map(({ status }) => status)).toEqual([404, 422, 422, 404])
  for (const page of pages) expect(await page.text()).not.toMatch(/relance [a-z]+ lists|--[a-z]/u)
})
