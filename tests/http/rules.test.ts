import { expect, test } from 'vitest'
import { readForm } from '../support/readers/read-form.ts'
import { freshSite, type Site } from '../support/servers/web.ts'

const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })

async function textOf(answer: Response | Promise<Response>): Promise<string> {
  return (await (await answer).text()).replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ')
}

async function administratorOf(site: Site) {
  return site.as(await site.enter('administrator'))
}

const ICS = `BEGIN:VCALENDAR
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20261225
SUMMARY:Christmas <b>
END:VEVENT
END:VCALENDAR
`

function fileForm(fields: Record<string, string>): RequestInit {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  body.set('files', new File([ICS], 'geneva.ics', { type: 'text/calendar' }))
  return { method: 'POST', body }
}

test('everybody reads by which rules answers are expected; a reader is offered nothing to change', async () => {
  await using site = await freshSite()
  const reader = await site.as(await site.enter('reader'))
  expect(await textOf(reader('/'))).toContain('Policies')
  const page = await textOf(reader('/policies'))
  expect(page).toContain('TC-60')
  expect(page).not.toContain('Add a policy')
  for (const path of ['/policies/add', '/policies/look-up', '/policies/calendar-file'])
    expect((await reader(path)).status).toBe(403)
  expect((await reader('/policies/look-up', form({ calendar: 'CH-GE', years: '2026' }))).status).toBe(403)
})

test('an officer adds a policy, and is told all that is wrong with it first', async () => {
  await using site = await freshSite()
  const as = await site.as(site.desk.officer)
  const shown = readForm(await (await as('/policies/add')).text(), 'narrow')
  expect(shown).toMatchObject({ unit: 'calendar_days', weekend: 'sat,sun', sinceOn: '2026-11-24' })
  const told = { ...shown, reference: 'FOI-20', name: '20 of <their> days', desk: 'TC', unit: 'working_days' }
  const wrong = await as('/policies/add', form({ ...told, answerWithin: 'soon', firstReplyWithin: '0' }))
  expect(wrong.status).toBe(422)
  expect(await textOf(wrong)).toMatch(/firstReplyWithin.+answerWithin/)
  const added = await as(
    '/policies/add',
    form({ ...told, answerWithin: '20', holidayCalendar: 'ch-ge', quietDays: '7' }),
  )
  expect(added.headers.get('location')).toBe('/policies')
  const page = await textOf(as('/policies'))
  expect(page).toContain('20 of &lt;their&gt; days')
  expect(page).toMatch(/20 working days.+holidays CH-GE, weekend sat,sun\..+Leave them alone for 7 days/)
  expect((await as('/policies/add', form({ ...told, answerWithin: '20' }))).status).toBe(409)
})

test('years are looked up, and an administrator lets a file go before them', async () => {
  await using site = await freshSite()
  const officer = await site.as(site.desk.officer)
  const covered = await officer('/policies/look-up', form({ calendar: 'ch-ge', years: '2026' }))
  expect(covered.headers.get('location')).toBe('/holidays/CH-GE')
  expect(await textOf(officer('/holidays/CH-GE'))).toContain('Jeûne Genevois')
  expect((await officer('/policies/calendar-file', fileForm({ calendar: 'CH-GE' }))).status).toBe(403)
  const as = await administratorOf(site)
  const nothing = await as('/policies/calendar-file', form({ calendar: 'CH-GE' }))
  expect([nothing.status, await textOf(nothing)]).toEqual([422, expect.stringContaining('expected a calendar file')])
  const changed = await as('/policies/calendar-file', fileForm({ calendar: 'CH-GE' }))
  expect([changed.status, await textOf(changed)]).toEqual([201, expect.stringContaining('2026 now from geneva.ics')])
  const page = await textOf(as('/holidays/CH-GE'))
  expect(page).toContain('Christmas &lt;b&gt;')
  expect(page).not.toContain('Jeûne')
  expect(await textOf(as('/policies'))).toMatch(/CH-GE 2026 geneva\.ics ?, SHA-256/)
})

test('in a replay the page of rules and that of a calendar lead to each other as of the same day', async () => {
  await using site = await freshSite()
  const as = await administratorOf(site)
  await as('/policies/look-up', form({ calendar: 'CH-GE', years: '2026' }))
  const linksOf = async (path: string) => (await (await as(path)).text()).match(/<a [^>]*href="[^"]+"/g)?.join(' ')
  expect(await linksOf('/policies?as-of=2026-11-20')).toMatch(/href="\/holidays\/CH-GE\?as-of=2026-11-20/)
  expect(await linksOf('/holidays/CH-GE?as-of=2026-11-20')).toMatch(/href="\/policies\?as-of=2026-11-20/)
})
