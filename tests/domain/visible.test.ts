import { assert, property } from 'fast-check'
import { expect, test } from 'vitest'
import { describeInput, showSafely } from '../../src/domain/visible.ts'
import { anyText } from '../support/drawn/any-text.ts'

test.for([
  ['invoice \u202egpj.exe', 'invoice ⟦RLO⟧gpj.exe', 'a name that pretends to be a picture'],
  ['\u202aa\u202bb\u202cc\u202dd', '⟦LRE⟧a⟦RLE⟧b⟦PDF⟧c⟦LRO⟧d', 'embeddings and overrides'],
  ['\u2066a\u2067b\u2068c\u2069', '⟦LRI⟧a⟦RLI⟧b⟦FSI⟧c⟦PDI⟧', 'isolates'],
  ['\u001b[31mred\u0007', '␛[31mred␇', 'colour and a bell'],
  ['a\rb\tc\0\u007f', 'a␍b␉c␀␡', 'other controls'],
  ['\u009b2J\u2028\ud800', '⟦U+009B⟧2J⟦U+2028⟧⟦U+D800⟧', 'what has no picture'],
] as const)('%j is shown as %s: %s', ([text, shown]) => {
  expect(showSafely(text)).toBe(shown)
})

test.for(['العربية والعبرية עברית', 'می\u200cخواهم', '👩‍👩‍👧', '\ufeffBOM', 'e\u0301', 'two\nlines', 'a\u200fb', '⟦RLO⟧'])(
  '%j is shown as it is',
  (text) => {
    expect(showSafely(text)).toBe(text)
  },
)

test('nothing that is shown or quoted can act on a terminal', () => {
  assert(
    property(anyText(), (text) => {
      expect(showSafely(text)).not.toMatch(/(?!\n)[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
      expect(describeInput(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069\u2028\u2029]/u)
    }),
    { numRuns: 2000 },
  )
})

test('a long text is quoted by its beginning, without half a character at the end', () => {
  expect(describeInput(`a${'😀'.repeat(100)}`)).toBe(`"a${'😀'.repeat(59)}…"`)
  expect(describeInput('😀'.repeat(60))).toBe(`"${'😀'.repeat(60)}"`)
})
