import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'
import { parseFollowUpReference, parseLine, parseReference, parseText } from '../../src/domain/text.ts'
import { anyText } from '../support/drawn/any-text.ts'
import { workedMs } from '../support/programs/worked-ms.ts'

test.for([
  ['a\0b', 'title: got "a␀b" with NUL at character 2 — expected one line of text; try a space instead of NUL'],
  ['Letter\nof 8 August', 'title: got "Letter␊of 8 August" with LF at character 7 — '],
  ['Letter\r\nBcc: x', 'CR at character 7'],
  ['Letter\n', 'LF at character 7'],
  ['a\tb', 'TAB at character 2'],
  ['\u001b[31mred', 'got "␛[31mred" with ESC at character 1'],
  ['ding\u0007', 'BEL at character 5'],
  ['😀\u007f', 'U+007F at character 2'],
  ['a\u0085b', 'U+0085 at character 2'],
  ['a\u009bb', 'U+009B at character 2'],
  ['a\u2028b', 'U+2028 at character 2'],
  ['a\u2029b', 'U+2029 at character 2'],
  [
    'a\ud800b',
    'title: got "a⟦U+D800⟧b", not well-formed (half a character, U+D800 at character 2) — expected well-formed',
  ],
  ['\udc00', 'not well-formed'],
  ['', 'title: got nothing — expected one line of text'],
  ['  ', 'which shows nothing'],
  ['\u00a0', 'which shows nothing'],
  ['\u200b\u2060', 'which shows nothing'],
  [null, 'title: got nothing — '],
  [undefined, 'title: got nothing — '],
  [Number.NaN, 'title: got the number NaN — '],
  [['a'], 'title: got a list — '],
  [{}, 'title: got an object — '],
] as const)('a title such as %j is refused with its reason', ([typed, reason]) => {
  const problem = problemOf(() => parseLine(typed, 'title'))
  expect(problem.code).toBe('invalid')
  expect(problem.message).toContain(reason)
})

test.for([
  ['undefined', 'a word, whatever it means to a program'],
  ['null', 'a word'],
  ['NaN', 'a word'],
  ['<script>{{7*7}}${process.env}%s%n', 'markup and templates'],
  ["'; drop table follow_up;--", 'SQL'],
  ['--force', 'what looks like an option'],
  ['مراسلة البعثة الدائمة', 'Arabic'],
  ['조선민주주의인민공화국', 'Korean'],
  ['𠮷野家 👩‍👩‍👧', 'four-byte ideographs and a family of emoji'],
  ['invoice \u202egpj.exe', 'a bidirectional override'],
  ['می\u200cخواهم \u200d', 'joiners that Persian needs'],
  ['\ufeffa\ufeff', 'byte order marks'],
  ['e\u0301', 'a decomposed accent'],
] as const)('a title %j is kept as given: %s', ([typed]) => {
  expect(parseLine(typed, 'title')).toBe(typed)
})

test('the spaces around a line are dropped, a no-break space among them, those inside are kept', () => {
  expect(parseLine('  \u00a0Letter  of\u00a08 August\u3000 ', 'title')).toBe('Letter  of\u00a08 August')
})

test('the length of a line is counted in characters, without the spaces around it', () => {
  expect(parseLine(` ${'😀'.repeat(200)} `, 'title')).toHaveLength(400)
  expect(parseLine('a'.repeat(300), 'name', 300)).toHaveLength(300)
  const problem = problemOf(() => parseLine('😀'.repeat(201), 'title'))
  expect(problem.code).toBe('too_large')
  expect(problem.message).toMatch(/^title: got 201 characters, "(😀){60}…" — expected at most 200; try /u)
})

test('ten million characters are refused at once and not repeated', () => {
  let problem!: ReturnType<typeof problemOf>
  const worked = workedMs(() => void (problem = problemOf(() => parseLine(`a${' '.repeat(10_000_000)}b`, 'title'))))
  expect(worked).toBeLessThan(2000)
  expect(problem.code).toBe('too_large')
  expect(problem.message.length).toBeLessThan(200)
})

test('whatever is typed, the line that comes back, or the reason why none does, holds nothing that breaks a line', () => {
  assert(
    property(anyText({ maxLength: 300 }), (typed) => {
      expect(lineOrReason(typed)).toMatch(/^[^\p{Cc}\p{Cs}\u2028\u2029]{1,300}$/u)
    }),
    { numRuns: 2000 },
  )
})

test('a note keeps its lines, and Windows line ends become plain ones', () => {
  expect(parseText('First,\r\nsecond.\n\nThird.\r\n', 'note')).toBe('First,\nsecond.\n\nThird.')
})

test.for([
  ['a\rb', 'CR at character 2'],
  ['one\ntwo\tthree', 'TAB at character 8'],
  ['\u001b[2J', 'ESC at character 1'],
  ['a\u2028b', 'U+2028 at character 2'],
  ['a\0', 'NUL at character 2'],
  ['\ud800', 'not well-formed'],
  [' \n\r\n ', 'which shows nothing'],
] as const)('a note such as %j is refused with its reason', ([typed, reason]) => {
  expect(problemOf(() => parseText(typed, 'note')).message).toContain(reason)
})

test('a note has room for 20,000 characters', () => {
  expect(parseText('ä'.repeat(20_000), 'note')).toHaveLength(20_000)
  expect(problemOf(() => parseText('ä'.repeat(20_001), 'note')).code).toBe('too_large')
})

test.for([
  ['PRK-TC', 'PRK-TC'],
  [' prk-tc ', 'PRK-TC'],
  ['7', '7'],
  ['A'.repeat(40), 'A'.repeat(40)],
] as const)('the dossier typed as %j is %s', ([typed, reference]) => {
  expect(parseReference(typed, 'dossier')).toBe(reference)
})

test.for(['', '-1', '1.0', '٣', '../1', 'PRK/TC', 'PRK TC', 'ß', 'ſ', 'ı', 'PRK–TC', 'A'.repeat(41), '__proto__', 5])(
  'no dossier can be called %j',
  (typed) => {
    expect(problemOf(() => parseReference(typed, 'dossier')).message).toMatch(/^dossier: got .+ — expected .+; try /u)
  },
)

test('a follow-up is its dossier and a number, whatever the case', () => {
  expect(parseFollowUpReference('prk-tc-2', 'follow-up')).toBe('PRK-TC-2')
  expect(parseFollowUpReference(`${'A'.repeat(40)}-12`, 'follow-up')).toBe(`${'A'.repeat(40)}-12`)
})

test.for([
  ['0', '-1', '1e3', '0x10', '1.0', '٣', '9007199254740993', '../1'],
  ['1'.repeat(40), 'PRK-TC', 'PRK-TC-0', 'PRK-TC-02', 'PRK-TC-٣', 'PRK-TC-2.0', 'PRK-TC-9007199254740993'],
])('no follow-up can be called %j, %j, %j and the like', (references) => {
  for (const typed of references) {
    const { code, message } = problemOf(() => parseFollowUpReference(typed, 'follow-up'))
    expect([typed, code]).toEqual([typed, 'invalid'])
    expect(message).toContain('expected a follow-up such as PRK-TC-2')
  }
})

function lineOrReason(typed: string): string {
  try {
    return parseLine(typed, 'title')
  } catch (error) {
    if (error instanceof Problem) return error.message
    throw error
  }
}

function problemOf(parse: () => unknown): Problem {
  try {
    parse()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('nothing was refused')
}
