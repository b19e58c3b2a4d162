import { expect, test } from 'vitest'
import { Problem } from '../../../src/domain/problem.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { parseMapping } from '../../../src/use-cases/sheets/mapping.ts'

function refused(parse: () => unknown): readonly string[] {
  try {
    parse()
  } catch (error) {
    if (error instanceof Problem) return error.details
    throw error
  }
  throw new Error('it was taken')
}

const POINT = { reference: 'POUCH', name: 'Pouch', desk: 'TC', sinceOn: '2020-01-01' }
const COMMUNICATION = { number: 1, channel: 'letter', direction: 'sent' }
const of = (dossier: object) => ({ dossiers: [{ reference: 'X', title: 'X', ...dossier }] })

test.for([
  [[], 'the file: got a list — expected an object'],
  [{ relance: 2 }, 'relance: got the number 2 — expected 1'],
  [{ dossiers: 5 }, 'dossiers: got the number 5 — expected a list'],
  [{ desks: { TC: 'Cooperation' } }, 'desks: got an object — expected a list'],
  [{ desks: null }, 'desks: got null — expected a list'],
  [{ desks: [5] }, 'desks[0]: got the number 5 — expected an object'],
  [{ desk: [] }, 'desk: there is no such field'],
  [{ '\u001b[31m': 1 }, '"␛[31m": there is no such field'],
  [of({ followups: [] }), 'dossiers[0].followups: there is no such field'],
  [of({ communications: [{ ...COMMUNICATION, number: 0 }] }), '.number: got the number 0 — expected at least 1'],
  [of({ communications: [{ ...COMMUNICATION, number: '1' }] }), '.number: got "1" — expected a whole number'],
  [
    of({ communications: [{ ...COMMUNICATION, number: 1.5 }] }),
    '.number: got the number 1.5 — expected a whole number',
  ],
  [
    of({ communications: [{ ...COMMUNICATION, orderOnDay: 1001 }] }),
    '.orderOnDay: got the number 1001 — expected at most 1000',
  ],
  [of({ followUps: [{ isConfidential: 'no' }] }), '.isConfidential: got "no" — expected true or false'],
  [{ receivingPoints: [{ ...POINT, channels: [] }] }, '.channels: got 0 — expected at least 1 of them'],
  [{ heads: [{ dossier: null, records: 1, head: 'x' }] }, '.head: got "x" — expected 16 digits of 0 to 9 and a to f'],
] as const)('a ledger file of another shape: %j', ([file, said]) => {
  const whole = Array.isArray(file) ? file : { relance: 1, ...file }
  expect(refused(() => parseLedgerDocument(whole))).toContainEqual(expect.stringContaining(said))
})

test.for([
  ['{"columns":{"ask":5}}', 'columns.ask[0]: got the number 5 — expected one line of text'],
  ['{"columns":{"ask":[]}}', 'columns.ask: got 0 — expected at least 1 of them'],
  ['{"columns":{"ask":["Sujet",""]}}', 'columns.ask[1]: got nothing — expected one line of text'],
  ['{"columns":{"headline":"Sujet"}}', 'columns.headline: got "headline" — expected one of dossier, '],
  ['{"values":{"channel":{"Brief":1}}}', 'values.channel.Brief: got the number 1 — expected a text'],
  ['{"ignore":"Sujet"}', 'ignore: got "Sujet" — expected a list'],
])('a mapping of another shape: %s', ([text, said]) => {
  expect(refused(() => parseMapping(text!, 'mapping.json'))).toContainEqual(expect.stringContaining(said!))
})

test('of very many mistakes the first are told, and how many there are', () => {
  const unknown = Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`c${n}`, n]))
  const told = refused(() => parseMapping(JSON.stringify(unknown), 'mapping.json'))
  expect(told).toHaveLength(101)
  expect(told.at(-1)).toBe('… and 900 more')
})
