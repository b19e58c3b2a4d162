import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { commandThatOpens } from '../../src/mail/digest/commands.ts'
import { composeDigest } from '../../src/mail/digest/compose-digest.ts'
import { balanceOf, fullDigest, letterOn, proposalOn, sampleDigest, dutyOn } from './sample-digest.ts'
import { withLetters } from './with-letters.ts'

/** What a reader sees of the HTML, spaces aside. */
function seenIn(html: string): string {
  return withLetters(html)
    .replace(/[^]*<\/head>/, '')
    .replace(/<div class="preheader"[^>]*>[^<]*<\/div>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
}

const numerals = (text: string) => (text.match(/\d[\d,]*\d|\d/g) ?? []).toSorted()

test('E/CN.4/2005/32 on 24 November 2026: both asks are named with their figures', () => {
  const { subject, html, text } = composeDigest(sampleDigest(), commandThatOpens)
  expect(subject).toBe('Relance No. 41: 2 pending, 2 overdue, longest silence 8,365 days')
  expect(text).toContain(`PRK-TC-1  [Long overdue]
    Letter of 8 August 2003: ways of initiating technical cooperation
    Permanent Mission of the Democratic People’s Republic of Korea to
    the United Nations Office at Geneva
    Holding: transmitted onward, nothing more
    Reminded once, last on 16 December 2003
    Asked      8,509 days ago (8 August 2003)
    Last word  8,365 days ago (30 December 2003)
    Due        7 October 2003 (expected; 8,449 days overdue)`)
  expect(text).toContain(`Holding: took note, will be forwarded or considered
    Asked      8,127 days ago (24 August 2004)
    Last word  8,127 days ago (24 August 2004)
    Due        23 October 2004 (expected; 8,067 days overdue)`)
  const seen = seenIn(html)
  expect(seen).toContain('Last word 8,365 days ago 30 December 2003')
  expect(seen).toContain('Due 23 October 2004 expected; 8,067 days overdue')
})

test('on 22 December 2004 the proposal is 60 days overdue', () => {
  const pending = [letterOn('2004-12-22'), proposalOn('2004-12-22')]
  const asOf = Temporal.PlainDate.from('2004-12-22')
  const { text } = composeDigest(sampleDigest({ asOf, pending }), commandThatOpens)
  expect(text).toContain('Last word  358 days ago (30 December 2003)')
  expect(text).toContain('PRK-TC-2  [Overdue]')
  expect(text).toContain('Due        23 October 2004 (expected; 60 days overdue)')
})

test('the sections come in the order of use', () => {
  const { text } = composeDigest(fullDigest(), commandThatOpens)
  const headings = ['Next issue', 'The balance', 'Your move: 3', 'Newly flagged: 1', 'Pending: 6']
  const places = [...headings, 'Report duties ahead: 1', 'Delivery problems: 1'].map((word) =>
    text.indexOf(`\n${word}`),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places[0]).toBeGreaterThan(0)
})

test('HTML and text say the same', () => {
  for (const digest of [sampleDigest(), fullDigest()]) {
    const { html, text } = composeDigest(digest, commandThatOpens)
    expect(numerals(seenIn(html))).toEqual(numerals(text))
    for (const { title, counterpart, reference } of digest.pending) {
      for (const said of [seenIn(html), text.replaceAll(/\s+/g, ' ')]) {
        expect(said).toContain(title)
        expect(said).toContain(counterpart)
        expect(said).toContain(reference)
      }
    }
  }
})

test('the balance adds up, and every number but the opening one can be opened', () => {
  const { text } = composeDigest(fullDigest(), commandThatOpens)
  const balance = text.slice(text.indexOf('The balance'), text.indexOf('Your move'))
  const lines = balance.split('\n').flatMap((line) => /^([ +−=]) .*?\S.* (\d+)$/u.exec(line) ?? [])
  expect(lines.filter((_, index) => index % 3 !== 0).join(' ')).toBe('  7 + 2 + 0 + 1 − 1 − 0 − 3 = 6   2   2   1   1')
  expect(balance.match(/^ {4}npx relance/gm)).toHaveLength(4 + 1 + 4)
})

test('what came onto or left the list unasked is told only when there was any', () => {
  expect(composeDigest(sampleDigest(), commandThatOpens).text).not.toMatch(/this list/)
  expect(composeDigest(fullDigest(), commandThatOpens).text).toMatch(/\+ came onto this list/)
})

test('numbers become links where there is a place to link to', () => {
  const { html, text } = composeDigest(fullDigest(), ({ kind }) => ({ url: `https://relance.example/${kind}?a=1&b=2` }))
  expect(html).toContain('href="https://relance.example/follow_up?a=1&amp;b=2">PRK-TC-2</a>')
  expect(html).toContain('href="https://relance.example/duty?a=1&amp;b=2">PRK-TC</a>')
  expect(html).toContain('href="https://relance.example/issue?a=1&amp;b=2">No. 40</a>')
  expect(html).not.toContain('npx relance')
  expect(text).toContain('https://relance.example/change?a=1&b=2')
})

test('a report that is owed is told with its asks as they will stand on its day, in HTML and text alike', () => {
  const { html, text } = composeDigest(fullDigest(), commandThatOpens)
  for (const said of [html, text].map((of) => of.replaceAll(/\s+/g, ' '))) {
    expect(said).toContain('14 March 2027; in 110 days')
    expect(said).toContain(
      'On 14 March 2027, if nothing happens: PRK-TC-1 holding, long overdue; 8,475 days without a word',
    )
    expect(said).toContain('PRK-TC-2 holding, long overdue; 8,237 days without a word')
  }
})

test('a report without a day is listed as such, and never as not due', () => {
  const { text } = composeDigest({ ...fullDigest(), reportDuties: [dutyOn('2026-11-24')] }, commandThatOpens)
  expect(text).toContain('no day known')
  expect(text.replaceAll(/\s+/g, ' ')).toContain('On 24 November 2026: PRK-TC-1 holding, long overdue')
})

test('a day on which nothing happened still lists the longest silences', () => {
  const { text } = composeDigest(sampleDigest(), commandThatOpens)
  expect(text).toContain('Your move: nothing waits for you.')
  expect(text).toContain('Newly flagged: nothing crossed a line since your last issue.')
  expect(text).toContain('Pending: 2')
  expect(text).not.toMatch(/Report duties|Delivery problems/)
})

test('nothing pending is said in so many words', () => {
  const digest = sampleDigest({ balance: balanceOf(0, {}, 0, {}), pending: [], previousAt: null })
  const { subject, text } = composeDigest(digest, commandThatOpens)
  expect(subject).toBe('Relance No. 41: nothing pending')
  expect(text).toContain('\nPending: nothing.\n')
  expect(text).toContain('all that was recorded until Tue 24 Nov 2026, 09:00')
})

test('the reader learns when the next issue comes, whom to tell if not, and what was collapsed', () => {
  const { text } = composeDigest(sampleDigest({ collapsedSlots: 4 }), commandThatOpens)
  const said = text.replaceAll(/\s+/g, ' ')
  expect(said).toContain('Tue 1 Dec 2026, 09:00 (Europe/Zurich). If it does not come, tell registry@ohchr.example.')
  expect(said).toContain('4 earlier issues fell due while Relance was not running.')
})

test('text keeps to 72 columns, but for what is copied as a whole', () => {
  const long = proposalOn('2026-11-24', {}, { title: `${'길'.repeat(90)} ${'word '.repeat(40)}` })
  for (const digest of [fullDigest(), sampleDigest({ pending: [long] })]) {
    const lines = composeDigest(digest, commandThatOpens).text.split('\n')
    expect(lines.filter((line) => stringWidth(line) > 72 && !line.startsWith('    npx relance '))).toEqual([])
  }
})
