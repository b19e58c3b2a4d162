import { afterAll, beforeAll, expect, test } from 'vitest'
import { readXlsx } from '../../../src/documents/sheets/read-xlsx.ts'
import { XLSX } from '../../../src/documents/sheets/xlsx-file.ts'
import { partsOf } from '../../../src/documents/sheets/xlsx-parts.ts'
import { apiOf, askOf, letterOf, type Api } from '../../support/servers/json-requests.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

async function openedAt(site: Site): Promise<Api> {
  return apiOf(await site.withToken(site.desk.officer))
}

/** Of a ledger that nothing is recorded in. */
let shared: Site
let reading: Api
beforeAll(async () => {
  shared = await freshSite()
  reading = await openedAt(shared)
})
afterAll(() => shared[Symbol.asyncDispose]())

const referencesIn = (body: any): string[] => body.items.map(({ reference }: { reference: string }) => reference)

test('what is pending is listed a page at a time, and each row comes once', async () => {
  await using site = await freshSite()
  const api = await openedAt(site)
  await api.post('/follow-ups', askOf({ titles: ['One', 'Two', 'Three'] }))
  const seen: string[] = []
  let path: string | null = '/follow-ups?limit=2'
  while (path) {
    const { body, headers, status }: Awaited<ReturnType<Api['get']>> = await api.get(path)
    expect(status).toBe(200)
    expect(headers.get('link')).toBe(body.next && `<${body.next}>; rel="next"`)
    seen.push(...referencesIn(body))
    path = body.next && body.next.replace('/api/v1', '')
  }
  expect(seen).toEqual(['PRK-TC-1', 'PRK-TC-2', 'PRK-TC-3', 'PRK-TC-4', 'PRK-TC-5'])
})

test.for([
  ['counterpart=prk-gva', 2],
  ['dossier=PRK-XX', 0],
  ['owner=nobody@example.org', 0],
  ['desk=TC', 2],
  ['state=holding', 2],
  ['state=promised', 0],
  ['move=ours', 0],
  ['bracket=long_overdue', 2],
  ['unread=yes', 0],
  ['unread=no', 2],
  ['search=PROPOSAL', 1],
  ['as-of=2004-08-23', 1],
  ['known-at=2004-12-22T12:00:00Z', 0],
] as const)('the list narrowed by %s and its balance agree: %i', async ([narrowed, count]) => {
  expect((await reading.get(`/follow-ups?${narrowed}`)).body.items).toHaveLength(count)
  expect((await reading.get(`/balance?${narrowed}`)).body.pending).toBe(count)
})

test('a list can be sorted by due day and by ask', async () => {
  await using site = await freshSite()
  const api = await openedAt(site)
  await api.post('/dossiers/PRK-TC/communications', {
    ...letterOf({
      entries: [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'promised', untilOn: '2027-01-31' }],
    }),
  })
  expect(referencesIn((await api.get('/follow-ups')).body)).toEqual(['PRK-TC-2', 'PRK-TC-1'])
  expect(referencesIn((await api.get('/follow-ups?sort=due')).body)).toEqual(['PRK-TC-2', 'PRK-TC-1'])
  expect(referencesIn((await api.get('/follow-ups?sort=asked')).body)).toEqual(['PRK-TC-1', 'PRK-TC-2'])
  const csv = await api.get('/follow-ups?sort=asked', { accept: 'text/csv' })
  expect(csv.body.split('\r\n').map((line: string) => line.split(',')[0])).toEqual([
    'reference',
    'PRK-TC-1',
    'PRK-TC-2',
    '',
  ])
})

test('as CSV all rows come at once, and no cell is a formula', async () => {
  await using site = await freshSite()
  const api = await openedAt(site)
  await api.post('/follow-ups', askOf({ titles: ['=1+1'] }))
  const { type, body } = await api.get('/follow-ups', { accept: 'text/csv;q=0.9, application/json;q=0.5' })
  expect(type).toBe('text/csv; charset=utf-8; header=present')
  expect(body.split('\r\n')).toHaveLength(5)
  expect(body).toContain(`PRK-TC-3,'=1+1,PRK-TC,`)
  expect((await api.get('/follow-ups?limit=1', { accept: 'text/csv' })).body).toMatchObject({
    status: 422,
    errors: [{ field: 'limit' }],
  })
})

test('as a workbook all rows come at once, in the order that is asked for and with days that are days', async () => {
  await using site = await freshSite()
  const ask = await site.withToken(site.desk.officer)
  const answer = await ask('/api/v1/follow-ups?sort=asked', { headers: { accept: XLSX } })
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, XLSX])
  const { rows } = await readXlsx(Buffer.from(await answer.arrayBuffer()), 'pending.xlsx')
  const column = rows[0]!.cells.indexOf('askedOn')
  expect(rows.map(({ cells }) => [cells[0], cells[column]])).toEqual([
    ['reference', 'askedOn'],
    ['PRK-TC-1', '2003-08-08'],
    ['PRK-TC-2', '2004-08-24'],
  ])
  expect((await apiOf(ask).get('/follow-ups?after=x', { accept: XLSX })).body.errors).toMatchObject([
    { field: 'after' },
  ])
  const none = await ask('/api/v1/follow-ups?dossier=NONE', { headers: { accept: XLSX } })
  const workbook = Buffer.from(await none.arrayBuffer())
  expect((await readXlsx(workbook, 'none.xlsx')).rows).toEqual([])
  expect(partsOf(workbook, 'none.xlsx').get('xl/worksheets/sheet1.xml')).not.toContain('autoFilter')
  const given = await site.desk.db.execute('select format from documents')
  expect([...given]).toEqual([{ format: 'xlsx' }, { format: 'xlsx' }])
})

test.for([
  ['application/pdf', 406],
  ['application/json;q=0, text/csv;q=0', 406],
  ['text/csv;q=0, */*', 200],
  ['application/*', 200],
  ['', 200],
] as const)('to Accept: %s the answer is %i, as JSON', async ([accept, status]) => {
  const answer = await reading.get('/follow-ups', { accept })
  expect([answer.status, answer.type]).toEqual([status, expect.stringMatching(/^application\/(problem\+)?json/)])
})

test.for([
  'limit=0',
  'limit=201',
  'limit=1e2',
  'after=x',
  'sort=id;drop',
  'sort=__proto__',
  'state=answerd',
  'state=closed',
  'move=ours&move=theirs',
  'owner=nobody',
  'unread=true',
  `search=${'x'.repeat(201)}`,
  'search=%00',
  'as-of=24/08/2004',
  'titel=x',
])('%s is refused with its name', async (asked) => {
  const { status, body } = await reading.get(`/follow-ups?${asked}`)
  expect([status, body.errors[0].field]).toEqual([422, asked.split('=')[0]])
})

test('the balance says how what is pending is spread, and by whom it is owed', async () => {
  const { body } = await reading.get('/balance?as-of=2004-12-22&by=counterpart')
  expect(body).toMatchObject({
    pending: 2,
    byBracket: { overdue: 1, long_overdue: 1, on_time: 0 },
    byState: { holding: 2, promised: 0 },
    byMove: { ours: 0, theirs: 2, nobody: 0 },
    unread: 0,
    groups: [{ key: 'PRK-GVA', pending: 2, overdue: 2, longestSilence: 358 }],
  })
  expect((await reading.get('/balance')).body.groups).toBeNull()
})

test('what is confidential is neither listed nor counted for another desk', async () => {
  await using site = await freshSite()
  const { deskId } = site.desk.officer
  const own = apiOf(
    await site.withToken(await site.enter('officer', { email: 'own@example.org', deskId: deskId ?? 1 })),
  )
  expect((await own.post('/follow-ups', askOf({ isConfidential: true }))).status).toBe(201)
  const other = apiOf(await site.withToken(await site.enter('administrator'), ['read']))
  const balances = await Promise.all([own, other].map((api) => api.get('/balance?by=desk')))
  expect(balances.map(({ body }) => [body.pending, body.groups[0].pending])).toEqual([
    [3, 3],
    [2, 2],
  ])
  expect(referencesIn((await other.get('/follow-ups')).body)).toEqual(['PRK-TC-1', 'PRK-TC-2'])
  expect((await other.get('/follow-ups', { accept: 'text/csv' })).body).not.toContain('PRK-TC-3')
})

test('whom and what a new follow-up can name is listed', async () => {
  const { counterparts, officers, desks, policies } = (await reading.get('/choices')).body
  expect(counterparts).toMatchObject([{ reference: 'PRK-GVA' }])
  expect(officers).toContainEqual({ email: 'amina@example.org', name: 'Amina Officer' })
  expect(desks).toMatchObject([{ reference: 'TC' }])
  expect(policies).toContainEqual({ reference: 'TC-60', name: expect.any(String) })
})

test('what each office owed us by a day is listed, as CSV too', async () => {
  const { body } = await reading.get('/counterparts?as-of=2004-08-23')
  expect(body.items).toMatchObject([{ reference: 'PRK-GVA', pending: 1, overdue: 1 }])
  const csv = await reading.get('/counterparts', { accept: 'text/csv' })
  expect(csv.body).toMatch(/^reference,name,country,.+\r\nPRK-GVA,.+,2,2,8365\r\n$/)
})
