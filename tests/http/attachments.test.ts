import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { safeFileName } from '../../src/domain/files/file-name.ts'
import { appendDesk, findDesk } from '../../src/store/parties/parties.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { freshSite } from '../support/servers/web.ts'

const PATH = '/dossiers/PRK-TC/communications/6/attachments'
const HOSTILE = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

function upload(...files: File[]): RequestInit {
  const body = new FormData()
  for (const file of files) body.append('files', file)
  return { method: 'POST', body }
}

test('what is attached is kept byte for byte, and only ever saved, never run', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const answer = await as(PATH, upload(new File([HOSTILE], '../../A \u202egvs."svg', { type: 'image/svg+xml' })))
  expect(answer.status).toBe(303)
  const page = await (await as(answer.headers.get('location')!)).text()
  const [, address = ''] = /href="([^"]+\/attachments\/\d+)"/.exec(page) ?? []
  const got = await as(address)
  expect(await got.text()).toBe(HOSTILE)
  expect(Object.fromEntries(got.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="A _gvs._svg"; filename*=UTF-8''A%20_gvs._svg`,
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
  const shown = await (await as('/follow-ups/PRK-TC-2')).text()
  expect(shown).toContain(address)
  expect((await as('/dossiers/PRK-TC?known-at=2026-11-24T08:30')).status).toBe(200)
  expect(await (await as('/dossiers/PRK-TC?known-at=2026-11-24T08:30')).text()).not.toContain(address)
})

test('the same file twice is kept once, and nothing empty is attached', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const letter = new File(['a letter'], 'letter.txt', { type: 'text/plain' })
  await Promise.all([as(PATH, upload(letter)), as(PATH, upload(letter))])
  const rows = await site.desk.db.execute("select encode(sha256, 'hex') as sha256, name from attachments")
  expect([...rows]).toEqual([{ sha256: createHash('sha256').update('a letter').digest('hex'), name: 'letter.txt' }])
  for (const sent of [upload(), upload(letter, new File([], 'empty.pdf'))]) {
    const refused = await as(PATH, sent)
    expect(refused.status).toBe(422)
    expect(await refused.text()).toContain('id="problem"')
  }
  expect(site.faults).toEqual([])
})

test('a letter is recorded together with its scan, or neither is', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const record = (file: File) => {
    const { body } = upload(file) as { body: FormData }
    for (const [name, value] of Object.entries({
      direction: 'received',
      channel: 'letter',
      on: '2026-11-23',
      'bears-PRK-TC-2': 'substantive',
    }))
      body.append(name, value)
    return as('/dossiers/PRK-TC/record', { method: 'POST', body })
  }
  expect((await record(new File([], 'scan.pdf'))).status).toBe(422)
  expect((await as('/dossiers/PRK-TC/communications/7')).status).toBe(404)
  const recorded = await record(new File(['scan'], 'scan.pdf', { type: 'application/pdf' }))
  expect(await (await as(recorded.headers.get('location')!)).text()).toContain('scan.pdf')
})

test('the attachments of what is confidential are not there for another desk', async () => {
  await using site = await freshSite()
  const confidential = { dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true }
  await openFollowUps(site.desk.on('2026-11-24'), askOf(confidential))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const { id: ownDesk } = (await findDesk(site.desk.db, 'TC'))!
  const own = await site.as(await site.enter('officer', { email: 'own@example.org', deskId: ownDesk }))
  const path = '/dossiers/SECRET/communications/1/attachments'
  expect((await own(path, upload(new File(['x'], 'x.txt')))).status).toBe(303)
  const other = await site.as(await site.enter('administrator', { deskId }))
  expect((await own(`${path}/1`)).status).toBe(200)
  expect((await other(`${path}/1`)).status).toBe(404)
  expect((await other(path, upload(new File(['y'], 'y.txt')))).status).toBe(404)
})

test.for([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\a\\letter.pdf', 'letter.pdf'],
  ['CON', '_CON'],
  ['a\0.pdf', 'a_.pdf'],
  ['', 'attachment'],
  ['...', 'attachment'],
  ['.pdf', 'pdf'],
  [`${'x'.repeat(500)}.pdf`, `${'x'.repeat(196)}.pdf`],
  ['الرد.pdf', 'الرد.pdf'],
] as const)('the file name %j is kept as %j', ([given, kept]) => {
  expect(safeFileName(given)).toBe(kept)
})
