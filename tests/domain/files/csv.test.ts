import { array, assert, constant, oneof, property, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { formatCsv } from '../../../src/domain/files/csv.ts'
import { anyText } from '../../support/drawn/any-text.ts'

test('one line a row, ended by CRLF, with a heading', () => {
  const csv = formatCsv(
    ['reference', 'title', 'days'],
    [
      ['PRK-TC-1', 'Letter of 8 August 2003', 502],
      ['PRK-TC-2', null, 120],
    ],
  )
  expect(csv).toBe('reference,title,days\r\nPRK-TC-1,Letter of 8 August 2003,502\r\nPRK-TC-2,,120\r\n')
})

test('without rows the heading stands alone', () => {
  expect(formatCsv(['reference'], [])).toBe('reference\r\n')
})

test.for([
  ['a,b', '"a,b"', 'a comma'],
  ['say "no"', '"say ""no"""', 'quotation marks'],
  ['two\nlines', '"two\nlines"', 'a line feed'],
  ['a\rb', '"a\rb"', 'a carriage return'],
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0", 'a command'],
  ['=HYPERLINK("http://evil.org","x")', '"\'=HYPERLINK(""http://evil.org"",""x"")"', 'a formula with quotation marks'],
  ['@SUM(1)', "'@SUM(1)", 'a function of Lotus'],
  ['-2+3', "'-2+3", 'a sum'],
  ['+41 22 917 90 00', "'+41 22 917 90 00", 'a telephone number'],
  ['\t=1', "'\t=1", 'a tab'],
  ['\r=1', '"\'\r=1"', 'a carriage return in front'],
  ['\0=1', "'\0=1", 'NUL'],
  ['＝1', "'＝1", 'a full-width equals sign'],
  ['＋1', "'＋1", 'a full-width plus'],
  ['－1', "'－1", 'a full-width minus'],
  ['＠1', "'＠1", 'a full-width at'],
  ["'=1", "''=1", 'an apostrophe that was there before'],
  ["'tis", "'tis", 'an apostrophe before a word'],
  ['a=1', 'a=1', 'a sign inside'],
  [-5, '-5', 'a number, which is no formula'],
  [null, '', 'nothing'],
] as const)('%j is written as %j: %s', ([cell, written]) => {
  expect(formatCsv(['a', 'b'], [[cell, 1]])).toBe(`a,b\r\n${written},1\r\n`)
})

test('raw output keeps every text as it is, for machines', () => {
  expect(formatCsv(['a', 'b'], [['=1', '+41, 22']], { raw: true })).toBe('a,b\r\n=1,"+41, 22"\r\n')
})

const risky = oneof(
  anyText(),
  array(
    oneof(...['=', '+', '-', '@', '\t', '\r', '\0', '＝', "'", '"', ',', '\n', 'a'].map((sign) => constant(sign))),
  ).map((signs) => signs.join('')),
)
const rows = array(tuple(risky, risky), { maxLength: 5 })

test('no cell begins as a formula does, and taking the apostrophe off gives back what was recorded', () => {
  assert(
    property(rows, (recorded) => {
      const [, ...read] = readCsv(formatCsv(['a', 'b'], recorded))
      expect(read.flat().filter((cell) => /^[=+\-@\t\r\0＝＋－＠]/u.test(cell))).toEqual([])
      expect(read.map((cells) => cells.map((cell) => cell.replace(/^'(?='*[=+\-@\t\r\0＝＋－＠])/u, '')))).toEqual(
        recorded,
      )
    }),
    { numRuns: 2000 },
  )
})

test('raw cells come back as they were', () => {
  assert(
    property(rows, (recorded) => {
      expect(readCsv(formatCsv(['a', 'b'], recorded, { raw: true })).slice(1)).toEqual(recorded)
    }),
    { numRuns: 2000 },
  )
})

/** RFC 4180 by its grammar alone, one cell and its delimiter after the other. */
function readCsv(csv: string): string[][] {
  const read: string[][] = [[]]
  for (const [, quoted, plain, delimiter] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy)) {
    read.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (delimiter === '\r\n') read.push([])
  }
  return read.slice(0, -1)
}
