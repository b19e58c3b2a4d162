import { assert, integer, property, string } from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { wrap } from '../../src/cli/wrap.ts'

test.for([
  ['a letter of 8 August', 8, '', 'a letter\nof 8\nAugust', 'between words'],
  ['a letter of 8 August', 10, '  ', '  a letter\n  of 8\n  August', 'with its indent'],
  ['24 August  PRK-TC/6  meeting', 40, '', '24 August  PRK-TC/6  meeting', 'wide gaps stay'],
  ['First.\n\nSecond.', 40, '  ', '  First.\n\n  Second.', 'lines and paragraphs stay'],
  ['조선 민주 주의', 9, '', '조선 민주\n주의', 'by what it takes on a terminal'],
  ['OHCHR-TECHNICAL-COOPERATION', 8, '', 'OHCHR-TECHNICAL-COOPERATION', 'no word is cut'],
] as const)('%j in %i columns: %s', ([text, most, indent, wrapped]) => {
  expect(wrap(text, most, indent)).toBe(wrapped)
})

test('nothing is lost but spaces at the end of a line, and only a single word is wider than asked for', () => {
  assert(
    property(string(), integer({ min: 1, max: 40 }), (text, most) => {
      const lines = wrap(text, most, '').split('\n')
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      expect(lines.filter((line) => stringWidth(line) > most && line.trim().includes(' '))).toEqual([])
    }),
  )
})
