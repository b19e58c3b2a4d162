import { pino } from 'pino'
import { expect, test } from 'vitest'
import type { Terminal } from '../src/cli/house.ts'
import { Problem, type ProblemCode } from '../src/domain/problem.ts'
import { tellFailure } from '../src/failure.ts'

test.for([
  ['usage', 2],
  ['invalid', 2],
  ['too_large', 2],
  ['not_found', 1],
  ['conflict', 1],
  ['unavailable', 69],
  ['retry_later', 75],
  ['configuration', 78],
] as const satisfies (readonly [ProblemCode, number])[])('a problem of kind %s ends with %i', ([code, exit]) => {
  expect(told(new Problem(code, 'why'))).toEqual({ exit, notes: [`error[${code}] why`], logged: '' })
})

test('a problem is one line and one for each detail, whatever was typed', () => {
  const { notes } = told(new Problem('usage', 'got\n\u001b[31m\u202ex', ['a\r\nb']))
  expect(notes).toEqual(['error[usage] got ␛[31m⟦RLO⟧x', '  a␍ b'])
})

test('of a fault only its number in the log is shown, and of what the database said nothing at all', () => {
  const refused = Object.assign(new Error('value "secret"'), { code: '23514', constraint_name: 'entries_until' })
  const { exit, notes, logged } = told(new Error('insert … params: secret', { cause: refused }))
  const id = /under ([0-9a-f-]{36})$/.exec(notes[0]!)?.[1]
  expect({ exit, count: notes.length }).toEqual({ exit: 70, count: 1 })
  expect(JSON.parse(logged)).toMatchObject({ id, code: '23514', constraint: 'entries_until' })
  expect(logged + notes.join('')).not.toContain('secret')
})

function told(error: unknown): { exit: number; notes: string[]; logged: string } {
  const notes: string[] = []
  let logged = ''
  const terminal = { note: (text: string) => void notes.push(text) } as Terminal
  const log = pino({}, { write: (line: string) => void (logged += line) })
  return { exit: tellFailure(error, terminal, log), notes, logged }
}
