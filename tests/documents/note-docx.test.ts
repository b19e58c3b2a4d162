import { beforeAll, expect, test } from 'vitest'
import { composeNote } from '../../src/domain/note/note.ts'
import { noteFile } from '../../src/documents/note/note-file.ts'
import { golden, recordOf, type Filed } from '../support/ledgers/note-record.ts'
import { sentencesOf } from '../support/readers/note-text.ts'
import { unzip } from '../support/readers/unzip.ts'

const sample = await golden()
/** Once with letters of other scripts, and with a text of several lines. */
const FOREIGN: Filed = {
  number: 7,
  channel: 'note_verbale',
  direction: 'received',
  receivedOn: '2004-10-01',
  from: '外務省',
  summary: 'المذكرة رقم 12\nتصل لاحقاً',
  entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'acknowledged' }],
}
const record = recordOf({ ...sample, filed: [...sample.filed, FOREIGN], asOf: '2004-12-22' })
const inWord = async () => (await noteFile(composeNote(record), 'docx', AROUND)) as Uint8Array
const AROUND = { language: 'en', print: () => Promise.reject(new Error('nothing is printed')) }

let files: Map<string, string>
beforeAll(async () => {
  files = unzip(await inWord())
})

test('every footnote is called once, in order', () => {
  const called = [...part('document').matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(([, id]) => Number(id))
  const written = [...part('footnotes').matchAll(/<w:footnote w:id="(\d+)"/g)].map(([, id]) => Number(id))
  expect(called).toEqual(called.map((_, i) => i + 1))
  expect(written.filter((id) => id > 0)).toEqual(called)
})

test('each paragraph of the note is numbered by Word, and holds its sentences', () => {
  const paragraphs = [...part('document').matchAll(/<w:p>(?:(?!<\/w:p>).)*<\/w:p>/g)].map(([xml]) => xml)
  const numbered = paragraphs.filter((xml) => xml.includes('w:val="NumberedParagraph"'))
  const text = numbered.map(textIn).join(' ')
  for (const sentence of sentencesOf(record)) expect(text).toContain(sentence.text.replaceAll('\n', ' '))
  expect(numbered).toHaveLength(composeNote(record).sections.flatMap((section) => section.paragraphs).length)
  expect(text).not.toMatch(/^\d+\. /)
})

test('headings are headings, the table has its row of heads, and no line is broken by hand', () => {
  const document = part('document')
  expect(document.match(/w:val="Heading1"/g)).toHaveLength(4)
  expect(document.match(/w:val="Title"/g)).toHaveLength(1)
  expect(document.match(/<w:tr>/g)).toHaveLength(3)
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1)
  expect(document).not.toMatch(/<w:br|<w:tab\/>/)
})

test('Arabic and Chinese letters come through', () => {
  const document = part('document')
  expect(document).toContain('外務省')
  expect(document).toMatch(/<w:rtl\/><\/w:rPr><w:t[^>]*>المذكرة رقم/)
})

test('the same note has the same bytes', async () => {
  expect(Buffer.from(await inWord()).equals(Buffer.from(await inWord()))).toBe(true)
})

function part(name: 'document' | 'footnotes'): string {
  return files.get(`word/${name}.xml`)!
}

function textIn(xml: string): string {
  const text = [...xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)</g)].map(([, said]) => said).join('')
  return text.replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}
