import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { xlsxFile } from '../../src/documents/sheets/xlsx-file.ts'
import { appendDesk } from '../../src/store/parties/parties.ts'
import { askOf, type Desk } from '../support/ledgers/desk.ts'
import { csvOfLines, VISIT, type SheetLine } from '../support/readers/sheets.ts'
import { freshSite, type Site } from '../support/servers/web.ts'

type Ask = Awaited<ReturnType<Site['as']>>
type Fields = Readonly<Record<string, string | File>>

const DATA = new URL('../../data/', import.meta.url)
const LETTERS = readFileSync(new URL('lettres-exemple.csv', DATA))
const MAPPING = readFileSync(new URL('lettres-exemple.json', DATA))

function sent(fields: Fields): RequestInit {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(name, value)
  return { method: 'POST', body }
}

const sheet = (lines: readonly SheetLine[] = VISIT, name = 'letters.csv') => new File([csvOfLines(lines)], name)

async function look(
  ask: Ask,
  fields: Fields,
): Promise<{ status: number; page: string; carried: Record<string, string> }> {
  const answer = await ask('/import', sent({ do: 'look', ...fields }))
  const page = await answer.text()
  return { status: answer.status, page, carried: carriedBy(page) }
}

/** What the page holds for the next step, with what was typed. */
function carriedBy(page: string): Record<string, string> {
  const hidden = page.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)"/gu)
  const typed = page.matchAll(/<select[^>]* name="([\w-]+)"[^>]*>(.*?)<\/select>/gsu)
  const chosen = [...typed].map(([, name, options]) => [name!, /value="([^"]+)" selected/u.exec(options!)?.[1] ?? ''])
  return {
    ...Object.fromEntries([...hidden].map(([, name, value]) => [name!, value!])),
    ...Object.fromEntries(chosen.filter(([, value]) => value !== '')),
  }
}

async function countsIn({ db }: Desk): Promise<unknown> {
  const tables = ['counterparts', 'dossiers', 'follow_ups', 'communications', 'entries', 'audit', 'files']
  return (await db.execute(`select ${tables.map((table) => `(select count(*) from ${table}) as ${table}`).join()}`))[0]
}

test('the sample sheet is looked at, which changes nothing, and then imported without being chosen again', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const before = await countsIn(site.desk)
  const files = { file: new File([LETTERS], 'lettres-exemple.csv'), mapping: new File([MAPPING], 'lettres.json') }
  const { status, page, carried } = await look(ask, files)
  expect(status).toBe(200)
  expect(await countsIn(site.desk)).toEqual(before)
  expect(page).toMatch(/It would add 1 desk, 3 counterparts, 3 dossiers, 17 follow-ups, 30 communications\./u)
  expect(page).toContain('VISITE/1')
  expect(page).toContain('asks VISITE-1')
  const imported = await ask('/import', sent({ do: 'import', ...carried }))
  expect(imported.status).toBe(303)
  const done = await (await ask(imported.headers.get('location')!)).text()
  expect(done).toMatch(/Imported: \d+ rows are new\./u)
  expect((await ask('/dossiers/VISITE')).status).toBe(200)
  expect((await look(ask, files)).page).toContain('Nothing is new: all of it is recorded already.')
  expect(site.faults).toEqual([])
})

test('a workbook is read as well, and its cells are named as they are there', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const headings = Object.keys(VISIT[0]!)
  const rows = VISIT.map((line) => headings.map((heading) => line[heading] ?? null))
  const workbook = await xlsxFile({ name: 'Letters', headings, rows: [...rows, rows[0]!.with(9, '03/04/2004')] })
  const { page } = await look(ask, { file: new File([new Uint8Array(workbook)], 'letters.xlsx') })
  expect(page).toContain('letters.xlsx, Letters')
  expect(page).toMatch(/<span class="reference">J5<\/span>:\s*<bdi>dated: got &quot;03\/04\/2004&quot;/u)
  expect(page).not.toContain('--date-format')
})

test('what is wrong is listed first, row and column, and nothing can be imported', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const wrong = VISIT.map((line, index) => (index === 1 ? { ...line, channel: 'pigeon' } : line))
  const before = await countsIn(site.desk)
  const { status, page, carried } = await look(ask, { file: sheet(wrong) })
  expect(status).toBe(200)
  expect(page.match(/<th scope="row"[^>]*>\d+/gu)![0]).toMatch(/>3$/u)
  expect(page).toMatch(/column 9<\/span>:\s*<bdi>channel: got &quot;pigeon&quot;/u)
  expect(page).not.toContain('Import it')
  const forced = await ask('/import', sent({ do: 'import', ...carried }))
  expect([forced.status, await forced.text()]).toEqual([409, expect.stringContaining('Nothing was imported')])
  expect(await countsIn(site.desk)).toEqual(before)
})

test('a long report shows the worst rows, and tells how many it leaves out', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const many = Array.from({ length: 250 }, (_, index) => ({
    ...VISIT[1]!,
    'external reference': `R-${index}`,
    ...(index === 240 && { channel: 'pigeon' }),
  }))
  const { page } = await look(ask, { file: sheet([VISIT[0]!, ...many]) })
  expect(page).toContain('200 of 251 rows, the worst first; 51 more are not shown.')
  expect(page.match(/<th scope="row"[^>]*>\d+/gu)![0]).toMatch(/>243$/u)
})

test('other than what was looked at is not imported, be it the bytes or how they are read', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const before = await countsIn(site.desk)
  const { carried } = await look(ask, { file: sheet() })
  const { looked: _looked, ...unseen } = carried
  for (const other of [
    { ...carried, file: sheet(VISIT.slice(0, 2)) },
    { ...carried, 'date-format': 'dmy' },
    { ...carried, why: 'The registry had it wrong.' },
    { ...carried, mapping: new File(['{}'], 'mapping.json') },
    unseen,
  ]) {
    const refused = await ask('/import', sent({ do: 'import', ...other }))
    expect([refused.status, await refused.text()]).toEqual([409, expect.stringContaining('not what was looked at')])
  }
  expect(await countsIn(site.desk)).toEqual(before)
  expect((await ask('/import', sent({ do: 'import', ...carried }))).status).toBe(303)
})

test('what the ledger has otherwise is corrected for a reason, and for none it stops the import', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  await ask('/import', sent({ do: 'import', ...(await look(ask, { file: sheet() })).carried }))
  const otherwise = sheet(VISIT.map((line, index) => (index === 1 ? { ...line, dated: '2004-03-02' } : line)))
  const without = await look(ask, { file: otherwise })
  expect(without.page).toContain('is recorded as 2004-03-01, the sheet has 2004-03-02')
  expect(without.page).not.toContain('Import it')
  const why = { why: 'The registry\r\nhad the wrong day.' }
  const { carried, page } = await look(ask, { file: otherwise, ...why })
  expect(page).toContain('to be corrected')
  const corrected = await ask('/import', sent({ do: 'import', ...carried, ...why }))
  expect(corrected.headers.get('location')).toBe('/import?new=0&unchanged=2&corrected=1')
  expect(await (await ask('/dossiers/MLI-V')).text()).toContain('2 March 2004')
})

test.for([
  ['a PDF', new File(['%PDF-1.7'], 'letters.pdf'), 'this looks like a PDF'],
  ['what only says that it is a workbook', new File(['no'], 'letters.xlsx'), 'this is no XLSX file, or it is damaged'],
  ['a picture', new File([new Uint8Array([0x89, 0x50, 0xff])], 'a.csv'), 'expected UTF-8, or the encoding'],
  ['prose', new File(['Dear all,\n'], 'a.txt'), 'got no heading that is known'],
  ['an exported ledger', new File(['{"relance":1}'], 'ledger.json'), 'got JSON'],
  ['nothing in it', new File([], 'a.csv'), 'which is empty'],
  ['no file', new File([], ''), 'expected a CSV or XLSX file'],
  ['more than is taken', new File([new Uint8Array(8 * 1024 * 1024 + 1)], 'a.csv'), 'expected at most 8'],
] as const)('%s is refused in words', async ([, file, says]) => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const { status, page } = await look(ask, { file })
  expect(status).toBeOneOf([413, 422])
  expect(page).toContain('id="problem"')
  expect(page).toContain(says)
  expect(site.faults).toEqual([])
})

test('a mapping that is none, and an option of the other kind of file, are refused at their fields', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const mapping = await look(ask, { file: sheet(), mapping: new File(['{"colums":{}}'], 'mapping.json') })
  expect(mapping.page).toContain('<p>mapping.json: 1 mistake</p>')
  expect(mapping.page).toContain('<li>at colums: there is no such field</li>')
  expect(mapping.page).toContain('id="mapping-wrong"')
  expect(mapping.carried).toMatchObject({ 'file-name': 'letters.csv' })
  const option = await look(ask, { file: sheet(), sheet: 'Letters' })
  expect([option.status, option.page]).toEqual([422, expect.stringContaining('id="sheet-wrong"')])
  const order = await look(ask, { file: sheet(), 'date-format': 'dym' })
  expect([order.status, order.page]).toEqual([422, expect.stringContaining('id="date-format-wrong"')])
})

const OWN_WORDS = `No;Country;To;Subject;Sent;How;Remarks
1;Mali;Mission of Mali;A visit;24/7/2025;by bag;none
2;Chad;Mission of Chad;A visit;8/5/2025;by bag;none
3;Mali;Mission of Mali;A text of law;9/5/2025;Letter;ack'd
`
const OWN_COLUMNS = {
  'column-followUp': 'no',
  'column-externalReference': 'no',
  'column-ask': 'subject',
  'column-counterpart': 'to',
  'column-counterpartName': 'to',
  'column-channel': 'how',
  'column-country': '',
  'all-dossier': 'cases',
  'all-dossierTitle': 'Cases',
  'all-bearing': 'asks',
}

test('a sheet of its own headings and words is explained on the page, and needs no mapping file', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('officer'))
  const file = { file: new File([OWN_WORDS], 'mine.csv'), 'date-format': 'dmy' }
  const unknown = await look(ask, file)
  expect(unknown.page).toContain('the heading &quot;No&quot; is not known; say what it is')
  expect(unknown.carried).toMatchObject({ 'column-sentOn': 'sent', 'column-country': 'country', 'column-to': 'to' })
  const columns = await look(ask, { ...unknown.carried, ...OWN_COLUMNS })
  expect(columns.page).toContain('counterpart: got &quot;Mission of Mali&quot;')
  expect(columns.page).not.toContain('country: got')
  expect(columns.carried).toMatchObject({
    'said-channel': 'by bag',
    'said-counterpart': 'Mission of Mali\nMission of Chad',
  })
  const words = { 'meant-channel-0': 'letter', 'meant-counterpart-0': 'mli-gva', 'meant-counterpart-1': 'TCD-GVA' }
  const meant = await look(ask, { ...columns.carried, ...OWN_COLUMNS, ...words })
  expect(meant.page).toContain('It would add 1 desk, 2 counterparts, 1 dossier, 3 follow-ups, 3 communications.')
  const otherwise = { ...meant.carried, ...OWN_COLUMNS, ...words, 'meant-channel-0': 'fax' }
  expect((await ask('/import', sent({ do: 'import', ...otherwise }))).status).toBe(409)
  const imported = await ask('/import', sent({ do: 'import', ...meant.carried, ...OWN_COLUMNS, ...words }))
  expect(imported.headers.get('location')).toBe('/import?new=3&unchanged=0&corrected=0')
  expect(await (await ask('/dossiers/CASES')).text()).toContain('Mission of Chad')
  expect(site.faults).toEqual([])
})

test('readers import nothing', async () => {
  await using site = await freshSite('nothing')
  const ask = await site.as(await site.enter('reader'))
  expect((await ask('/import')).status).toBe(403)
  expect((await ask('/import', sent({ do: 'look', file: sheet() }))).status).toBe(403)
  expect(await (await ask('/')).text()).not.toContain('Import a sheet')
})

test('what is confidential at another desk is neither shown to an import nor touched by it', async () => {
  await using site = await freshSite()
  const secret = { dossier: 'SECRET', dossierTitle: 'A case', isConfidential: true }
  await openFollowUps(site.desk.on('2026-11-24'), askOf(secret))
  await openFollowUps(site.desk.on('2026-11-24'), askOf({ titles: ['Whispered'], isConfidential: true }))
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const ask = await site.as(await site.enter('administrator', { deskId }))
  const row = { ...VISIT[0]!, counterpart: 'PRK-GVA', 'counterpart name': '', country: '', desk: 'OTHER' }
  const into = (dossier: string, of: SheetLine) =>
    look(ask, { file: sheet([{ ...row, dossier, 'dossier title': dossier === 'SECRET' ? 'Guess' : '', ...of }]) })
  const begun = await into('SECRET', {})
  expect(begun.page).toContain('dossier SECRET is begun already')
  expect(begun.page).not.toContain('A case')
  const taken = await into('PRK-TC', { 'follow-up': 'PRK-TC-3' })
  expect(taken.page).toContain('follow-up: PRK-TC-3 is taken')
  expect(taken.page).not.toContain('Whispered')
  expect((await into('PRK-TC', {})).page).toContain('asks PRK-TC-4')
  const elsewhere = await into('PRK-TC', { desk: 'TC', confidential: 'yes' })
  expect(elsewhere.page).toContain('expected one of your own desk')
  expect(site.faults).toEqual([])
})
