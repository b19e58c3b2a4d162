import { expect, test, vi } from 'vitest'
import { wordFile, type Block } from '../../src/documents/word-file.ts'
import { unzip } from '../support/readers/unzip.ts'

const BODY: readonly Block[] = [
  { kind: 'title', text: ['Reminder'] },
  { kind: 'heading', text: ['What is asked'] },
  {
    kind: 'numbered',
    text: ['A letter was sent.', { note: ['PRK-TC/2: ', { said: '<& "letter"' }] }, ' Then another.'],
  },
  { kind: 'numbered', text: [{ said: 'رسالة PRK-TC/2 من المكتب، 日本語の手紙' }] },
  {
    kind: 'table',
    columns: [
      { heading: 'Ask', share: 1 },
      { heading: 'Due', share: 3 },
    ],
    rows: [[['PRK-TC-1'], ['none']]],
  },
  { kind: 'remark', text: [{ said: 'line one\nline two \u202e' }] },
]

test('the same content has the same bytes, whenever it is packed', async () => {
  vi.useFakeTimers({ now: 1_100_000_000_000, toFake: ['Date'] })
  try {
    const earlier = await written()
    vi.setSystemTime(1_800_000_000_000)
    expect(Buffer.from(await written()).equals(Buffer.from(earlier))).toBe(true)
  } finally {
    vi.useRealTimers()
  }
})

test('paragraphs have styles of their own, and numbers that count by themselves', async () => {
  const { document, styles, numbering } = await parts()
  const used = [...document.matchAll(/<w:pStyle w:val="(\w+)"/g)].map(([, style]) => style)
  expect(used).toContain('NumberedParagraph')
  for (const style of new Set(used)) expect(styles).toContain(`w:styleId="${style}"`)
  const numbered = /<w:style [^>]*w:styleId="NumberedParagraph".*?<w:numId w:val="(\d+)"/.exec(styles)?.[1]
  expect(numbering).toMatch(new RegExp(`<w:num w:numId="${numbered}"`))
  expect(document).not.toMatch(/<w:t[^>]*>\d+\./)
})

test('each call of a footnote has its footnote', async () => {
  const { document, footnotes } = await parts()
  const called = [...document.matchAll(/<w:footnoteReference w:id="(\d+)"/g)].map(([, id]) => id)
  expect(called).toEqual(['1'])
  expect(footnotes).toMatch(/<w:footnote w:id="1">.*&lt;&amp; (?:"|&quot;)letter(?:"|&quot;)/)
})

test('letters from right to left are in runs that say so, and what is around them is not', async () => {
  const { document } = await parts()
  expect(document).toContain('<w:bidi/>')
  const stretches = [...document.matchAll(/<w:rtl\/><\/w:rPr><w:t[^>]*>([^<]*)</g)].map(([, text]) => text)
  expect(stretches).toEqual(['رسالة', 'من المكتب'])
  expect(document).toContain('日本語の手紙')
})

test('the first row of a table is repeated on each page', async () => {
  const { document } = await parts()
  expect(document.match(/<w:tblHeader\/>/g)).toHaveLength(1)
})

test('what reorders or breaks a line is named or put into the line', async () => {
  const { document } = await parts()
  expect(document).toContain('line one line two ⟦RLO⟧')
  expect(document).not.toContain('<w:br')
})

test('the page is A4, has its number, and says its language', async () => {
  const { document, footer, styles, core } = await parts()
  expect(document).toMatch(/<w:pgSz[^>]*w:w="11906"[^>]*w:h="16838"/)
  expect(footer).toContain('PAGE')
  expect(styles).toMatch(/<w:lang w:val="en-GB"/)
  expect(core).toContain('<dc:title>Letters &lt;1 &amp; 2&gt;</dc:title>')
})

function written(): Promise<Uint8Array> {
  return wordFile({ title: 'Letters <1 & 2>', language: 'en-GB', body: BODY })
}

async function parts() {
  const files = unzip(await written())
  const part = (name: string) => files.get(name)!
  return {
    document: part('word/document.xml'),
    styles: part('word/styles.xml'),
    numbering: part('word/numbering.xml'),
    footnotes: part('word/footnotes.xml'),
    footer: part('word/footer1.xml'),
    core: part('docProps/core.xml'),
  }
}
