import { readXlsx } from '../../src/documents/sheets/read-xlsx.ts'
import { expect, test } from 'vitest'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { askOf } from '../support/ledgers/desk.ts'
import { form, freshSite, type Site } from '../support/servers/web.ts'

type Get = Awaited<ReturnType<Site['as']>>

async function read(get: Get, path: string): Promise<string> {
  const answer = await get(path)
  expect(answer.status, path).toBe(200)
  return wordsOf(await answer.text())
}

function numbersOf(page: string): { path: string; count: number }[] {
  return [...page.matchAll(/href="([^"]*)"[^>]*>\s*(?:<strong class="number">)?([\d,]+)<\/(?:strong|a)>/g)].map(
    ([, path, count]) => ({ path: path!.replaceAll('&amp;', '&'), count: Number(count) }),
  )
}

function wordsOf(page: string): string {
  return page.replaceAll(/<[^>]+>|\s+/g, ' ').replaceAll(/ +/g, ' ')
}

test('the first page says what is pending, since when, and whose move it is', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const board = await read(get, '/')
  expect(board).toContain('2 pending 2 long overdue')
  expect(board).toContain('0 our move 2 their move 0 with an unread reply')
  expect(board).toMatch(/PRK-TC-1 .+ Holding: .+ 8,365 days .+ PRK-TC-2 .+ Holding: took note, .+ 8,127 days/)
})

test('the board is replayed as of 22 December 2004, and every link stays there', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const page = await (await get('/?as-of=2004-12-22')).text()
  expect(wordsOf(page)).toContain('You are looking at the past: as of 22 December 2004')
  expect(wordsOf(page)).toContain('60 days overdue')
  expect(page).not.toContain('href="/open"')
  const links = [.../<main[\s\S]*<\/main>/.exec(page)![0].matchAll(/href="([^"]+)"/g)].map(([, to]) => to!)
  const shown = links.filter((to) => !to.startsWith('/subscriptions'))
  expect(shown.length).toBeGreaterThan(8)
  expect(shown.filter((to) => !to.includes('as-of=2004-12-22'))).toEqual([])
  expect(await read(get, '/?as-of=2004-08-23')).not.toContain('PRK-TC-2')
})

test('every number of the balance and of the groups opens into a list of that length', async () => {
  await using site = await freshSite()
  await openFollowUps(site.desk.on('2026-11-20'), askOf({ titles: ['A', 'B', 'C'], policy: null }))
  const get = await site.as(site.desk.officer)
  const groupings = ['counterpart', 'dossier', 'owner', 'desk', 'bracket', 'state', 'move']
  const numbers = []
  for (const path of ['/', ...groupings.map((by) => `/?group=${by}`)])
    numbers.push(...numbersOf(await (await get(path)).text()))
  expect(numbers.length).toBeGreaterThan(20)
  for (const { path, count } of numbers) {
    const rows = (await (await get(path.replace(/[?&]group=\w+/, ''))).text()).match(/<th scope="row">/g)?.length ?? 0
    expect(rows, path).toBe(count)
  }
})

test('a long list comes in pages that neither double nor lose a row', async () => {
  await using site = await freshSite()
  const titles = Array.from({ length: 50 }, (_, n) => `Ask ${n}`)
  await openFollowUps(site.desk.on('2026-11-20'), askOf({ titles }))
  const get = await site.as(site.desk.officer)
  const seen: string[] = []
  for (let path: string | undefined = '/'; path;) {
    const page = await (await get(path)).text()
    seen.push(
      ...[...page.matchAll(/<a class="reference" href="\/follow-ups\/([\w-]+)"/g)].map(([, reference]) => reference!),
    )
    path = /<a rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&')
  }
  expect(seen.length).toBe(52)
  expect(new Set(seen).size).toBe(52)
})

test('a view is saved under a name, shared, shown to others and forgotten by whoever saved it', async () => {
  await using site = await freshSite()
  const own = await site.as(site.desk.officer)
  const save = (fields: Record<string, string>) => own('/views', form({ counterpart: 'PRK-GVA', ...fields }))
  expect((await save({ name: 'Geneva <b>', shared: 'yes' })).headers.get('location')).toBe('/?counterpart=PRK-GVA')
  const again = await save({ name: 'Geneva <b>' })
  expect(again.status).toBe(409)
  expect(await again.text()).toContain('a name that no other view of yours has')
  const nameless = await save({})
  expect(nameless.status).toBe(422)
  expect(await nameless.text()).toContain('name="counterpart" value="PRK-GVA"')
  const other = await site.as(await site.enter('reader'))
  expect(await read(other, '/')).toContain('Geneva &lt;b&gt; of Amina Officer')
  expect((await other('/views/1/forget', form({}))).status).toBe(404)
  expect((await own('/views/1/forget', form({}))).status).toBe(303)
  expect(await read(other, '/')).not.toContain('of Amina Officer')
})

test('what is pending can be had as a spreadsheet, as of any day', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const answer = await get('/pending.csv?as-of=2004-12-22&move=theirs')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="pending.csv"')
  const [heading, ...rows] = (await answer.text()).trimEnd().split('\r\n')
  expect(heading).toMatch(/^reference,title,/)
  expect(rows.map((row) => row.split(',')[0])).toEqual(['PRK-TC-1', 'PRK-TC-2'])
})

test('it can be had as a workbook too, with days that are days', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  const answer = await get('/pending.xlsx?as-of=2004-12-22&move=theirs')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="pending.xlsx"')
  const { rows } = await readXlsx(Buffer.from(await answer.arrayBuffer()), 'pending.xlsx')
  const column = rows[0]!.cells.indexOf('askedOn')
  expect(rows.slice(1).map(({ cells }) => [cells[0], cells[column]])).toEqual([
    ['PRK-TC-1', '2003-08-08'],
    ['PRK-TC-2', '2004-08-24'],
  ])
})

test('an address that cannot be is told so', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  for (const [path, why] of [
    ['/?bracket=overdu', 'try overdue'],
    ['/?sort=id;drop', 'sort: got'],
    ['/?sort=__proto__', 'sort: got'],
    ['/?group=constructor', 'group: got'],
    ['/?after=tampered', 'after: got'],
    ['/?owner=nobody', 'owner: got'],
    ['/?state=answered&move=mine', 'state: got'],
    ['/?as-of=24/08/2004', 'as-of: got'],
    [`/?search=${'x'.repeat(201)}`, 'search: got'],
  ] as const) {
    const answer = await get(path)
    expect([413, 422], path).toContain(answer.status)
    expect(await answer.text()).toContain(why)
  }
  expect(site.faults).toEqual([])
})

test('a search means what it says, whatever it contains', async () => {
  await using site = await freshSite()
  const get = await site.as(site.desk.officer)
  expect(await read(get, '/?search=high+commissioner+visit')).toContain('Nothing pending answers to that')
  expect(await read(get, '/?search=prk-tc-2')).toContain('PRK-TC-2')
  for (const search of ['%25', '_', '%5C', '%22', "';drop table follow_ups;--"])
    expect(await read(get, `/?search=${search}`)).toContain('Nothing pending answers to that')
})

test('an empty ledger teaches what a follow-up is', async () => {
  await using site = await freshSite('nothing')
  const board = await read(await site.as(site.desk.officer), '/')
  expect(board).toContain('Nothing is pending. A follow-up is one thing that was asked of one office.')
})

test('another desk counts, lists, searches and exports nothing that is confidential', async () => {
  await using site = await freshSite()
  const confidential = { dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true, titles: ['Whereabouts'] }
  await openFollowUps(site.desk.on('2026-11-24'), askOf(confidential))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const get = await site.as(await site.enter('administrator', { deskId }))
  for (const path of [
    '/',
    '/?group=dossier',
    '/?group=owner',
    '/?search=whereabouts',
    '/?dossier=SECRET',
    '/pending.csv',
    '/?as-of=2026-11-24',
  ]) {
    const page = await (await get(path)).text()
    expect(page.replace(/<input[^>]*>|<ul class="chips[\s\S]*?<\/ul>/g, ''), path).not.toMatch(
      /SECRET-1|Whereabouts|3<\/strong>/,
    )
  }
})
