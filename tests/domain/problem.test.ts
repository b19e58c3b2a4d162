import { expect, test } from 'vitest'
import { Problem } from '../../src/domain/problem.ts'

const problem = new Problem('conflict', { says: 'policy: got X', atCommandLine: '; relance policies lists them' }, [
  'title: got Y',
  { says: 'on: got nothing', atCommandLine: ', such as --on 2004-12-01' },
])

test('at the command line a problem says what to type', () => {
  expect([problem.message, ...problem.details]).toEqual([
    'policy: got X; relance policies lists them',
    'title: got Y',
    'on: got nothing, such as --on 2004-12-01',
  ])
})

test('elsewhere it says the same without that, and is of the same code', () => {
  const { code, message, details } = problem.elsewhere()
  expect([code, message, ...details]).toEqual(['conflict', 'policy: got X', 'title: got Y', 'on: got nothing'])
})

test('what is put in other words keeps apart what is to be typed', () => {
  const reworded = problem.reworded((says, number) => (number === 0 ? `row 2: ${says}` : says.replace('on: ', 'day: ')))
  expect([reworded.message, ...reworded.details]).toEqual([
    'row 2: policy: got X; relance policies lists them',
    'title: got Y',
    'day: got nothing, such as --on 2004-12-01',
  ])
  expect([reworded.elsewhere().message, ...reworded.elsewhere().details]).toEqual([
    'row 2: policy: got X',
    'title: got Y',
    'day: got nothing',
  ])
})

test('a problem of a place has the place before its message alone', () => {
  const placed = problem.at('PRK-TC/4')
  expect([placed.message, ...placed.details]).toEqual([
    'PRK-TC/4: policy: got X; relance policies lists them',
    ...problem.details,
  ])
  expect(placed.elsewhere().message).toBe('PRK-TC/4: policy: got X')
})
