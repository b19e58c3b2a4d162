import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { commandThatOpens } from '../../src/mail/digest/commands.ts'
import { composeDigest } from '../../src/mail/digest/compose-digest.ts'
import { composeMessage } from '../../src/mail/message.ts'
import { day } from '../support/ledgers/facts.ts'
import { at, balanceOf, excerptOf, letterOn, sampleDigest, dutyOn } from './sample-digest.ts'
import { anyText } from '../support/drawn/any-text.ts'
import { withLetters } from './with-letters.ts'

const NO_BIDI_CONTROL_NOR_LINE_BREAK = /^(?:\n|[^\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029])*$/u

function digestOf(words: string) {
  const followUp = letterOn('2026-11-24', {}, { title: words, counterpart: words })
  return sampleDigest({
    subscription: { number: 1, name: words, query: {} },
    tell: words,
    pending: [followUp],
    yourMove: excerptOf([{ followUp, because: 'unread' as const }]),
    deliveryProblems: [{ number: 40, slotAt: Temporal.ZonedDateTime.from('2026-11-17T09:00[UTC]'), said: words }],
  })
}

const tags = (html: string) => html.match(/<[^>]*>/g)

async function bytesOf(composed: ReturnType<typeof composeDigest>): Promise<Uint8Array> {
  return composeMessage({
    from: { name: 'Relance', address: 'relance@relance.example' },
    to: { name: 'Desk officer', address: 'desk@ohchr.example' },
    ...composed,
    messageId: '<digest.1.41.6f1c0a7e@relance.example>',
    at: Temporal.Instant.from('2026-11-24T08:00:00Z'),
    listId: 'digest.1.6f1c0a7e.relance.example',
    references: [],
  })
}

async function headersOf(words: string): Promise<string[]> {
  const bytes = await bytesOf(composeDigest(digestOf(words), commandThatOpens))
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
  expect(withLetters(html)).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
  expect(text).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
  expect(await headersOf(words)).toEqual(await headersOf('plain'))
})

test('a control that turns the reading direction is shown by its name', () => {
  const { html, text } = composeDigest(digestOf('invoice \u202egpj.exe'), commandThatOpens)
  expect(withLetters(html)).toContain('invoice ⟦RLO⟧gpj.exe')
  expect(text).toContain('invoice ⟦RLO⟧gpj.exe')
})

test.for(['학교 인권교육 현황에 관한 자료 요청', 'طلب معلومات عن حالة مشروع القانون', 'क्‍ष 👩‍👩‍👧 e\u0301'])(
  '%s stays as it is, kept apart from its surroundings',
  (words) => {
    const { html, text } = composeDigest(digestOf(words), commandThatOpens)
    expect(withLetters(html).split(`<bdi>${words}</bdi>`)).toHaveLength(1 + 5) // two titles, two counterparts, one subscription
    expect(text).toContain(words)
  },
)

test('whatever is written, the elements of the mail stay the same', () => {
  assert(
    property(anyText({ minLength: 1, maxLength: 400 }), (words) => {
      const { html, text, subject } = composeDigest(digestOf(words), commandThatOpens)
      expect(tags(html)).toEqual(plain)
      expect(withLetters(html) + text).toMatch(NO_BIDI_CONTROL_NOR_LINE_BREAK)
      expect(subject.length).toBeLessThanOrEqual(200)
    }),
  )
})

test.for([
  ['quotation marks', '"'],
  ['Korean', '요'],
  ['emoji', '👩‍👩‍👧'],
  ['bidi controls', '\u202e'],
  ['equals signs', '='],
] as const)('a hundred thousand of everything, with titles of 300 %s, fit into 256 KB', async ([, character]) => {
  const digest = hugeDigestOf(character.repeat(300))
  const composed = composeDigest(digest, commandThatOpens)
  expect((await bytesOf(composed)).length).toBeLessThanOrEqual(256 * 1024)
  expect(composed.text).toMatch(/^99,9\d\d more are not shown here\.$/m)
})

test('with titles of ordinary length, fifty rows stay below the 102 KB at which Gmail cuts a mail off', () => {
  const digest = sampleDigest({ pending: Array.from({ length: 50 }, () => letterOn('2026-11-24')) })
  const { html, text } = composeDigest(digest, commandThatOpens)
  expect(text.match(/^PRK-TC-1 /gm)).toHaveLength(50)
  expect(html.length).toBeLessThan(102 * 1000)
})

function hugeDigestOf(words: string) {
  const followUp = letterOn('2026-11-24', { unreadReplies: 12 }, { title: words, counterpart: words })
  const asks = many(letterOn('2027-03-14')).slice(0, 100)
  const duty = {
    ...dutyOn('2026-11-24', {
      body: words,
      session: words,
      document: words,
      paragraph: words,
      dueOn: day('2027-03-14'),
    }),
    asks,
  }
  return {
    ...digestOf(words),
    balance: balanceOf(0, { newly_asked: many('PRK-TC-1'), closed: many('PRK-TC-1') }, 100_000, { overdue: 100_000 }),
    pending: many(followUp).slice(0, 50),
    yourMove: excerptOf(many({ followUp, because: 'unread' as const }).slice(0, 15), 100_000),
    newlyFlagged: excerptOf(
      many({ followUp, kind: 'overdue' as const, crossedOn: day('2026-11-20') }).slice(0, 15),
      100_000,
    ),
    reportDuties: many(duty),
    deliveryProblems: many({ number: 40, slotAt: at('2026-11-17T09:00'), said: words }),
  }
}

function many<T>(one: T): T[] {
  return Array.from({ length: 100_000 }, () => one)
}
