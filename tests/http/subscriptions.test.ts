import { expect, test } from 'vitest'
import { holdBack } from '../support/databases/held-back.ts'
import { form, freshSite } from '../support/servers/web.ts'

const DAILY = { name: 'Mine', cron: '0 8 * * 1-5', zone: 'Asia/Seoul', bracket: 'overdue', 'only-if-changed': 'yes' }

const wordsOf = async (answer: Response | Promise<Response>) =>
  (await (await answer).text()).replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')

const versionIn = (text: string) => /name="version" value="(\d+)"/.exec(text)![1]!

test('a reader subscribes to what the board shows, changes it, ends it and resumes it', async () => {
  await using site = await freshSite()
  const as = await site.as(await site.enter('reader'))
  expect(await wordsOf(as('/subscriptions'))).toContain('A digest is a list that comes to you by mail')

  const begun = await (await as('/subscriptions/new?bracket=overdue&move=theirs&unread=yes&search=visit')).text()
  expect(begun).toMatch(/<option value="overdue" selected/)
  expect(begun).toMatch(/name="unread" value="yes" checked/)
  expect(begun).toContain('value="Pending: the move theirs, overdue, with unread replies, with “visit”"')

  const made = await as('/subscriptions', form(DAILY))
  expect([made.status, made.headers.get('location')]).toEqual([303, '/subscriptions/2'])
  const page = await wordsOf(as('/subscriptions/2'))
  expect(page).toContain('Weekdays at 08:00, by the clocks of Asia/Seoul')
  for (const time of ['Wed 25 Nov 2026, 08:00', 'Thu 26 Nov 2026, 08:00', 'Fri 27 Nov 2026, 08:00'])
    expect(page).toContain(`${time} (Asia/Seoul)`)
  expect(await wordsOf(as('/subscriptions'))).toContain('pending: overdue')

  expect((await as('/subscriptions/2', form({ ...DAILY, cron: '0 8 1 * *', name: 'Monthly' }))).status).toBe(303)
  expect(await wordsOf(as('/subscriptions/2'))).toContain('Tue 1 Dec 2026, 08:00 (Asia/Seoul)')
  expect((await as('/subscriptions/2/end', form({}))).status).toBe(303)
  expect(await wordsOf(as('/subscriptions'))).toContain('Ended on 24 November 2026')
  expect((await as('/subscriptions/2/end', form({}))).status).toBe(409)
  expect((await as('/subscriptions/2/resume', form({}))).status).toBe(303)
  expect((await as('/subscriptions/2/resume', form({}))).status).toBe(409)
  expect(await wordsOf(as('/subscriptions'))).toContain('Tue 1 Dec 2026, 08:00 (Asia/Seoul)')
  expect(site.faults).toEqual([])
})

test('the next three times are shown before anything is sent, by a button and for a script', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const shown = await (await as('/subscriptions/new?name=X&cron=0+9+*+*+1&zone=Europe/Zurich&preset=0+8+1+*+*')).text()
  expect(shown).toMatch(/id="cron"[^>]*value="0 8 1 \* \*"/)
  expect(shown).toContain('Tue 1 Dec 2026, 08:00 (Europe/Zurich)')
  const fragment = await as('/subscriptions/slots?cron=30+2+28+3+*&zone=Europe/Zurich')
  expect(fragment.headers.get('content-type')).toContain('text/html')
  expect(await wordsOf(fragment)).toContain('Sun 28 Mar 2027, 03:30 (Europe/Zurich)')
  expect(await wordsOf(as('/subscriptions/slots?cron=0+25+*+*+*&zone=UTC'))).toContain('expected an hour from 0 to 23')
  expect(await wordsOf(as('/subscriptions/slots'))).toContain('No times yet')
  const change = await (await as('/subscriptions/1?cron=0+7+*+*+*&zone=UTC')).status
  expect(change).toBe(404) // it is of another officer
})

test('what is wrong in a form is told field by field, and what was typed stays', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const wrong = { name: 'Mine', cron: '* * *', zone: 'Mars/Olympus', owner: 'nobody', search: '<b>"x"' }
  const answer = await as('/subscriptions', form(wrong))
  const text = await answer.text()
  expect(answer.status).toBe(422)
  for (const field of ['cron', 'zone', 'owner']) expect(text).toContain(`id="${field}-wrong"`)
  for (const field of ['name', 'search']) expect(text).not.toContain(`id="${field}-wrong"`)
  expect(text).toContain('value="&lt;b&gt;&quot;x&quot;"')
  expect(await wordsOf(as('/subscriptions'))).toContain('A digest is a list')
  const unread = await as('/subscriptions/new?bracket=nonsense')
  expect([unread.status, (await unread.text()).includes('id="bracket-wrong"')]).toEqual([200, true])
})

test('another officer finds nothing; an administrator sees that it is there, and may not touch it', async () => {
  await using site = await freshSite()
  const owner = await site.as(site.desk.officer)
  await owner('/subscriptions', form(DAILY))
  const other = await site.as(await site.enter('officer'))
  const administrator = await site.as(await site.enter('administrator'))
  expect(await wordsOf(other('/subscriptions'))).not.toContain('Mine')
  expect(await wordsOf(administrator('/subscriptions'))).toMatch(/Mine .* Amina Officer/)
  for (const path of ['/subscriptions/2', '/subscriptions/2/end', '/subscriptions/2/resume'])
    for (const [who, status] of [
      [other, 404],
      [administrator, 403],
    ] as const)
      expect((await who(path, form(DAILY))).status).toBe(status)
  expect((await other('/subscriptions/2')).status).toBe(404)
  const seen = await (await administrator('/subscriptions/2')).text()
  expect(seen).toContain('Amina Officer')
  expect(seen).not.toContain('<form method="post" action="/subscriptions')
  for (const n of ['0', '1e3', '9007199254740993', 'x', '-1'])
    expect((await owner(`/subscriptions/${n}`)).status).toBe(404)
})

test('of two who subscribe under one name at once, the second is told of the first', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  await using held = await holdBack(site.desk.connection, 'lock table subscriptions in share mode')
  const sent = [as('/subscriptions', form(DAILY)), as('/subscriptions', form(DAILY))]
  await held.waiting(2)
  await held.letGo()
  const answers = await Promise.all(sent)
  expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 409])
  const refused = await answers.find(({ status }) => status === 409)!.text()
  expect(refused).toContain('number 2')
  expect(refused).toContain('value="Asia/Seoul"')
  expect(site.faults).toEqual([])
})

test('who changed a subscription in another tab meanwhile is told, and may press again', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  await as('/subscriptions', form(DAILY))
  const version = versionIn(await (await as('/subscriptions/2')).text())
  expect((await as('/subscriptions/2', form({ ...DAILY, cron: '0 7 * * *', version }))).status).toBe(303)
  const late = await as('/subscriptions/2', form({ ...DAILY, cron: '0 6 * * *', version }))
  const text = await late.text()
  expect(late.status).toBe(409)
  expect(text).toContain('value="0 6 * * *"')
  const again = await as('/subscriptions/2', form({ ...DAILY, cron: '0 6 * * *', version: versionIn(text) }))
  expect(again.status).toBe(303)
})
