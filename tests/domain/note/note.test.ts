import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { CHARACTER_NAMES } from '../../../src/domain/correspondence/characters.ts'
import { daysBetween } from '../../../src/domain/dates/day.ts'
import { BEARINGS, CHANNELS, DIRECTIONS } from '../../../src/domain/correspondence/facts.ts'
import type { NotedClosure, NoteRecord } from '../../../src/domain/note/record.ts'
import { catalogueOf } from '../../../src/language/catalogue.ts'
import { day } from '../../support/ledgers/desk.ts'
import { golden, recordOf, type Filed } from '../../support/ledgers/note-record.ts'
import { daysIn, sentencesOf, stringsIn, textOf, type SaidSentence } from '../../support/readers/note-text.ts'

const { formatDay } = catalogueOf('en')
const sample = await golden()
const AS_OF = '2004-12-22'

test('every sentence of the golden note cites records, and every record is cited', () => {
  const sentences = sentencesOf(recordOf({ ...sample, asOf: AS_OF }))
  expect(sentences.every(({ cites }) => cites.length > 0)).toBe(true)
  const cited = new Set(sentences.flatMap(({ cites }) => cites.flatMap(referencesIn)))
  expect([...cited].toSorted()).toEqual([1, 2, 3, 4, 5, 6].map((number) => `PRK-TC/${number}`))
})

test.for(sample.filed.map(({ number }) => number))('without PRK-TC/%i its sentences are gone', (number) => {
  const filed = sample.filed.filter((of) => of.number !== number)
  const sentences = sentencesOf(recordOf({ ...sample, filed, asOf: AS_OF }))
  const isOfIt = ({ cites }: SaidSentence) => cites.flatMap(referencesIn).includes(`PRK-TC/${number}`)
  const itsOwn = sentencesOf(recordOf({ ...sample, asOf: AS_OF })).filter(
    (of) => isOfIt(of) && of.cites[0]?.kind === 'communication' && of.kind !== 'nothing_after',
  )
  expect(itsOwn.length).toBeGreaterThan(0)
  expect(sentences.filter(isOfIt)).toEqual([])
  const texts = sentences.map(({ text }) => text)
  expect(itsOwn.filter(({ text }) => texts.includes(text))).toEqual([])
})

test.for(sample.filed.map(({ number }) => number))('another day for PRK-TC/%i is another text', (number) => {
  const filed = sample.filed.map((of) => (of.number === number ? moved(of) : of))
  expect(textOf(recordOf({ ...sample, filed, asOf: AS_OF }))).not.toBe(textOf(recordOf({ ...sample, asOf: AS_OF })))
})

test('contacts around a letter are told with it, and not once more', () => {
  const kinds = sentencesOf(recordOf({ ...sample, asOf: AS_OF })).map(({ kind }) => kind)
  expect(kinds.filter((kind) => kind === 'surrounded')).toHaveLength(1)
  expect(kinds.filter((kind) => kind === 'communication')).toHaveLength(4)
})

test('whatever the record, each sentence is a whole one and rests on what it cites', () => {
  fc.assert(
    fc.property(records, (record) => {
      for (const sentence of sentencesOf(record)) {
        expect(sentence.text).toMatch(/[.”]$/u)
        expect(sentence.text).not.toMatch(/undefined|null|\[object|NaN| {2}|\.\.|^\p{Ll}| [,.;]/u)
        expectGrounded(sentence, record)
      }
    }),
    { numRuns: 400 },
  )
})

test('whatever the record, another day for what has one is another text', () => {
  fc.assert(
    fc.property(given, fc.nat(8), (of, which) => {
      const chosen = of.filed[which]
      if (!chosen?.receivedOn || chosen.direction !== 'received') return
      const filed = of.filed.map((other) => (other === chosen ? moved(chosen) : other))
      const before = recordGiven(of)
      if (before.communications.every(({ reference }) => reference !== `PRK-TC/${chosen.number}`)) return
      expect(textOf(recordGiven({ ...of, filed }))).not.toBe(textOf(before))
    }),
    { numRuns: 300 },
  )
})

test('whatever the record, each communication is told once, and each ask is named with its title', () => {
  fc.assert(
    fc.property(records, (record) => {
      const sentences = sentencesOf(record)
      for (const { reference } of record.communications) {
        const telling = sentences.filter(
          ({ kind, cites }) =>
            (kind === 'communication' && referencesIn(cites[0]!).includes(reference)) ||
            (kind === 'surrounded' && cites.flatMap(referencesIn).includes(reference)),
        )
        expect(telling).toHaveLength(1)
      }
      for (const { followUp } of record.asks)
        expect(sentences.some(({ kind, text }) => kind === 'stands' && text.includes(followUp.title))).toBe(true)
    }),
    { numRuns: 200 },
  )
})

/** Nothing of what a person wrote, no day and no number of days but from the records that are cited. */
function expectGrounded({ sentence, cites }: SaidSentence, { asOf, asks }: NoteRecord): void {
  const cited = stringsIn(cites)
  const strings = [...cited, ...asks.filter(({ followUp }) => cited.includes(followUp.reference)).flatMap(stringsIn)]
  const days = [...daysIn(cites), asOf]
  const isWritten = (said: string) => strings.some((text) => text.toLowerCase().includes(said.toLowerCase()))
  const ours = sentence.filter((part) => typeof part === 'string').join('')
  const theirs = sentence.flatMap((part) => (typeof part === 'string' ? [] : [part.said]))
  const found = (pattern: RegExp) => [...ours.matchAll(pattern)].map(([all, group]) => group ?? all)
  expect(theirs.filter((said) => !isWritten(said))).toEqual([])
  expect(found(/PRK-TC[-/]\d/gu).filter((reference) => !isWritten(reference))).toEqual([])
  expect(days.map(formatDay)).toEqual(expect.arrayContaining(found(/\d{1,2} [A-Z][a-z]+ \d{4}/gu)))
  const counts = found(/([\d,]+) days?\b/gu).map((count) => Number(count.replace(',', '')))
  expect(distances(days)).toEqual(expect.arrayContaining(counts))
}

function distances(days: readonly Temporal.PlainDate[]): number[] {
  return days.flatMap((from) => days.map((to) => daysBetween(from, to)))
}

function referencesIn(citation: SaidSentence['cites'][number]): string[] {
  if (citation.kind === 'communication') return [citation.communication.reference]
  return citation.kind === 'standing' ? citation.from.map(({ reference }) => reference) : []
}

function later(text: string): string {
  return day(text).add({ days: 3 }).toString()
}

/** By a day, or by a month where its day is open. */
function moved(of: Filed): Filed {
  const dated = of.dated?.replace(/\d{4}-\d{2}-\d{2}/u, later)
  return { ...of, dated, ...(of.receivedOn && { receivedOn: later(of.receivedOn) }) }
}

const REFERENCES = ['PRK-TC-1', 'PRK-TC-2', 'PRK-TC-3']
const OFFICES = [
  'Acting High Commissioner for Human Rights',
  'High Commissioner for Human Rights',
  'Permanent Mission of X',
]
const days = fc.integer({ min: 0, max: 500 }).map((after) => day('2003-08-08').add({ days: after }).toString())
const dates = fc.oneof(
  { weight: 4, arbitrary: days },
  fc.constantFrom('2003', '2003-09', '200X', '2003-11/..', '../2004-01-05', '2003-10-02~', '2003-09-03/2003-11-20'),
)
const entries = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...REFERENCES), fc.constantFrom(...BEARINGS)), {
    maxLength: 3,
    selector: ([followUp, bearing]) => followUp + bearing,
  })
  .chain((pairs) =>
    fc.tuple(
      ...pairs.map(([followUp, bearing]) =>
        fc.record({ character: fc.constantFrom(...CHARACTER_NAMES), until: days }).map(({ character, until }) => ({
          followUp,
          bearing,
          character: bearing === 'replies' ? character : undefined,
          untilOn:
            bearing === 'grants' || (bearing === 'replies' && character === 'promised') || bearing === 'asks'
              ? until
              : undefined,
        })),
      ),
    ),
  )
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })
const filed = fc
  .array(
    fc.record({
      channel: fc.constantFrom(...CHANNELS),
      direction: fc.constantFrom(...DIRECTIONS),
      dated: maybe(dates),
      sentOn: maybe(days),
      receivedOn: maybe(days),
      from: maybe(fc.constantFrom(...OFFICES)),
      to: maybe(fc.constantFrom(...OFFICES)),
      summary: maybe(fc.constantFrom('What it says.', 'رسالة من المكتب', 'One line\nand another')),
      quotation: maybe(fc.constantFrom('as ever', '手紙')),
      entries,
    }),
    { maxLength: 9 },
  )
  .map((all): Filed[] => all.map((of, i) => ({ ...of, number: i + 1 })))
const closures = fc.array(
  fc.record({
    followUp: fc.constantFrom(...REFERENCES),
    closedOn: days.map(day),
    reason: fc.constantFrom('withdrawn' as const, 'lapsed' as const),
    remark: fc.constantFrom(null, 'No longer wanted'),
    place: fc.constant(1000),
  }),
  { maxLength: 2 },
)
const given = fc.record({ filed, closures, asOf: fc.constantFrom('2003-12-01', '2004-12-22', '2031-01-01') })
const records = given.map(recordGiven)

function recordGiven(of: { filed: Filed[]; closures: NotedClosure[]; asOf: string }): NoteRecord {
  const titles = new Map(REFERENCES.map((reference, i) => [reference, `Matter number ${'ABC'[i]}`]))
  return recordOf({ ...sample, ...of, titles })
}
