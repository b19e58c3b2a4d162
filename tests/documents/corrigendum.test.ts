import { afterEach, beforeEach, expect, test } from 'vitest'
import { corrigendumFields } from '../../src/documents/corrigendum-fields.ts'
import { corrigendumFile } from '../../src/documents/corrigendum-file.ts'
import { noteFile } from '../../src/documents/note/note-file.ts'
import type { Note } from '../../src/domain/note/note.ts'
import { WORDING } from '../../src/documents/wording.ts'
import { correctCommunication } from '../../src/use-cases/correspondence/correct-communication.ts'
import type { Moment } from '../../src/use-cases/context.ts'
import { draftCorrigendum, type Corrigendum } from '../../src/use-cases/issued/draft-corrigendum.ts'
import { giveCorrigendum } from '../../src/use-cases/issued/give-corrigendum.ts'
import { giveList } from '../../src/use-cases/issued/give-list.ts'
import { giveNote } from '../../src/use-cases/issued/give-note.ts'
import { listIssued } from '../../src/use-cases/issued/list-issued.ts'
import { day, freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { sendExtra } from '../support/ledgers/issues.ts'

let desk: Desk

beforeEach(async () => {
  desk = await freshDesk('the sample')
  await sendExtra(desk, '2026-11-24T10:00')
  await giveList(desk.on('2026-11-24T11:00'), { query: { dossier: 'PRK-TC' }, format: 'csv' })
})
afterEach(() => desk[Symbol.asyncDispose]())

const asMarkdown = (note: Note) =>
  noteFile(note, 'md', { language: 'en', print: () => Promise.reject(new Error('nothing is printed')) })

const rendered = () => Promise.resolve('Corrigendum')

const correct = () =>
  correctCommunication(desk.on('2026-11-25'), {
    communication: 'PRK-TC/5',
    why: 'The *registry* stamped it',
    content: { receivedOn: day('2003-12-31') },
    entries: [],
    isWithdrawn: false,
  })

test('the corrigendum says who corrected what, when and why, what to read instead, and who is to be told', async () => {
  await correct()
  const corrigendum = await draftCorrigendum(
    { ...desk.on('2026-11-26'), wording: WORDING },
    { dossier: 'PRK-TC', number: 5 },
  )
  expect(await corrigendumFile(corrigendum, 'md', 'Europe/Zurich')).toBe(GOLDEN)
})

test('a note is corrected sentence by sentence, in its own words', async () => {
  const moment = { asOf: day('2004-12-22'), knownAt: desk.on('2026-11-24T12:00').now }
  await giveNote(desk.on('2026-11-24T12:00'), { dossier: 'PRK-TC', format: 'md', render: asMarkdown }, moment)
  await correct()
  const { documents } = corrigendumFields(
    await draftCorrigendum({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC', number: 5 }),
  )
  expect(documents[0]?.differences.map(({ says }) => says)).toEqual(
    expect.arrayContaining([
      'Paragraph 2, sixth sentence: for “This was the first reply concerning PRK-TC-1, 144 days after it was first asked and 14 days after the reminder of 16 December 2003.” read “This was the first reply concerning PRK-TC-1, 145 days after it was first asked and 15 days after the reminder of 16 December 2003.”',
    ]),
  )
})

test('where nothing that was given out says otherwise, it says so', async () => {
  const corrigendum = await draftCorrigendum({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC' })
  expect(await corrigendumFile(corrigendum, 'md', 'Europe/Zurich')).toContain(
    'Nothing that was given out says otherwise',
  )
  expect(corrigendumFields(corrigendum)).toMatchObject({ corrections: [], documents: [] })
})

test('of a communication that is not there, there is no corrigendum', async () => {
  await expect(
    draftCorrigendum({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC', number: 99 }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('a corrigendum is kept as given out itself, and needs one where what it told to read is corrected again', async () => {
  await correct()
  await giveCorrigendum(
    { ...desk.on('2026-11-26'), wording: WORDING },
    { dossier: 'PRK-TC', format: 'md', render: rendered },
  )
  const { issued } = await listIssued(desk.on('2026-11-26'), { dossier: 'PRK-TC', limit: 10 })
  expect(issued).toMatchObject([
    { kind: 'corrigendum', title: 'Corrigendum to PRK-TC' },
    { kind: 'list', to: { address: 'amina@example.org' } },
    { kind: 'digest', digest: { subscription: 1, number: 1, state: 'sent' } },
  ])
  expect(
    (await draftCorrigendum({ ...desk.on('2026-11-27'), wording: WORDING }, { dossier: 'PRK-TC' })).documents,
  ).toHaveLength(2)
  await correctCommunication(desk.on('2026-11-27'), {
    communication: 'PRK-TC/5',
    why: 'The stamp was of the next year.',
    content: { receivedOn: day('2004-01-02') },
    entries: [],
    isWithdrawn: false,
  })
  const { documents } = await draftCorrigendum({ ...desk.on('2026-11-28'), wording: WORDING }, { dossier: 'PRK-TC' })
  expect(documents).toHaveLength(3)
  expect(documents[0]!.differences[0]).toMatchObject({
    section: 'No. 2, What is pending',
    about: 'Rows, PRK-TC-1, lastWordOn',
    field: 'read',
    was: '2003-12-31',
    is: '2004-01-02',
  })
})

const numbers = ({ documents }: Corrigendum) => documents.map(({ document }) => document.number)

test('at a moment it is of what had been given out and corrected by then, and is kept as that', async () => {
  await correct()
  const context = { ...desk.on('2026-11-26'), wording: WORDING }
  const at = (when: string) => ({ asOf: context.today, knownAt: desk.on(when).now })
  const draftedAt = async (when: string) => draftCorrigendum(context, { dossier: 'PRK-TC' }, at(when))
  expect(await draftedAt('2026-11-24T12:00')).toMatchObject({ corrections: [], documents: [] })
  expect(numbers(await draftedAt('2026-11-25T23:00'))).toEqual([2, 1])
  const asOf = { asOf: day('2026-11-24'), knownAt: context.now }
  expect((await draftCorrigendum(context, { dossier: 'PRK-TC' }, asOf)).corrections).toEqual([])
  const file = { dossier: 'PRK-TC', format: 'md', render: rendered }
  await giveCorrigendum(context, file, asOf)
  const { issued } = await listIssued(context, { dossier: 'PRK-TC', limit: 1 })
  const { knownAt } = issued[0]!
  expect(knownAt.toZonedDateTimeISO(context.timeZone).toPlainDate().toString()).toBe('2026-11-24')
})

test('what is corrected again later is told as it was corrected by then', async () => {
  await correct()
  await correctCommunication(desk.on('2026-11-27'), {
    communication: 'PRK-TC/5',
    why: 'The stamp was of the next year.',
    content: { receivedOn: day('2004-01-02') },
    entries: [],
    isWithdrawn: false,
  })
  const context = { ...desk.on('2026-11-28'), wording: WORDING }
  const moment = { asOf: context.today, knownAt: desk.on('2026-11-26').now }
  const then = await draftCorrigendum(context, { dossier: 'PRK-TC' }, moment)
  expect(then.corrections).toHaveLength(1)
  expect(then.documents[0]!.differences).toContainEqual(
    expect.objectContaining({ field: 'lastWordOn', is: '2003-12-31' }),
  )
  expect(await corrigendumFile(then, 'md', 'Europe/Zurich')).toContain(
    '*Drafted on 28 November 2026 from the record as it was known on Thu 26 Nov 2026, 09:00 (Europe/Zurich).*',
  )
})

test('what was given out is listed as of a day, and as known at an instant', async () => {
  const context = desk.on('2026-11-26')
  const kinds = async (moment: Moment) =>
    (await listIssued(context, { dossier: null, limit: 9 }, moment)).issued.map(({ kind }) => kind)
  const { today, now } = context
  expect(await kinds({ asOf: today, knownAt: now })).toEqual(['list', 'digest'])
  expect(await kinds({ asOf: today, knownAt: desk.on('2026-11-24T10:30').now })).toEqual(['digest'])
  expect(await kinds({ asOf: day('2026-11-24'), knownAt: now })).toEqual(['list', 'digest'])
  expect(await kinds({ asOf: day('2026-11-23'), knownAt: now })).toEqual([])
})

test('a Word file is made of the same', async () => {
  await correct()
  const corrigendum = await draftCorrigendum({ ...desk.on('2026-11-26'), wording: WORDING }, { dossier: 'PRK-TC' })
  const file = await corrigendumFile(corrigendum, 'docx', 'Europe/Zurich')
  expect(Buffer.from(file).subarray(0, 2).toString()).toBe('PK')
})

const GOLDEN = `# Corrigendum

**PRK-TC/5: Technical cooperation in human rights with the Democratic People's Republic of Korea**

*Drafted from the record on 26 November 2026.*

## What was corrected

PRK-TC/5 was corrected on 25 November 2026 by Amina Officer: “The \\*registry\\* stamped it”.

PRK-TC/5, received on: for “30 December 2003” read “31 December 2003”.

## What is pending (pending: dossier PRK-TC), CSV, as of 24 November 2026

Rows, PRK-TC-1, lastWordOn: for “2003-12-30” read “2003-12-31”.

Rows, PRK-TC-1, lastWordLatestOn: for “2003-12-30” read “2003-12-31”.

Rows, PRK-TC-1, firstReplyOn: for “2003-12-30” read “2003-12-31”.

Rows, PRK-TC-1, daysSinceLastWord: for “8365” read “8364”.

## Digest 1/1, as of 24 November 2026

Pending, PRK-TC-1, last word: for “30 December 2003” read “31 December 2003”.

Pending, PRK-TC-1, days since last word: for “8365” read “8364”.

## Distribution

Amina Officer, amina@example.org: What is pending (24 November 2026).

Desk officer (sample), desk.officer@example.org: Digest 1/1 (24 November 2026).
`

test('corrigenda that name each other compare what each document says once, and not once for each other', async () => {
  let written = 0
  const wording = { ...WORDING, note: (note: Note) => ((written += 1), WORDING.note(note)) }
  const file = { dossier: 'PRK-TC', format: 'md', render: () => Promise.resolve('…') }
  await giveNote(desk.on('2026-11-24T09:30'), file)
  for (let hour = 10; hour < 16; hour += 1) {
    const entries = [{ followUp: 'PRK-TC-1', character: hour % 2 ? ('noted' as const) : ('acknowledged' as const) }]
    const correction = { communication: 'PRK-TC/5', why: 'Misread.', content: {}, entries, isWithdrawn: false }
    await correctCommunication(desk.on(`2026-11-24T${hour}:00`), correction)
    written = 0
    await giveCorrigendum({ ...desk.on(`2026-11-24T${hour}:30`), wording }, file)
  }
  expect(written).toBe(2 * 6)
})
