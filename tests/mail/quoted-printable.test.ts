import { array, assert, constantFrom, oneof, property, string } from 'fast-check'
import { expect, test } from 'vitest'
import { quotedPrintable } from '../../src/mail/quoted-printable.ts'

function decoded(encoded: string): string {
  const bytes = encoded
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString()
}

const pieces = oneof(
  string({ unit: 'grapheme', maxLength: 100 }),
  constantFrom(
    '=',
    ' ',
    '\t',
    '\r\n',
    '\n',
    '\r',
    '\0',
    '.',
    'é'.repeat(30),
    '😀'.repeat(10),
    'x'.repeat(77),
    'w '.repeat(40),
  ),
)
const texts = array(pieces, { maxLength: 30 }).map((some) => some.join('').toWellFormed())

test('whatever is written is read again, from lines of at most 76 visible characters that end in no space', () => {
  assert(
    property(texts, (text) => {
      const encoded = quotedPrintable(text)
      expect(decoded(encoded)).toBe(text)
      for (const line of encoded.split('\r\n')) expect(line).toMatch(/^(?:[\t -~]{0,75}[!-~])?$/)
      expect(encoded).not.toMatch(/=(?!\r\n|[0-9A-F]{2})/)
    }),
    { numRuns: 500 },
  )
})

test('words and letters stay whole where a line has to end', () => {
  const [first, second] = quotedPrintable(`${'word '.repeat(14)}longer-than-that`).split('=\r\n')
  expect([first!.at(-1), second]).toEqual([' ', 'longer-than-that'])
  for (const letter of ['é', '中', '😀'])
    for (const line of quotedPrintable(letter.repeat(60)).split('=\r\n')) {
      expect(decoded(line)).toMatch(new RegExp(`^(?:${letter})+$`, 'u'))
    }
})
