import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findDesk } from '../../src/store/parties/parties.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { apiOf } from '../support/servers/json-requests.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

type Request = Awaited<ReturnType<Site['as']>>

let site: Site
let officer: Request
let reader: Request
beforeAll(async () => {
  site = await freshSite()
  const desk = await findDesk(site.desk.db, 'TC')
  officer = await site.as(await site.enter('officer', { deskId: desk!.id }))
  reader = await site.as(await site.enter('reader'))
})
afterAll(() => site[Symbol.asyncDispose]())

const page = async (path: string, by = officer) => (await by(path)).text()
const POUCH = { reference: 'tc-pouch', name: 'Diplomatic pouch', desk: 'TC', since: '2003-08-08', 'by-letter': 'yes' }
const THEN = '?as-of=2004-12-22'

describe('from no point to a silence that can be stated', { shuffle: false }, () => {
  test('as long as no point is declared, its page teaches, and no silence is stated', async () => {
    expect(await page('/receiving-points')).toContain('A receiving point is where what is sent to a desk comes in')
    const refused = await page(`/follow-ups/PRK-TC-1/silence${THEN}`)
    expect(refused).toContain('desk TC has declared no receiving point from 2003-12-30 to 2004-12-22')
    expect(refused).toContain('<a href="/receiving-points/declare">')
    expect(await page(`/follow-ups/PRK-TC-1/silence${THEN}`, reader)).not.toContain('/receiving-points/declare')
    expect(await page('/')).not.toContain('Not attested')
  })

  test('what is wrong with a point is said, and what was typed stays', async () => {
    const { 'by-letter': _letter, ...nothingComesIn } = POUCH
    const answer = await officer('/receiving-points/declare', form({ ...nothingComesIn, since: '2027-01-01' }))
    const again = await answer.text()
    expect(answer.status).toBe(422)
    expect(again).toContain('expected at least one that comes in by it')
    expect(again).toContain('value="Diplomatic pouch"')
    const later = await officer('/receiving-points/declare', form({ ...POUCH, since: '2027-01-01' }))
    expect(await later.text()).toContain('expected a day that has come')
  })

  test('an officer declares a point, and the board says that nobody has read it', async () => {
    expect((await officer('/receiving-points/declare', form(POUCH))).status).toBe(303)
    expect((await officer('/receiving-points/declare', form(POUCH))).status).toBe(409)
    expect(await page('/')).toContain('Not attested as read for more than a week: TC-POUCH')
    expect(await page('/', reader)).not.toContain('Not attested')
    expect(await page('/receiving-points')).toContain('Say until when')
  })

  test('what is attested through the day is stated of that day, and taken away is kept as given', async () => {
    const gap = /href="(\/receiving-points\/TC-POUCH\?from=2003-12-30&(?:amp;)?through=2004-12-22)"/
    const [, path] = gap.exec(await page(`/follow-ups/PRK-TC-1/silence${THEN}`))!
    expect(await page(path!.replaceAll('&amp;', '&'))).toContain('value="2003-12-30"')
    const attested = await officer('/receiving-points/TC-POUCH/attest', form({ from: '', through: '2004-12-22' }))
    expect([attested.status, attested.headers.get('location')]).toEqual([303, '/receiving-points/TC-POUCH'])
    const statement = await page(`/follow-ups/PRK-TC-1/silence${THEN}`)
    expect(statement).toContain('as at 22 December 2004, 358 days later. [TC-POUCH]')
    const file = await officer(`/follow-ups/PRK-TC-1/silence/docx${THEN}`)
    expect(file.headers.get('content-disposition')).toContain('PRK-TC-1-silence-2004-12-22.docx')
    expect((await officer(`/follow-ups/PRK-TC-1/silence/md${THEN}`, { method: 'HEAD' })).status).toBe(200)
    const kept = await site.desk.db.execute(`select format from documents where recipe ->> 'kind' = 'silence'`)
    expect([...kept]).toEqual([{ format: 'docx' }])
    expect((await officer('/follow-ups/PRK-TC-1/silence/md')).status).toBe(409)
    expect((await officer('/follow-ups/PRK-TC-1/silence/odt')).status).toBe(422)
  })

  test('one tap attests today, as often as it is tapped', async () => {
    await officer('/receiving-points/TC-POUCH/attest', form({ through: '2026-11-22' }))
    expect(await page('/receiving-points')).toContain('Read through today')
    for (let taps = 0; taps < 2; taps += 1) {
      const tapped = await officer('/receiving-points/TC-POUCH/attest', form({ through: '2026-11-24', back: 'list' }))
      expect([tapped.status, tapped.headers.get('location')]).toEqual([303, '/receiving-points'])
    }
    expect(await page('/receiving-points')).toContain('done for today')
    expect(await page('/')).not.toContain('Not attested')
    expect((await page('/receiving-points/TC-POUCH')).match(/withdraw\//g)).toHaveLength(3)
  })

  test('an attestation is taken back and a point retired with a reason, by whoever may record', async () => {
    const links = (await page('/receiving-points/TC-POUCH')).matchAll(
      /href="(\/receiving-points\/TC-POUCH\/withdraw\/\d+)"/g,
    )
    const [, path] = [...links].at(-1)!
    expect((await officer(path!, form({}))).status).toBe(422)
    expect((await officer(path!, form({ why: 'One bag was overlooked.' }))).status).toBe(303)
    expect((await officer(path!, form({ why: 'Again.' }))).status).toBe(409)
    expect((await officer('/receiving-points/TC-POUCH/withdraw/99')).status).toBe(404)
    expect(await page('/receiving-points/TC-POUCH', reader)).toContain('One bag was overlooked.')
    const retirement = form({ on: '2026-11-23', why: 'No more pouch.' })
    expect((await officer('/receiving-points/TC-POUCH/retire', retirement)).status).toBe(303)
    expect(await page('/receiving-points')).toContain('No more pouch.')
  })

  test('a reader looks on', async () => {
    const forms = ['declare', 'TC-POUCH/retire', 'TC-POUCH/withdraw/1'].map((path) => `/receiving-points/${path}`)
    for (const path of forms) expect([path, (await reader(path)).status]).toEqual([path, 403])
    expect((await reader('/receiving-points/TC-POUCH/attest', form({ through: '2026-11-24' }))).status).toBe(403)
    expect(await page('/receiving-points/TC-POUCH', reader)).not.toContain('<form method="post"')
  })

  test('of what is hidden from others, they are told no silence', async () => {
    await openFollowUps(
      site.desk.on('2026-11-20'),
      askOf({ dossier: 'SEC', dossierTitle: 'Hidden', isConfidential: true }),
    )
    expect((await officer('/follow-ups/SEC-1/silence')).status).toBe(200)
    expect((await reader('/follow-ups/SEC-1/silence')).status).toBe(404)
    expect((await reader('/follow-ups/SEC-1/silence/md')).status).toBe(404)
    const api = apiOf(await site.withToken(await site.enter('reader', { email: 'other@example.org' })))
    expect((await api.get('/follow-ups/SEC-1/silence')).status).toBe(404)
  })

  test('a program attests with a token of its own, and is refused a statement with every gap', async () => {
    const connector = apiOf(
      await site.withToken(await site.enter('officer', { email: 'mailbox@example.org' }), ['record']),
    )
    const reading = apiOf(await site.withToken(site.desk.officer, ['read']))
    const mailbox = {
      reference: 'TC-MAILBOX',
      name: 'Mailbox',
      desk: 'TC',
      channels: ['email', 'letter'],
      sinceOn: '2003-08-08',
    }
    expect((await connector.post('/receiving-points', mailbox)).status).toBe(201)
    expect((await reading.post('/receiving-points/TC-MAILBOX/attestations', {})).status).toBe(403)
    const ATTESTATIONS = '/receiving-points/TC-MAILBOX/attestations'
    for (let minutes = 0; minutes < 3; minutes += 1) {
      const { status, body } = await connector.post(ATTESTATIONS, { remark: 'UIDVALIDITY 7' })
      expect([status, body.readThroughOn, body.attestations.length]).toEqual([201, '2026-11-24', 1])
    }
    expect(await connector.post(ATTESTATIONS, { through: '2026-11-25' })).toMatchObject({
      status: 422,
      body: { errors: [{ field: 'through' }] },
    })
    const stated = await reading.get('/follow-ups/PRK-TC-2/silence?as-of=2004-12-01')
    expect(stated).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ field: null }] } })
    await connector.post('/receiving-points/TC-POUCH/attestations', { from: '2003-08-08', through: '2026-11-22' })
    expect(await reading.get('/follow-ups/PRK-TC-2/silence?as-of=2004-12-01')).toMatchObject({
      status: 200,
      body: { daysSilent: 99, points: [{ reference: 'TC-POUCH' }, { reference: 'TC-MAILBOX' }] },
    })
  })
})
