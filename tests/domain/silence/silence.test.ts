import { expect, test } from 'vitest'
import type { Entry } from '../../../src/domain/correspondence/facts.ts'
import { deriveSilence } from '../../../src/domain/silence/silence.ts'
import type { CitedEntry, SilenceRecord } from '../../../src/domain/silence/silence-record.ts'
import { closure, day, effect, entry } from '../../support/ledgers/facts.ts'

const asOf = day('2004-12-22')

/** Letters of PRK-TC, in this order. */
function cited(...told: readonly Entry[]): CitedEntry[] {
  return told.map((of, place) => ({ ...of, channel: 'letter', place, reference: `PRK-TC/${place + 1}` }))
}

const registry = {
  reference: 'TC-REGISTRY',
  name: 'Registry',
  channels: ['letter', 'note_verbale'],
  sinceOn: day('2003-01-01'),
  retiredOn: null,
  attestations: [{ from: day('2003-01-01'), through: asOf, by: 'Amina', attestedOn: asOf }],
} as const

function record(facts: SilenceRecord['facts'], rest: Partial<SilenceRecord> = {}): SilenceRecord {
  const followUp = { reference: 'PRK-TC-1', title: 'Exploring', counterpart: 'Permanent Mission', desk: 'TC' }
  return {
    followUp,
    knownOn: day('2026-11-24'),
    facts,
    perhapsEarlier: [],
    bearingOnNothing: [],
    points: [registry],
    ...rest,
  }
}

const LETTER = entry('2003-08-08', 'asks')
const REPLY = entry('2003-12-30', 'replies', 'transmitted')

function statement(of: SilenceRecord) {
  const finding = deriveSilence(of, asOf)
  if ('impediments' in finding) throw new Error(JSON.stringify(finding.impediments))
  return finding.statement
}

function against(of: SilenceRecord): string[] {
  const finding = deriveSilence(of, asOf)
  return 'impediments' in finding ? finding.impediments.map(({ says }) => says) : []
}

test('the silence is counted from their last word', () => {
  const { days, since, lastWord, asks } = statement(record(cited(LETTER, REPLY)))
  expect([days, String(since), lastWord?.reference, asks.length]).toEqual([358, '2003-12-30', 'PRK-TC/2', 1])
})

test('where they never said a word, it is counted from the ask', () => {
  const { days, since, lastWord } = statement(record(cited(LETTER)))
  expect([days, String(since), lastWord]).toEqual([502, '2003-08-08', null])
})

test('a receipt, a machine and what came back are no response, and are named', () => {
  const facts = cited(LETTER, REPLY, entry('2004-01-05', 'reminds'), entry('2004-01-06', 'replies', 'auto_reply'))
  const { receipts, reminders, lastWord } = statement(record(facts))
  expect(receipts.map(({ reference }) => reference)).toEqual(['PRK-TC/4'])
  expect(reminders.map(({ reference }) => reference)).toEqual(['PRK-TC/3'])
  expect(lastWord?.reference).toBe('PRK-TC/2')
})

test('what bears on no ask is named where it may have come since', () => {
  const bearingOnNothing = [
    { reference: 'PRK-TC/8', effect: effect('../2003-08-08') },
    { reference: 'PRK-TC/9', effect: effect('2003-08-08/..') },
  ]
  expect(statement(record(cited(LETTER, REPLY), { bearingOnNothing })).bearingOnNothing).toEqual(['PRK-TC/9'])
})

test('what comes in by no point is named, for of that only what is recorded is known', () => {
  const { elsewhere } = statement(record(cited(LETTER)))
  expect(elsewhere).toEqual(['email', 'fax', 'telephone', 'meeting', 'working_contact', 'document'])
})

test('the day of a vague word is at the latest its last, and nothing may be left out since the ask', () => {
  const { days, since, isVague } = statement(record(cited(LETTER, entry('2004-03', 'replies', 'noted'))))
  expect([days, String(since), isVague]).toEqual([266, '2003-08-08', true])
})

test.for<[string, SilenceRecord, string]>([
  ['it had not been asked', record([]), 'PRK-TC-1 had not been asked by then'],
  [
    'it was answered',
    record(cited(LETTER, entry('2004-02-01', 'replies', 'substantive'))),
    'PRK-TC-1 was answered on 2004-02-01: PRK-TC/2 is substantive',
  ],
  [
    'it was declined',
    record(cited(LETTER, entry('2004-02-01', 'replies', 'declined'))),
    'PRK-TC-1 was declined on 2004-02-01: PRK-TC/2 is declined',
  ],
  [
    'it was closed',
    record([...cited(LETTER), closure('2004-02-01', { place: 9 })]),
    'PRK-TC-1 was closed on 2004-02-01, as lapsed',
  ],
  [
    'a reply has not been read',
    record(cited(LETTER, entry('2004-02-01', 'replies', 'unread'))),
    'PRK-TC/2, a reply of 2004-02-01, has not been read',
  ],
  [
    'a reply awaits translation',
    record(cited(LETTER, entry('2004-02-01', 'replies', 'awaiting_translation'))),
    'PRK-TC/2, a reply of 2004-02-01, awaits translation',
  ],
  [
    'the day of the last word is not known',
    record(cited(LETTER, entry(null, 'replies', 'noted'))),
    'the day of PRK-TC/2, their last word, is not known',
  ],
  [
    'the last word may be of after the day',
    record(cited(LETTER, entry('2004-12', 'replies', 'noted'))),
    'PRK-TC/2, a reply of some time from 2004-12-01 to 2004-12-31, may be later than their last word or that day',
  ],
  [
    'another reply may be of after the last word',
    record(cited(LETTER, entry('2004-02/2004-06', 'replies', 'noted'), entry('2004-03-01', 'replies', 'noted'))),
    'PRK-TC/2, a reply of some time from 2004-02-01 to 2004-06-30, may be later than their last word or that day',
  ],
  [
    'the day of the ask is not known, and they never said a word',
    record(cited(entry(null, 'asks'))),
    'the first possible day of PRK-TC/1, which asks, is not known',
  ],
  [
    'a reply without a day is recorded later',
    record(cited(LETTER), { perhapsEarlier: cited(entry(null, 'replies', 'noted')) }),
    'PRK-TC/1 replies on a day that is not known, and may have come by then',
  ],
  [
    'no point is declared where it could have come in',
    record(cited(LETTER), { points: [] }),
    'desk TC has declared no receiving point from 2003-08-08 to 2004-12-22',
  ],
  [
    'the point was declared later',
    record(cited(LETTER), { points: [{ ...registry, sinceOn: day('2003-08-10') }] }),
    'desk TC has declared no receiving point from 2003-08-08 to 2003-08-09',
  ],
  [
    'they wrote in a way that comes in nowhere',
    record([...cited(LETTER), { ...cited(LETTER, REPLY)[1]!, channel: 'fax' }]),
    'desk TC has no point by which a fax comes in from 2003-12-30 to 2004-12-22, and PRK-TC/2 is one',
  ],
  [
    'a point was not read',
    record(cited(LETTER, REPLY), {
      points: [{ ...registry, attestations: [{ ...registry.attestations[0], through: day('2004-12-01') }] }],
    }),
    'TC-REGISTRY (Registry) is not attested as read from 2004-12-02 to 2004-12-22',
  ],
])('nothing is stated where %s', ([, of, why]) => {
  expect(against(of)).toContain(why)
})

test('everything that stands against it is told at once, and how each is put right', () => {
  const points = [
    { ...registry, attestations: [] },
    { ...registry, reference: 'TC-POUCH', name: 'Pouch', attestations: [] },
  ]
  const facts = cited(LETTER, REPLY, entry('2004-02-01', 'replies', 'unread'))
  const finding = deriveSilence(record(facts, { points }), asOf)
  expect('impediments' in finding && finding.impediments.map(({ cure }) => cure)).toEqual([
    'relance correct PRK-TC/3',
    'relance points attest TC-REGISTRY --from 2003-12-30 --through 2004-12-22',
    'relance points attest TC-POUCH --from 2003-12-30 --through 2004-12-22',
  ])
})

test('a point that was retired before the silence began need not have been read', () => {
  const points = [registry, { ...registry, reference: 'TC-POUCH', retiredOn: day('2003-12-30'), attestations: [] }]
  expect(statement(record(cited(LETTER, REPLY), { points })).points.map(({ reference }) => reference)).toEqual([
    'TC-REGISTRY',
  ])
})
