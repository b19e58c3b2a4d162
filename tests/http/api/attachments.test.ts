import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { appendDesk } from '../../../src/store/parties/parties.ts'
import { apiOf, askOf, type Told } from '../../support/servers/json-requests.ts'
import { freshSite, type Site } from '../../support/servers/web.ts'

const PATH = '/dossiers/PRK-TC/communications/6/attachments'
const LETTER = new File(['a letter'], 'letter.txt', { type: 'text/plain' })

async function openedAt(site: Site, scopes?: ('read' | 'record')[]) {
  const api = apiOf(await site.withToken(site.desk.officer, scopes))
  return { ...api, attach: (...files: File[]): Promise<Told> => api.send('POST', PATH, { body: formOf(files) }) }
}

function formOf(files: readonly (File | string)[]): FormData {
  const body = new FormData()
  for (const file of files) body.append('files', file)
  return body
}

test('files are attached, listed and got back byte for byte', async () => {
  await using site = await freshSite()
  const { attach, get } = await openedAt(site)
  const attached = await attach(LETTER, new File(['<svg/>'], '../a.svg', { type: 'image/svg+xml' }))
  const sha256 = createHash('sha256').update('a letter').digest('hex')
  expect(attached).toMatchObject({
    status: 201,
    body: {
      items: [
        { name: 'letter.txt', mediaType: 'text/plain', size: 8, sha256, by: 'Amina Officer' },
        { name: 'a.svg', mediaType: 'image/svg+xml' },
      ],
    },
  })
  const [letter, picture] = attached.body.items
  expect((await get('/dossiers/PRK-TC/communications/6')).body.attachments).toEqual(attached.body.items)
  expect(await get(`${PATH}/${letter.number}`)).toMatchObject({ status: 200, type: 'text/plain', body: 'a letter' })
  const { headers, type } = await get(`${PATH}/${picture.number}`)
  expect(type).toBe('application/octet-stream')
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="a\.svg"/)
  expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
})

test('sent again, the same files change nothing and are answered alike', async () => {
  await using site = await freshSite()
  const { attach } = await openedAt(site)
  const first = await attach(LETTER)
  expect(await attach(LETTER)).toMatchObject({ status: 201, body: first.body })
})

test('what is no form with a file in it is refused', async () => {
  await using site = await freshSite()
  const { attach, send, post } = await openedAt(site)
  const refusals = [
    await post(PATH, { files: 'x' }),
    await send('POST', PATH, { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary="a[b"' } }),
    await send('POST', PATH, { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=a' } }),
    await send('POST', PATH, { body: formOf([]) }),
    await send('POST', PATH, { body: formOf(['words']) }),
    await attach(new File([], 'empty.pdf')),
  ]
  expect(refusals.map(({ status }) => status)).toEqual([415, 415, 400, 422, 422, 422])
  expect(refusals.at(-2)?.body.errors).toEqual([
    { field: 'files', message: 'expected one file at least, and nothing but files' },
  ])
  expect(site.faults).toEqual([])
})

test('a token to read attaches nothing, and what is confidential is not there for another desk', async () => {
  await using site = await freshSite()
  expect((await (await openedAt(site, ['read'])).attach(LETTER)).status).toBe(403)
  const own = apiOf(await site.withToken(await site.enter('officer', { email: 'own@example.org', deskId: 1 })))
  expect((await own.post('/follow-ups', askOf({ isConfidential: true, dossier: 'X', dossierTitle: 'X' }))).status).toBe(
    201,
  )
  const path = '/dossiers/X/communications/1/attachments'
  const { body } = await own.send('POST', path, { body: formOf([LETTER]) })
  const { id: deskId } = await appendDesk(site.desk.db, { reference: 'OTHER', name: 'Another desk' })
  const other = apiOf(await site.withToken(await site.enter('administrator', { deskId })))
  expect((await own.get(`${path}/${body.items[0].number}`)).status).toBe(200)
  expect((await other.get(`${path}/${body.items[0].number}`)).status).toBe(404)
  expect((await other.send('POST', path, { body: formOf([LETTER]) })).status).toBe(404)
})
