import { expect, test } from 'vitest'
import { appendDesk, listCounterparts } from '../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../src/use-cases/correspondence/close-follow-up.ts'
import { enterCounterpart } from '../../src/use-cases/counterparts/enter-counterpart.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { holdBack } from '../support/databases/held-back.ts'
import { apiOf } from '../support/servers/json-requests.ts'
import { askOf, communicationOf, day } from '../support/ledgers/desk.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

const TODAY = '2026-11-24'
const OFFICE = { reference: 'CHE-GVA', name: 'Mission of Switzerland', country: 'CHE' }

function wordsOf(page: string): string {
  return page.replaceAll(/<style[^]*?<\/style>|<svg[^]*?<\/svg>|<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

/** Six further asks of 2026: answered after 10 and 40 days, closed after 50, noted, open, and one of a vague day. */
async function askSix({ desk }: Site): Promise<void> {
  const context = desk.on(TODAY)
  const asked = askOf({
    titles: ['A', 'B', 'C', 'D', 'E'],
    communication: communicationOf({ direction: 'sent', dated: '2026-08-01' }),
  })
  await openFollowUps(context, asked)
  await openFollowUps(context, askOf({ communication: communicationOf({ direction: 'sent', dated: '2026-09' }) }))
  const replies = [
    ['2026-08-11', 'PRK-TC-3', 'substantive'],
    ['2026-09-10', 'PRK-TC-4', 'declined'],
    ['2026-08-11', 'PRK-TC-6', 'noted'],
  ] as const
  for (const [receivedOn, followUp, character] of replies)
    await recordCommunication(
      context,
      communicationOf({ receivedOn, entries: [{ followUp, bearing: 'replies', character }] }),
    )
  const closing = { followUp: 'PRK-TC-5', reason: 'lapsed', remark: null } as const
  await closeFollowUp(context, { ...closing, closedOn: day('2026-09-20') })
}

test('the list tells what each office owes, the most overdue first, and also which owe nothing', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  await enterCounterpart(site.desk.on(TODAY), { ...OFFICE, timeZone: null, emails: [], succeeds: null })
  const page = await (await get('/counterparts')).text()
  expect(wordsOf(page)).toMatch(/PRK-GVA .+ PRK 2 2 8,365 days CHE-GVA Mission of Switzerland CHE 0 0 none/)
  expect(page).toContain('href="/?counterpart=PRK-GVA"')
  expect(page).toContain('href="/counterparts/CHE-GVA"')
  expect(wordsOf(await (await get('/counterparts?as-of=2004-12-22')).text())).toContain('PRK 2 2 358 days')
})

test('without any office the list says what one is, and leads to entering it', async () => {
  await using site = await freshSite('nothing')
  const page = await (await (await site.as(site.desk.officer))('/counterparts')).text()
  expect(wordsOf(page)).toContain('A counterpart is the office that is asked')
  expect(page).toContain('href="/counterparts/enter"')
  expect(await (await (await site.as(await site.enter('reader')))('/counterparts')).text()).not.toContain('/enter')
})

test('an office has a page of what it owes, what it is, and how it answers', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const page = wordsOf(await (await get('/counterparts/prk-gva')).text())
  expect(page).toContain('2 pending , 2 overdue . The longest silence has lasted 8,365 days.')
  expect(page).toContain('This rests on 2 asks only')
  expect(page).toContain('2 asks measured: 2 replied to, 0 with no first reply yet.')
  expect(page).toContain('2 asks measured: 0 answered, 2 with no answer yet.')
  expect(page).toContain('365 days 2 0 0 100%')
  const then = wordsOf(await (await get('/counterparts/PRK-GVA?as-of=2003-12-29')).text())
  expect(then).toContain('1 ask measured: 0 replied to, 1 with no first reply yet.')
  expect(then).not.toContain('Open a follow-up')
})

test('the overdue number opens what is overdue, and the list stays in the replay', async () => {
  await using site = await freshSite()
  await askSix(site)
  const get = await site.as(site.desk.officer)
  const rowsOf = async (path: string) => {
    const [, rows = ''] =
      /<table class="cards owed">[^]*?<tbody>([^]*?)<\/tbody>/.exec(await (await get(path)).text()) ?? []
    return rows.match(/\/follow-ups\/[\w-]+(?:\?as-of=[\d-]+)?/g)
  }
  expect(await rowsOf('/counterparts/PRK-GVA?only=overdue&as-of=2026-10-15')).toEqual(
    ['1', '2', '7', '6'].map((number) => `/follow-ups/PRK-TC-${number}?as-of=2026-10-15`),
  )
  expect(await rowsOf('/counterparts/PRK-GVA?as-of=2026-09-15')).toHaveLength(6)
})

test('an office that was asked nothing says so', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  await enterCounterpart(site.desk.on(TODAY), { ...OFFICE, timeZone: null, emails: [], succeeds: 'PRK-GVA' })
  const page = await (await get('/counterparts/CHE-GVA')).text()
  expect(wordsOf(page)).toContain('Nothing is on record that was asked of this office')
  expect(page).toContain('href="/counterparts/PRK-GVA"')
  expect(wordsOf(await (await get('/counterparts/PRK-GVA')).text())).toContain('Succeeded by Mission of Switzerland')
})

test.for(['/counterparts/XXX', '/counterparts/%3Cscript%3E', '/counterparts/a%00b'])(
  '%s is not there',
  async (path) => {
    await using site = await freshSite()
    const answer = await (await site.as(site.desk.officer))(path)
    expect([400, 404]).toContain(answer.status)
    expect(site.faults).toEqual([])
  },
)

test.for([
  'clock=answer&open-after=soon',
  'open-after=90',
  'clock=both&open-after=90',
  'clock=answer&open-after=9&page=0',
])('a list such as ?%s is refused in words', async (query) => {
  await using site = await freshSite()
  expect((await (await site.as(site.desk.officer))(`/counterparts/PRK-GVA?${query}`)).status).toBe(422)
})

test('every number and every mark opens the list of the asks that it counts', async () => {
  await using site = await freshSite()
  await askSix(site)
  const get = await site.as(site.desk.officer)
  const listed = async (path: string) => {
    const page = await (await get(path.replaceAll('&amp;', '&').split('#')[0]!)).text()
    const [, rows = ''] = /<table class="cards behind">[^]*?<tbody>([^]*?)<\/tbody>/.exec(page) ?? []
    return rows.split('<tr>').length - 1
  }
  const page = await (await get('/counterparts/PRK-GVA')).text()
  const numbers = [...page.matchAll(/<a href="([^"]+#asks)"\s*>(\d+)(?: asks)?<\/a\s*>/g)]
  expect(numbers.length).toBeGreaterThan(25)
  const marks = [...page.matchAll(/<a href="([^"]+#asks)" tabindex="-1"[^>]*>\s*<title>(\d+) ask/g)]
  expect(marks.length).toBeGreaterThan(8)
  for (const [, path, count] of [...numbers, ...marks]) expect(await listed(path!), path).toBe(Number(count))
})

test('the tables say how many are open, ended and not watched so long, and what is left out', async () => {
  await using site = await freshSite()
  await askSix(site)
  const page = wordsOf(await (await (await site.as(site.desk.officer))('/counterparts/PRK-GVA')).text())
  expect(page).toContain('7 asks measured: 2 answered, 5 with no answer yet.')
  expect(page).toContain('30 days 6 1 0 86% 60 days 4 2 1 71% 90 days 4 2 1 71% 180 days 2 2 3 71%')
  expect(page).toContain('1 ask left out, with a day that is vague or not known PRK-TC-8')
  expect(page).not.toContain('too few')
})

test("another desk's confidential ask is on no page of the office, and in no number of it", async () => {
  await using site = await freshSite()
  await openFollowUps(site.desk.on(TODAY), askOf({ isConfidential: true, titles: ['A secret visit'] }))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const get = await site.as(await site.enter('administrator', { deskId }))
  for (const path of ['', '?as-of=2010-01-01', '?clock=answer&lasted=0-99999']) {
    const page = wordsOf(await (await get(`/counterparts/PRK-GVA${path}`)).text())
    expect(page).toContain('2 pending')
    expect(page).toContain('2 asks measured')
    expect(page).not.toMatch(/PRK-TC-3|secret/)
  }
  expect(wordsOf(await (await get('/counterparts')).text())).toContain('PRK 2 2 8,365 days')
})

test('entering an office ends on its page', async () => {
  await using site = await freshSite()
  const send = await site.as(site.desk.officer)
  const typed = { reference: 'uzb-gva', name: 'Mission of Uzbekistan', country: 'uzb', timeZone: 'asia/tashkent' }
  const emails = 'mission@example.org\r\n second@example.org, mission@example.org'
  const entered = await send('/counterparts/enter', form({ ...typed, emails, succeeds: 'PRK-GVA' }))
  expect([entered.status, entered.headers.get('location')]).toEqual([303, '/counterparts/UZB-GVA'])
  const page = wordsOf(await (await send('/counterparts/UZB-GVA')).text())
  expect(page).toContain('Country UZB Time zone Asia/Tashkent Written to at mission@example.org , second@example.org')
})

test('a form that is not right keeps what was typed and says what to mend, field by field', async () => {
  await using site = await freshSite()
  const send = await site.as(site.desk.officer)
  const typed = { reference: 'UZB GVA', name: '<b>Mission</b>', country: 'Uzbekistan', emails: 'nobody' }
  const answer = await send('/counterparts/enter', form({ ...typed, timeZone: 'Mars/Olympus' }))
  const page = await answer.text()
  expect(answer.status).toBe(422)
  for (const field of ['reference', 'country', 'timeZone', 'emails']) expect(page).toContain(`id="${field}-wrong"`)
  expect(page).toContain('value="UZB GVA"')
  expect(page).toContain('value="&lt;b&gt;Mission&lt;/b&gt;"')
  expect(page).not.toContain('id="name-wrong"')
  expect(await listCounterparts(site.desk.db)).toHaveLength(1)
})

test('whoever may only read is not shown the form, and enters nothing', async () => {
  await using site = await freshSite()
  const send = await site.as(await site.enter('reader'))
  expect((await send('/counterparts/enter')).status).toBe(403)
  expect((await send('/counterparts/enter', form(OFFICE))).status).toBe(403)
  expect(await listCounterparts(site.desk.db)).toHaveLength(1)
})

test('of two officers who enter one office at once, the second is told that it is there', async () => {
  await using site = await freshSite()
  const send = await site.as(site.desk.officer)
  await using held = await holdBack(site.desk.connection, 'lock table counterparts in share mode')
  const sent = ['Mission of Switzerland', 'Swiss Mission'].map((name) =>
    send('/counterparts/enter', form({ ...OFFICE, name })),
  )
  await held.waiting(2)
  await held.letGo()
  const answers = await Promise.all(sent)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  const refused = await answers.find(({ status }) => status === 409)!.text()
  expect(refused).toMatch(/id="reference-wrong"[^]*is entered already: (?:Mission of Switzerland|Swiss Mission)/)
  expect(site.faults).toEqual([])
  expect(await listCounterparts(site.desk.db)).toHaveLength(2)
})

test('the API gives both curves with what they rest on, now and at a moment', async () => {
  await using site = await freshSite()
  await askSix(site)
  const api = apiOf(await site.withToken(site.desk.officer, ['read']))
  const { status, body } = await api.get('/counterparts/prk-gva/responses')
  expect(status).toBe(200)
  expect(body).toMatchObject({ counterpart: 'PRK-GVA', shownOn: TODAY, followUps: 8, asks: 8 })
  expect(body.answer.steps).toMatchObject([
    { day: 10, atRisk: 7, ended: 1 },
    { day: 40, atRisk: 6, ended: 1 },
  ])
  expect(body.answer.median).toBeNull()
  expect(body.answer.leftOut).toEqual([{ followUp: 'PRK-TC-8', because: 'ask' }])
  expect(body.firstReply.measured).toContainEqual({
    followUp: 'PRK-TC-1',
    askedOn: '2003-08-08',
    untilOn: '2003-12-30',
    days: 144,
    isEnded: true,
  })
  const then = (await api.get('/counterparts/PRK-GVA/responses?as-of=2003-12-29')).body
  expect(then.firstReply.measured).toMatchObject([{ followUp: 'PRK-TC-1', days: 143, isEnded: false }])
  expect((await api.get('/counterparts/XXX/responses')).status).toBe(404)
  expect((await api.get('/counterparts/PRK-GVA/responses?as-of=soon')).status).toBe(422)
})
