import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshSite, type Site } from '../support/servers/web.ts'
import { unzip } from '../support/readers/unzip.ts'

let site: Site
let get: (path: string) => Promise<Response>
let ask: (path: string) => Promise<Response>

beforeAll(async () => {
  site = await freshSite()
  const reader = await site.enter('reader')
  get = await site.as(reader)
  ask = await site.withToken(reader, ['read'])
})

afterAll(() => site[Symbol.asyncDispose]())

test('the note is a page of its dossier, as of the day that is looked at', async () => {
  const dossier = await (await get('/dossiers/PRK-TC?as-of=2004-12-22')).text()
  expect(dossier).toContain('href="/dossiers/PRK-TC/note?as-of=2004-12-22"')
  const page = await (await get('/dossiers/prk-tc/note?as-of=2004-12-22')).text()
  expect(page).toContain('Note as at 22 December 2004')
  expect(page).toContain('<bdi>valued as ever close cooperation with OHCHR</bdi>')
  expect(page).toContain('href="/dossiers/PRK-TC/note/file?format=docx&amp;as-of=2004-12-22"')
  expect(await (await get('/dossiers/PRK-TC/note?as-of=2004-08-23')).text()).not.toContain('PRK-TC-2')
})

test('each footnote that is called is there, and leads back', async () => {
  const page = await (await get('/dossiers/PRK-TC/note')).text()
  const calls = [...page.matchAll(/id="call-(\d+)" href="#foot-\1"/g)].map(([, number]) => number)
  const feet = [...page.matchAll(/<li id="foot-(\d+)">/g)].map(([, number]) => number)
  expect(calls.length).toBeGreaterThan(8)
  expect(feet).toEqual(calls)
  expect(page).toContain('<a href="/dossiers/PRK-TC/communications/5">PRK-TC/5</a>')
  expect(page).toContain('<a href="/follow-ups/PRK-TC-1">PRK-TC-1</a>')
})

test.for([
  ['md', 'text/markdown; charset=utf-8', '**Note as at 22 December 2004**'],
  ['html', 'text/html; charset=utf-8', 'Note as at 22 December 2004'],
  ['pdf', 'application/pdf', '%PDF'],
] as const)('as %s it is a file to be saved, from the page and through the API', async ([format, type, says]) => {
  const paths = [`/dossiers/PRK-TC/note/file?format=${format}`, `/api/v1/dossiers/PRK-TC/note?format=${format}`]
  for (const [i, path] of paths.entries()) {
    const answer = await [get, ask][i]!(`${path}&as-of=2004-12-22`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('content-disposition')).toContain(`filename="PRK-TC-note-2004-12-22.${format}"`)
    expect(await answer.text()).toContain(says)
  }
})

test('as a Word file it comes whole', async () => {
  const answer = await get('/dossiers/PRK-TC/note/file?format=docx&as-of=2004-12-22')
  const files = unzip(new Uint8Array(await answer.arrayBuffer()))
  expect(files.get('word/footnotes.xml')).toContain('PRK-TC/2, letter sent on 8 August 2003')
})

test('a page of its own carries its style in it and reaches for nothing', async () => {
  const page = await (await get('/dossiers/PRK-TC/note/file?format=html')).text()
  expect(page).toContain('@page { size: A4;')
  expect(page).not.toMatch(/<script|<link|<img|https?:|url\(/)
})

test('the API gives each sentence with its records', async () => {
  const answer = await ask('/api/v1/dossiers/PRK-TC/note?as-of=2004-12-22')
  const note = (await answer.json()) as any
  expect(note).toMatchObject({ dossier: 'PRK-TC', asOf: '2004-12-22', isDraft: false })
  expect(note.sections.map(({ kind }: any) => kind)).toEqual(['mandate', 'correspondence', 'standings'])
})

test.for([
  ['/dossiers/PRK-TC/note/file', 422],
  ['/dossiers/PRK-TC/note/file?format=odt', 422],
  ['/dossiers/NOPE/note', 404],
  ['/dossiers/NOPE/note/file?format=md', 404],
] as const)('%s is answered with %i', async ([path, status]) => {
  expect((await get(path)).status).toBe(status)
})
