import { expect, test } from 'vitest'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { freshSite } from '../support/servers/web.ts'

test('as of 22 December 2004 the pages tell what E/CN.4/2005/32 tells, and offer nothing to record', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const read = async (path: string) =>
    (await (await get(path)).text()).replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')
  const first = await read('/follow-ups/PRK-TC-1?as-of=2004-12-22')
  expect(first).toContain('no further word for 358 days')
  expect(first).toContain('502 days ago')
  expect(first).toContain('First reply after 144 days, 14 days after a reminder.')
  const second = await read('/follow-ups/PRK-TC-2?as-of=2004-12-22')
  expect(second).toContain(
    'Holding: on 24 August 2004 the Permanent Representative took note; no further word for 120 days',
  )
  expect(second).toContain('60 days overdue')
  expect(second).not.toContain('Record a reply')
  expect(await read('/dossiers/PRK-TC?as-of=2004-12-22')).toContain('120 days without a word')
  expect(await read('/dossiers/PRK-TC')).toContain('8,127 days without a word')
  expect(await read('/follow-ups/PRK-TC-2')).toContain('Record a reply')
})

test('another desk finds no page of a confidential dossier', async () => {
  await using site = await freshSite()
  const confidential = { dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true }
  await openFollowUps(site.desk.on('2026-11-24'), askOf(confidential))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const get = await site.as(await site.enter('officer', { deskId }))
  for (const path of ['/dossiers/SECRET', '/dossiers/SECRET/communications/1', '/follow-ups/SECRET-1'])
    expect((await get(path)).status).toBe(404)
  expect(await (await get('/dossiers')).text()).not.toContain('SECRET')
})
