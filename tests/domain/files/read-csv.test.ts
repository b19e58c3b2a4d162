import { array, assert, constant, constantFrom, oneof, property } from 'fast-check'
import { expect, test } from 'vitest'
import { formatCsv } from '../../../src/domain/files/csv.ts'
import { Problem } from '../../../src/domain/problem.ts'
import { parseCsv } from '../../../src/domain/files/read-csv.ts'
import { MOST_ROWS } from '../../../src/domain/files/sheet.ts'
import { anyText } from '../../support/drawn/any-text.ts'

const cellsOf = (text: string) => parseCsv(text, 'a.csv').rows.map(({ cells }) => cells)
const linesOf = (text: string) => parseCsv(text, 'a.csv').rows.map(({ line }) => line)

function mistakesIn(text: string): readonly string[] {
  try {
    parseCsv(text, 'a.csv')
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
  return []
}

test.for([
  ['commas', 'a,b\n1,2\n', []],
  ['semicolons', 'a;b\n1;2\n', ['a.csv: read with semicolons between the cells']],
  ['tabs', 'a\tb\n1\t2\n', ['a.csv: read with tabs between the cells']],
  ['what Excel says it wrote', 'sep=;\r\na;b\r\n1;2\r\n', ['a.csv: read with semicolons between the cells']],
] as const)('cells are told apart by %s', ([, text, notices]) => {
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
  expect(parseCsv(text, 'a.csv').notices).toEqual(notices)
})

test.for([
  ['LF', 'a,b\n1,2\n'],
  ['CRLF', 'a,b\r\n1,2\r\n'],
  ['CR', 'a,b\r1,2\r'],
  ['no end at the end', 'a,b\n1,2'],
] as const)('lines end with %s', ([, text]) => {
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ])
  expect(linesOf(text)).toEqual([1, 2])
})

test('a quoted cell holds delimiters, line ends and quotation marks, and the lines after it are counted right', () => {
  const text = 'a,b\n"one\r\ntwo, ""three""",2\n3,4\n'
  expect(cellsOf(text)).toEqual([
    ['a', 'b'],
    ['one\r\ntwo, "three"', '2'],
    ['3', '4'],
  ])
  expect(linesOf(text)).toEqual([1, 2, 4])
})

test.for([
  ['a comma in a quoted heading', '"a, or b";c\n1;2\n', ['a, or b', 'c']],
  ['as many commas as semicolons', 'a;b,c\n1;2\n', ['a', 'b,c']],
  ['a line end in a quoted heading', '"a\nb";c\n1;2\n', ['a\nb', 'c']],
] as const)('%s does not mislead', ([, text, headings]) => {
  expect(cellsOf(text)[0]).toEqual(headings)
})

test.for([
  ['a quotation mark that is never closed', 'a,b\n1,2\n3,4\n5,"6\n7,8\n', ['a.csv:4:2: the quotation mark']],
  ['one inside a cell without', 'a,b\n1,5" gun\n', ['a.csv:2:2: a quotation mark inside']],
  ['text after the closing one', 'a,b\n"1"x,2\n', ['a.csv:2:1: text after the closing']],
  ['too few cells', 'a,b\n1\n', ['a.csv:2: got 1 cell — expected 2']],
  ['too many cells', 'a,b\n1,2,3\n', ['a.csv:2: got 3 cells — expected 2']],
  ['a trailing comma', 'a,b\n1,2,\n', ['a.csv:2: got 3 cells — expected 2']],
] as const)('%s is refused with its place', ([, text, told]) => {
  const mistakes = mistakesIn(text)
  expect(mistakes).toHaveLength(told.length)
  for (const [index, beginning] of told.entries()) expect(mistakes[index]).toContain(beginning)
})

test('all mistakes are told, in the order of their lines', () => {
  const mistakes = mistakesIn('a,b\n1\n2,x"y\n3,4,5\n')
  expect(mistakes.map((mistake) => mistake.split(' ')[0])).toEqual(['a.csv:2:', 'a.csv:3:2:', 'a.csv:4:'])
})

test('the first hundred mistakes are shown, and how many more there are', () => {
  const mistakes = mistakesIn(`a,b\n${'1\n'.repeat(250)}`)
  expect(mistakes).toHaveLength(101)
  expect(mistakes.at(-1)).toBe('… and 150 more')
})

test('blank lines and lines of empty cells are passed over', () => {
  expect(linesOf('a,b\n\n1,2\n,\n\n3,4\n\n\n')).toEqual([1, 3, 6])
})

test('more rows than can be taken are refused with how many', () => {
  expect(() => parseCsv(`a\n${'1\n'.repeat(MOST_ROWS + 1)}`, 'a.csv')).toThrow(
    `got ${MOST_ROWS + 1} rows — expected at most ${MOST_ROWS}; try several files`,
  )
})

const risky = oneof(
  anyText(),
  array(constantFrom('=', '+', '-', '@', '\t', '\r', '＝', "'", '"', ',', ';', '\n', 'a', ' ', 'د', '平')).map(
    (signs) => signs.join(''),
  ),
  constant('+41 22 917 90 00'),
)
const filled = risky.filter((text) => text.trim() !== '')

test('what formatCsv wrote safely is read as it was', () => {
  assert(
    property(array(array(filled, { minLength: 2, maxLength: 2 }), { maxLength: 5 }), (recorded) => {
      expect(cellsOf(formatCsv(['a', 'b'], recorded)).slice(1)).toEqual(recorded)
    }),
    { numRuns: 2000 },
  )
})

test('what a person wrote without an apostrophe is taken literally', () => {
  expect(cellsOf("a,b\n=cmd|' /C calc'!A0,@SUM(1)\n-2+3,+41 22 917\n'tis,'=1\n").slice(1)).toEqual([
    ["=cmd|' /C calc'!A0", '@SUM(1)'],
    ['-2+3', '+41 22 917'],
    ["'tis", '=1'],
  ])
})
