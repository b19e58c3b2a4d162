import { stripVTControlCharacters } from 'node:util'
import { array, assert, integer, property } from 'fast-check'
import stringWidth from 'string-width'
import { expect, test } from 'vitest'
import { type Column, formatTable, isColourWanted } from '../../src/cli/table.ts'
import { anyText } from '../support/drawn/any-text.ts'

type Ask = { reference: string; title: string; counterpart: string; days: number; dueOn: string }

const columns: readonly Column<Ask>[] = [
  { heading: 'Reference', cell: ({ reference }) => reference },
  { heading: 'Title', cell: ({ title }) => title, shrinks: true },
  { heading: 'Counterpart', cell: ({ counterpart }) => counterpart, shrinks: true },
  {
    heading: 'Days',
    cell: ({ days }) => String(days),
    align: 'right',
    style: ({ days }) => (days > 500 ? 'red' : undefined),
  },
  { heading: 'Due', cell: ({ dueOn }) => dueOn },
]

const mission = "Permanent Mission of the Democratic People's Republic of Korea"
const letter = { reference: 'PRK-TC-1', title: 'Letter', counterpart: mission, days: 502, dueOn: '' }
const proposal = { reference: 'PRK-TC-2', title: 'Proposal', counterpart: 'Mission', days: 60, dueOn: '2004-10-23' }

test('columns are aligned, numbers to the right, without spaces at the end of a line', () => {
  expect(formatTable(columns, [{ ...letter, counterpart: 'Mission' }, proposal])).toBe(
    [
      'Reference  Title     Counterpart  Days  Due',
      'PRK-TC-1   Letter    Mission       502',
      'PRK-TC-2   Proposal  Mission        60  2004-10-23',
    ].join('\n'),
  )
})

test('without rows the heading stands alone', () => {
  expect(formatTable(columns, [])).toBe('Reference  Title  Counterpart  Days  Due')
})

test('piped output is never shortened', () => {
  expect(formatTable(columns, [letter])).toContain(mission)
})

test('on 80 columns the widest text gives way, references and days do not', () => {
  const lines = formatTable(columns, [letter, proposal], { width: 80 }).split('\n')
  expect(lines[1]).toBe('PRK-TC-1   Letter    Permanent Mission of the Democratic Peop…   502')
  expect(lines[2]).toMatch(/^PRK-TC-2 .* {2}60 {2}2004-10-23$/u)
  expect(Math.max(...lines.map((line) => stringWidth(line)))).toBe(80)
})

test('where nothing fits any more each row becomes a paragraph, and nothing of a reference or a day is lost', () => {
  const lines = formatTable(columns, [letter, proposal], { width: 40 }).split('\n')
  expect(lines).toEqual([
    'PRK-TC-1',
    '  Title        Letter',
    '  Counterpart  Permanent Mission of the…',
    '  Days         502',
    '  Due',
    '',
    'PRK-TC-2',
    '  Title        Proposal',
    '  Counterpart  Mission',
    '  Days         60',
    '  Due          2004-10-23',
  ])
})

test('where a line is too long, what can be spared is left out first, and of a paragraph nothing is', () => {
  const spared = columns.map((column) => ({ ...column, isSpare: ['Counterpart', 'Due'].includes(column.heading) }))
  expect(formatTable(spared, [letter, proposal], { width: 60 })).toMatch(/^Reference +Title +Counterpart +Days +Due\n/)
  expect(formatTable(spared, [letter, proposal], { width: 45 })).toMatch(/^Reference +Title +Days +Due\n/)
  expect(formatTable(spared, [letter, proposal], { width: 30 })).toMatch(/^Reference +Title +Days\n/)
  expect(formatTable(spared, [letter, proposal], { width: 20 })).toMatch(
    /^PRK-TC-1\n +Title +Letter\n +Counterpart +Perm/,
  )
})

test('a reference is whole on a terminal narrower than itself', () => {
  const reference = 'OHCHR-TECHNICAL-COOPERATION-2003-12'
  expect(formatTable(columns, [{ ...letter, reference }], { width: 20 })).toContain(reference)
})

test.for([
  ['조선민주주의인민공화국', 'Korean takes two columns a syllable'],
  ['𠮷野家', 'four-byte ideographs'],
  ['e\u0301te\u0301', 'combining accents take none'],
  ['👩‍👩‍👧 family', 'a family of emoji takes two'],
  ['البعثة الدائمة', 'Arabic'],
] as const)('%s keeps the next column in its place: %s', ([title]) => {
  const lines = formatTable(columns, [{ ...letter, title }, proposal]).split('\n')
  const widthsBefore = lines.slice(1).map((line) => stringWidth(line.slice(0, line.indexOf('Mission'))))
  expect(widthsBefore[0]).toBe((widthsBefore[1] ?? 0) + 'Permanent '.length)
})

const short: readonly Column<string>[] = [{ heading: 'T', cell: (text) => text, shrinks: true }]

test.for([
  ['Republic of Korea', 'Republic …', 'letters'],
  ['조선민주주의인민공화국', '조선민주…', 'a wide letter is not cut in two'],
  ['👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧', '👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧…', 'a family stays together'],
  ['aaaaaaaaक्ष भाषा', 'aaaaaaaa…', 'a conjunct is not taken apart'],
  ['e\u0301'.repeat(12), `${'e\u0301'.repeat(9)}…`, 'an accent stays on its letter'],
] as const)('%s is shortened to %s: %s', ([text, shortened]) => {
  expect(formatTable(short, [text], { width: 10 }).split('\n')[1]).toBe(shortened)
})

test('what a cell holds cannot colour, reorder or break the table', () => {
  const title = 'a\nb\r\t\u001b[31mred \u202egpj.exe'
  expect(formatTable(columns, [{ ...letter, title }])).toContain('PRK-TC-1   a b␍␉␛[31mred ⟦RLO⟧gpj.exe  Permanent')
})

test('whatever the cells hold, no line is wider than the terminal when the table fits at all', () => {
  assert(
    property(array(anyText(), { minLength: 1 }), integer({ min: 10, max: 60 }), (cells, width) => {
      const lines = formatTable(short, cells, { width }).split('\n')
      expect(lines).toHaveLength(cells.length + 1)
      expect(lines.filter((line) => stringWidth(line) > width)).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('colour is added outside the padding and only where it is wanted', () => {
  const coloured = formatTable(columns, [letter, proposal], { isColoured: true })
  expect(coloured).toContain(' \u001b[31m502\u001b[39m')
  expect(coloured).toContain('\u001b[1mReference\u001b[22m  ')
  expect(stripVTControlCharacters(coloured).replace(/ +$/gmu, '')).toBe(formatTable(columns, [letter, proposal]))
  expect(formatTable(columns, [letter, proposal])).not.toContain('\u001b')
})

test('a hundred thousand rows are laid out', () => {
  expect(
    formatTable(
      short,
      Array.from({ length: 100_000 }, () => 'a'),
    ).length,
  ).toBe(200_001)
})

test.for([
  [true, {}, true, 'a terminal'],
  [false, {}, false, 'a pipe'],
  [true, { NO_COLOR: '1' }, false, 'a person who wants none'],
  [true, { NO_COLOR: '' }, true, 'an empty wish is none'],
  [true, { TERM: 'dumb' }, false, 'a terminal that has none'],
  [false, { FORCE_COLOR: '1' }, true, 'a pipe into something that shows colour'],
  [true, { FORCE_COLOR: '0' }, false, 'none, by the other variable'],
  [false, { TERM: 'dumb', FORCE_COLOR: '1' }, true, 'insisting'],
  [true, { NO_COLOR: '1', FORCE_COLOR: '1' }, false, 'the person before the machine'],
] as const)('terminal %s with %j: colour %s, for it is %s', ([isTTY, env, isWanted]) => {
  expect(isColourWanted({ isTTY, env })).toBe(isWanted)
})
