import { afterAll, beforeAll, expect, test } from 'vitest'
import { form, freshSite, type Site } from '../support/servers/web.ts'
import { unzip } from '../support/readers/unzip.ts'

let site: Site
let get: (path: string, init?: RequestInit) => Promise<Response>

beforeAll(async () => {
  site = await freshSite()
  get = await site.as(site.desk.officer)
})
afterAll(() => site[Symbol.asyncDispose]())

const page = async (path: string) => (await get(path)).text()
const MEETING = { counterpart: 'prk-gva', on: '2026-12-01', rank: 'head', title: 'Courtesy call <b>', meets: '' }

test('the plan tells whom to approach, when, for what and why, and leads to the draft and to recording it', async () => {
  const plan = await page('/plan')
  expect(plan).toContain('Week of 23 November 2026')
  expect(plan).toContain('Send a letter, signed by the desk officer.')
  expect(plan).toContain('Reminded on 16 December 2003: not again within 30 days')
  expect(plan).toContain('href="/plan/drafts/PRK-TC-1?format=docx&amp;days=1"')
  const [, record] = /href="(\/dossiers\/PRK-TC\/record[^"]+)"/.exec(plan)!
  const prefilled = await page(record!.replaceAll('&amp;', '&'))
  expect(prefilled.match(/<option value="reminds" selected/g)).toHaveLength(2)
})

test('the page of an office leads to what is planned for it', async () => {
  expect(await page('/counterparts/PRK-GVA')).toContain('href="/plan?counterpart=PRK-GVA"')
  expect(await page('/plan?counterpart=PRK-GVA')).toContain('Send a letter, signed by the desk officer.')
})

test('a replay plans from the day that is looked at, and offers no recording', async () => {
  const plan = await page('/plan?as-of=2004-09-01')
  expect(plan).toContain('1 September 2004')
  expect(plan).toContain('Not before 24 October 2004. The policy expects an answer by 23 October 2004.')
  expect(plan).toContain('/plan/drafts/PRK-TC-1?format=docx&amp;days=1&amp;as-of=2004-09-01')
  expect(plan).not.toContain('Record it as sent')
})

test('the draft comes as a Word file or as Markdown, and what is not planned has none', async () => {
  const word = await get('/plan/drafts/PRK-TC-1?format=docx&as-of=2004-12-22')
  expect(word.headers.get('content-disposition')).toContain('attachment; filename="reminder-PRK-TC-1-2004-12-22.docx"')
  expect(unzip(new Uint8Array(await word.arrayBuffer())).get('word/document.xml')).toContain('8 August 2003')
  const text = await get('/plan/drafts/PRK-TC-1?as-of=2004-12-22')
  expect(text.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
  expect(await text.text()).toContain('# Reminder')
  expect((await get('/plan/drafts/PRK-TC-2?as-of=2004-09-01')).status).toBe(409)
  expect((await get('/plan/drafts/PRK-TC-2?format=pdf')).status).toBe(422)
  expect((await get('/plan?days=0')).status).toBe(422)
})

test('a meeting is announced, takes what is due, is moved and is cancelled', async () => {
  expect((await get('/meetings', form(MEETING))).headers.get('location')).toBe('/meetings')
  const listed = await page('/meetings')
  expect(listed).toContain('Courtesy call &lt;b&gt;')
  const [, path] = /href="(\/meetings\/\d+)"/.exec(listed)!
  expect(await page('/plan')).toContain('Raise at the meeting: ')
  const { counterpart: _of, ...moved } = { ...MEETING, on: '2027-06-01', why: 'They asked for it.' }
  expect((await get(path!, form(moved))).status).toBe(303)
  expect(await page('/plan')).not.toContain('Raise at the meeting')
  const unsaid = await get(path!, form({ ...moved, why: '' }))
  expect(unsaid.status).toBe(422)
  expect(await unsaid.text()).toContain('value="2027-06-01"')
  expect((await get(`${path!}/cancellation`, form({ why: 'Put off.' }))).status).toBe(303)
  expect((await get(path!)).status).toBe(404)
})

test('a meeting in the past is refused beside its field, with all that was typed', async () => {
  const refused = await get('/meetings', form({ ...MEETING, on: '2026-11-01' }))
  const again = await refused.text()
  expect(refused.status).toBe(422)
  expect(again).toContain('id="on-wrong"')
  expect(again).toContain('value="Courtesy call &lt;b&gt;"')
})

test('a reader sees the plan and the meetings, and announces none', async () => {
  const read = await site.as(await site.enter('reader'))
  expect((await read('/plan')).status).toBe(200)
  expect(await (await read('/plan')).text()).not.toContain('Record it as sent')
  expect(await (await read('/meetings')).text()).not.toContain('<form method="post" action="/meetings"')
  expect((await read('/meetings', form(MEETING))).status).toBe(403)
})
