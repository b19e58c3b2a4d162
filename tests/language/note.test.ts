import { expect, test } from 'vitest'
import { golden, recordOf, type Filed } from '../support/ledgers/note-record.ts'
import { textOf } from '../support/readers/note-text.ts'

const sample = await golden()

test.for([
  ['2004-02', 'In the course of February 2004, '],
  ['2004', 'In the course of 2004, '],
  ['2004-02-03~', 'On or about 3 February 2004, '],
  ['2004-02-03/2004-04-05', 'Between 3 February 2004 and 5 April 2004, '],
  ['../2004-02-03', 'On or before 3 February 2004, '],
  ['2004-02-03/..', 'On or after 3 February 2004, '],
  [undefined, 'On a day that is not recorded, '],
] as const)('a letter dated %s is told as no surer than that', ([dated, said]) => {
  const letter = { number: 7, channel: 'letter', direction: 'sent', dated } as const
  expect(told(letter, '2026-11-26')).toContain(`${said}a letter was addressed.`)
})

test.for<[Partial<Filed>, string]>([
  [
    { channel: 'note_verbale', from: 'the Secretariat', to: 'Permanent Mission of X' },
    'the Secretariat addressed a note verbale to the Permanent Mission of X.',
  ],
  [{ channel: 'email' }, 'an e-mail was sent.'],
  [{ channel: 'telephone', from: 'Desk officer', to: 'Mr Y' }, 'the Desk officer made a telephone call to Mr Y.'],
  [{ channel: 'meeting', direction: 'exchange' }, 'a meeting took place.'],
  [
    { channel: 'note_verbale', direction: 'exchange', to: 'Permanent Mission of X' },
    'notes verbales were exchanged with the Permanent Mission of X.',
  ],
  [{ channel: 'email', direction: 'received', from: 'Ms Z' }, 'An e-mail was received on 1 March 2004 from Ms Z.'],
  [{ channel: 'letter', direction: 'received', from: '外務省' }, 'A letter was received on 1 March 2004 from 外務省.'],
  [{ quotation: 'with all due respect' }, 'a letter was addressed, stating “with all due respect”.'],
  [{ dated: '2004-02-20', sentOn: '2004-03-01' }, 'a letter dated 20 February 2004 was addressed.'],
])('%j is told as “%s”', ([filed, said]) => {
  expect(told({ number: 7, channel: 'letter', direction: 'sent', dated: '2004-03-01', ...filed })).toContain(said)
})

test('a reply to several letters says what it is to each', () => {
  const entries = [
    { followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' },
    { followUp: 'PRK-TC-2', bearing: 'replies', character: 'clarification_requested' },
  ] as const
  const text = told({ number: 7, channel: 'letter', direction: 'received', receivedOn: '2004-11-02', entries })
  expect(text).toContain(
    'A reply was received by letter on 2 November 2004; as regards PRK-TC-1, answering in substance; as regards PRK-TC-2, requesting clarification.',
  )
})

test('a promise is told with its day, and when that day has passed', () => {
  const entries = [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'promised', untilOn: '2004-11-30' }] as const
  const text = told({ number: 7, channel: 'fax', direction: 'received', receivedOn: '2004-11-02', entries })
  expect(text).toContain(
    'A reply concerning PRK-TC-2 was received by fax on 2 November 2004, promising an answer by 30 November 2004.',
  )
  expect(text).toContain('An answer was promised by 30 November 2004, 22 days earlier.')
})

test('more time that was asked for, and not granted, sets no day', () => {
  const entries = [
    { followUp: 'PRK-TC-2', bearing: 'replies', character: 'extension_requested', untilOn: '2005-01-31' },
  ] as const
  const text = told({ number: 7, channel: 'letter', direction: 'received', receivedOn: '2004-11-02', entries })
  expect(text).toContain('requesting more time until 31 January 2005.')
  expect(text).not.toContain('is set now')
})

test('what nobody has read is not told as a reply', () => {
  const entries = [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'unread' }] as const
  const text = told({ number: 7, channel: 'email', direction: 'received', receivedOn: '2004-11-02', entries })
  expect(text).toContain(
    'A communication concerning PRK-TC-2 was received by e-mail on 2 November 2004, which has not been read here yet.',
  )
  expect(text).toContain('and nothing more; one reply has not been read yet.')
})

test('at a meeting the other side can say something else of each ask', () => {
  const entries = [
    { followUp: 'PRK-TC-1', bearing: 'replies', character: 'accepted' },
    { followUp: 'PRK-TC-2', bearing: 'replies', character: 'noted' },
  ] as const
  const text = told({ number: 7, channel: 'meeting', direction: 'exchange', dated: '2004-11-02', to: 'Ms Z', entries })
  expect(text).toContain(
    'Ms Z, as regards PRK-TC-1, agreed to what had been asked; and, as regards PRK-TC-2, took note of the matter, which would be forwarded or considered.',
  )
})

function told(filed: Filed, asOf = '2004-12-22'): string {
  return textOf(recordOf({ ...sample, filed: [...sample.filed, filed], asOf }))
}
