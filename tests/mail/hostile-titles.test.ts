import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandThatOpens } from '../../src/mail/commands.ts'
import { composeDigest } from '../../src/mail/compose-digest.ts'
import { composeMessage } from '../../src/mail/message.ts'
import { balanceOf, letterOn, sampleDigest } from './sample-digest.ts'

const NO_BIDI_CONTROL_NOR_LINE_BREAK = /^[^\u202a-\u202e\u2066-\u2069\u2028\u2029\0\r\u001b]*$/

function digestOf(words: string) {
  const followUp = letterOn('2026-11-24', {}, { title: words, counterpart: words })
  return sampleDigest({
    subscription: { number: 1, name: words, query: {} },
    tell: words,
    pending: [followUp],
    yourMove: [{ followUp, because: 'unread' }],
    deliveryProblems: [{ number: 40, slotAt: Temporal.ZonedDateTime.from('2026-11-17T09:00[UTC]'), said: words }],
  })
}

const tags = (html: string) => html.match(/<[^>]*>/g)

async function headersOf(words: string): Promise<string[]> {
  const bytes = await composeMessage({
    from: { name: 'Relance', address: 'relance@relance.example' },
    to: { name: 'Desk officer', address: 'desk@ohchr.example' },
    ...composeDigest(digestOf(words), commandThatOpens),
    messageId: '<digest.1.41.6f1c0a7e@relance.example>',
    at: Temporal.Instant.from('2026-11-24T08:00:00Z'),
    listId: 'digest.1.6f1c0a7e.relance.example',
    references: [],
  })
  const [head = ''] = Buffer.from(bytes).toString('latin1').split('\r\n\r\n')
  return head.split(/\r\n(?! )/).map((line) => line.replace(/:[^]*/, ''))
}

const plain = tags(composeDigest(digestOf('plain'), commandThatOpens).html)

test.for([
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '</td></table><a href="javascript:alert(1)">x</a>',
  '{{7*7}} ${process.env} %s%n &lt;b&gt;',
  'Visit\r\nBcc: evil@example.org\r\n\r\nhello',
  'invoice \u202egpj.exe',
  'title \u2028 and \u2029 and \0 and \u001b[31m',
])('%j stands in the mail as text and does nothing', async (words) => {
  const { html, text } = composeDigest(digestOf(words), commandThatOpens)
  expect(tags(html)).toEqual(plain)
  expect(html).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
  expect(text).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
  expect(await headersOf(words)).toEqual(await headersOf('plain'))
})

test('a control that turns the reading direction is shown by its name', () => {
  const { html, text } = composeDigest(digestOf('invoice \u202egpj.exe'), commandThatOpens)
  expect(html).toContain('invoice ⟦RLO⟧gpj.exe')
  expect(text).toContain('invoice ⟦RLO⟧gpj.exe')
})

test.for(['학교 인권교육 현황에 관한 자료 요청', 'طلب معلومات عن حالة مشروع القانون', 'क्‍ष 👩‍👩‍👧 e\u0301'])(
  '%s stays as it is, kept apart from its surroundings',
  (words) => {
    const { html, text } = composeDigest(digestOf(words), commandThatOpens)
    expect(html).toContain(`<bdi>${words}</bdi>`)
    expect(text).toContain(words)
  },
)

test('whatever is written, the elements of the mail stay the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }), (words) => {
      const { html, text, subject } = composeDigest(digestOf(words), commandThatOpens)
      expect(tags(html)).toEqual(plain)
      expect(html + text).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
      expect(subject.length).toBeLessThanOrEqual(200)
    }),
  )
})

test.for([
  ['quotation marks', '"'],
  ['Korean', '요'],
  ['emoji', '👩‍👩‍👧'],
  ['bidi controls', '\u202e'],
  ['ampersands', '&'],
] as const)('a hundred thousand pending, with long titles of %s, fit into 256 KB', async ([, character]) => {
  const words = character.repeat(300)
  const followUp = letterOn('2026-11-24', { unreadReplies: 12 }, { title: words, counterpart: words })
  const references = Array.from({ length: 100_000 }, (_, index) => `PRK-TC-${index + 1}`)
  const digest = sampleDigest({
    balance: balanceOf(0, { newly_asked: references }, 100_000, { overdue: 100_000 }),
    pending: Array.from({ length: 50 }, () => followUp),
    yourMove: references.map(() => ({ followUp, because: 'unread' as const })),
    newlyFlagged: references.map(() => ({
      followUp,
      kind: 'overdue' as const,
      crossedOn: Temporal.PlainDate.from('2026-11-20'),
    })),
  })
  const composed = composeDigest(digest, commandThatOpens)
  const bytes = await composeMessage({
    from: { name: 'Relance', address: 'relance@relance.example' },
    to: { name: 'Desk officer', address: 'desk@ohchr.example' },
    ...composed,
    messageId: '<digest.1.41.6f1c0a7e@relance.example>',
    at: Temporal.Instant.from('2026-11-24T08:00:00Z'),
    listId: 'digest.1.6f1c0a7e.relance.example',
    references: [],
  })
  expect(bytes.length).toBeLessThanOrEqual(256 * 1024)
  expect(composed.text).toContain('99,950 more are not shown here.')
})
