import { expect, test } from 'vitest'
import { nearest, parseChoice } from '../../src/domain/choice.ts'

const STATES = ['awaiting_reply', 'holding', 'answered', 'declined', 'closed'] as const

test('a known word is taken', () => {
  expect(parseChoice('holding', 'state', STATES)).toBe('holding')
})

test.for([
  [
    'answerd',
    'state: got "answerd" — expected one of awaiting_reply, holding, answered, declined, closed; try answered',
  ],
  ['Holding', 'try holding'],
  ['awaiting-reply', 'try awaiting_reply'],
  ['hodling', 'try holding'],
  ['colsed', 'try closed'],
] as const)('%s is refused with the word that was meant', ([typed, message]) => {
  expect(() => parseChoice(typed, 'state', STATES)).toThrow(expect.objectContaining({ code: 'invalid' }))
  expect(() => parseChoice(typed, 'state', STATES)).toThrow(message)
})

test.for(['', 'x', 'constructor', '__proto__', 'a'.repeat(1_000_000), null, 5])(
  'what resembles no word is refused with the list alone (%#)',
  (typed) => {
    expect(() => parseChoice(typed, 'state', STATES)).toThrow(/^state: got .+ — expected one of [a-z_, ]+$/u)
  },
)

test.for([
  ['pendng', 'pending'],
  ['PENDING', 'pending'],
  ['lsit', 'list'],
  ['lost', 'list'],
  ['smpt_url', 'SMTP_URL'],
  ['verify', undefined],
] as const)('%s most resembles %s', ([typed, word]) => {
  expect(nearest(typed, ['list', 'pending', 'record', 'SMTP_URL'])).toBe(word)
})
