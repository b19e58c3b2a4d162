import { expect, test } from 'vitest'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { parseLedgerDocument } from '../../../src/use-cases/ledger-files/ledger-document.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { runOn } from '../../support/programs/in-process.ts'
import { readSample } from '../../support/ledgers/sample-ledger.ts'
import { letterOf, sample, sampleWith, standingsOf, type File } from '../../support/ledgers/sample.ts'

type Spoil = (file: File) => unknown

const rowsOf = async ({ db }: Desk) => {
  const tables = ['dossiers', 'mandates', 'follow_ups', 'communications', 'entries', 'closures', 'subscriptions']
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as ${table}`)
  return (await db.execute<Record<string, number>>(`select ${counts.join(', ')}`))[0]!
}

const NOTHING = {
  dossiers: 0,
  mandates: 0,
  follow_ups: 0,
  communications: 0,
  entries: 0,
  closures: 0,
  subscriptions: 0,
}

test('the record of E/CN.4/2005/32 is imported whole, and its follow-ups stand as it tells', async () => {
  await using desk = await freshDesk()
  expect(await importLedger(desk.on('2026-11-24'), await sample())).toEqual({
    added: {
      desks: 1,
      officers: 1,
      'planned meetings': 0,
      'holiday years': 0,
      policies: 1,
      'receiving points': 0,
      attestations: 0,
      counterparts: 1,
      dossiers: 1,
      mandates: 1,
      'report duties': 1,
      'follow-ups': 2,
      communications: 6,
      closures: 0,
      assessments: 0,
      subscriptions: 1,
    },
    unchanged: 0,
    notices: [],
  })
  expect(await standingsOf(desk)).toMatchObject([
    { reference: 'PRK-TC-1', state: 'holding', character: 'transmitted', move: 'theirs', reminders: 1 },
    { reference: 'PRK-TC-2', state: 'holding', character: 'noted', move: 'theirs', reminders: 0 },
  ])
  expect((await verify(desk)).differences).toEqual([])
})

test('importing the same file again changes nothing, and says so', async () => {
  await using desk = await freshDesk('the sample')
  const before = await rowsOf(desk)
  const { added, unchanged } = await importLedger(desk.on('2026-11-25'), await sample())
  expect(Object.values(added).every((count) => count === 0)).toBe(true)
  expect(unchanged).toBe(16)
  expect(await rowsOf(desk)).toEqual(before)
})

test('the same file in another order holds nothing new', async () => {
  await using desk = await freshDesk('the sample')
  const file = await sampleWith(({ dossiers: [dossier] }) => {
    dossier.communications.reverse()
    dossier.followUps.reverse()
    dossier.communications[0].entries.reverse()
  })
  const { added } = await importLedger(desk.on('2026-11-25'), file)
  expect(added).toMatchObject({ communications: 0, 'follow-ups': 0 })
})

test('what the file adds to a dossier that is recorded is added, and nothing else', async () => {
  await using desk = await freshDesk('the sample')
  const file = await sampleWith(({ dossiers: [dossier] }) => {
    dossier.communications.push({
      number: 7,
      channel: 'note_verbale',
      direction: 'received',
      receivedOn: '2005-01-20',
      entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'declined' }],
    })
  })
  const { added, unchanged } = await importLedger(desk.on('2026-11-25'), file)
  expect(added).toMatchObject({ dossiers: 0, communications: 1 })
  expect(unchanged).toBe(16)
  expect(await standingsOf(desk)).toMatchObject([
    { state: 'holding' },
    { state: 'declined', answeredOn: day('2005-01-20') },
  ])
})

test('what is recorded otherwise is refused with its difference, and nothing is written', async () => {
  await using desk = await freshDesk('the sample')
  const before = await rowsOf(desk)
  const file = await sampleWith((changed) => {
    letterOf(changed, 5).receivedOn = '2003-12-31'
    changed.dossiers[0].communications.push({ number: 7, channel: 'letter', direction: 'sent', dated: '2005-01-05' })
  })
  await expect(importLedger(desk.on('2026-11-25'), file)).rejects.toMatchObject({
    code: 'conflict',
    details: ['PRK-TC, communication 5: receivedOn is recorded as "2003-12-30", the file has "2003-12-31"'],
  })
  expect(await rowsOf(desk)).toEqual(before)
})

test('a decision that was recorded without its day is refused with the command that tells it, and agrees then', async () => {
  await using desk = await freshDesk()
  const old = await sampleWith(({ dossiers: [{ mandates }] }) => delete mandates[0].decided)
  await importLedger(desk.on('2026-11-24'), old)
  await expect(importLedger(desk.on('2026-11-25'), await sample())).rejects.toMatchObject({
    code: 'conflict',
    message:
      '1 thing is recorded otherwise, nothing imported; relance mandates correct, with the number that relance mandates gives, changes what is recorded',
    details: [
      'PRK-TC, mandate Commission on Human Rights resolution 2004/13, para. 12: decided is recorded as nothing, the file has "2004-04-15"',
    ],
  })
  const { code } = await runOn(desk, '2026-11-25', 'mandates correct 1 --decided 2004-04-15 --why Found.'.split(' '))
  expect(code).toBe(0)
  expect(await importLedger(desk.on('2026-11-25'), await sample())).toMatchObject({
    added: expect.not.objectContaining({ mandates: 1 }),
  })
})

test('the same number twice in a file is refused', async () => {
  await using desk = await freshDesk()
  const file = await sampleWith((changed) => (letterOf(changed, 6).number = 5))
  await expect(importLedger(desk.on('2026-11-24'), file)).rejects.toMatchObject({
    code: 'conflict',
    details: ['PRK-TC, communication 5: stands twice in the file'],
  })
})

test('all mistakes of a file are told at once, each with its place', async () => {
  const file = (await readSample()) as File
  file.policies[0].answerWithin = 0
  letterOf(file, 2).dated = '2004-02-30'
  letterOf(file, 4).entries[0].bearing = 'remindz'
  letterOf(file, 5).received = '2003-12-30'
  file.subscriptions[0].cron = '60 * * * *'
  delete file.dossiers[0].title
  const refused = await (async () => parseLedgerDocument(file))().catch((error: unknown) => error)
  expect(refused).toMatchObject({
    code: 'invalid',
    message: '6 mistakes, nothing imported',
    details: expect.arrayContaining([
      expect.stringMatching(/^policies\[0\]\.answerWithin: /),
      expect.stringMatching(/^dossiers\[0\]\.title: /),
      expect.stringMatching(/^dossiers\[0\]\.communications\[1\]\.dated: .*2004-02-30/),
      expect.stringMatching(/^dossiers\[0\]\.communications\[3\]\.entries\[0\]\.bearing: .*remindz/),
      expect.stringMatching(/^dossiers\[0\]\.communications\[4\]\.received: there is no such field/),
      expect.stringMatching(/^subscriptions\[0\]\.cron: /),
    ]),
  })
})

test.for(['titel', 'due', '__proto__x'])('a field nobody knows, %s, is refused and not passed over', async (field) => {
  const file = (await readSample()) as File
  file.dossiers[0].followUps[0][field] = 'x'
  expect(() => parseLedgerDocument(file)).toThrow(
    expect.objectContaining({
      details: [`dossiers[0].followUps[0].${field}: there is no such field`],
    }),
  )
})

const WRONG: readonly (readonly [what: string, spoil: Spoil, place: string])[] = [
  ['before its ask', (file: File) => (letterOf(file, 5).receivedOn = '2003-08-07'), 'PRK-TC/5: '],
  ['in the future', (file: File) => (letterOf(file, 6).dated = '2026-11-25'), 'PRK-TC/6: '],
  ['a reply that we sent', (file: File) => (letterOf(file, 5).direction = 'sent'), 'PRK-TC/5: '],
  ['an ask that says something', (file: File) => (letterOf(file, 2).entries[0].character = 'noted'), 'PRK-TC/2: '],
  ['a reply that says nothing', (file: File) => delete letterOf(file, 5).entries[0].character, 'PRK-TC/5: '],
  ['a reminder with a day', (file: File) => (letterOf(file, 4).entries[0].untilOn = '2004-01-01'), 'PRK-TC/4: '],
  [
    'a reply that says two things',
    (file: File) => letterOf(file, 5).entries.push({ ...letterOf(file, 5).entries[0] }),
    'PRK-TC/5: ',
  ],
  ['a follow-up nobody asks', (file: File) => letterOf(file, 2).entries.pop(), 'PRK-TC-1: '],
  ['an entry of another dossier', (file: File) => (letterOf(file, 5).entries[0].followUp = 'IRN-1'), 'PRK-TC/5: '],
  [
    'a reply with a number before that of its ask, and a day before its day',
    (file: File) => {
      letterOf(file, 5).number = 1
      letterOf(file, 5).receivedOn = '2003-08-07'
      letterOf(file, 1).number = 9
    },
    'PRK-TC-1 would be asked on 2003-08-08, after what replies it on 2003-08-07',
  ],
  ['an office nobody knows', (file: File) => (file.dossiers[0].followUps[1].counterpart = 'PRK-NYC'), ''],
  ['a closure in the future', (file: File) => (file.dossiers[0].closures = [closure('2026-11-25')]), 'closures: '],
  ['a closure before the ask', (file: File) => (file.dossiers[0].closures = [closure('2003-08-07')]), 'closures: '],
  [
    'an opinion of what is no reply',
    (file: File) => (file.dossiers[0].assessments = [{ ...OPINION, communication: 2 }]),
    '',
  ],
  [
    'the same duty twice',
    ({ dossiers: [{ mandates }] }: File) => mandates[0].reportDuties.push(mandates[0].reportDuties[0]),
    '',
  ],
]

test.for(WRONG)('one thing wrong, %s, and nothing is imported', async ([, spoil, place]) => {
  await using desk = await freshDesk()
  const file = await sampleWith(spoil)
  await expect(importLedger(desk.on('2026-11-24'), file)).rejects.toMatchObject({
    name: 'Problem',
    message: expect.stringMatching(new RegExp(`^${place}`)),
  })
  expect(await rowsOf(desk)).toEqual(NOTHING)
})

const closure = (closedOn: string) => ({ followUp: 'PRK-TC-1', closedOn, reason: 'lapsed' })
const OPINION = { followUp: 'PRK-TC-1', grade: 'C', reason: 'No answer in it.' }

test('the number of a communication that was withdrawn is not given out again', async () => {
  await using desk = await freshDesk('the sample')
  const correction = { content: {}, entries: [], why: 'Filed twice.' }
  await correctCommunication(desk.on('2026-11-24'), { ...correction, communication: 'PRK-TC/4', isWithdrawn: true })
  await expect(importLedger(desk.on('2026-11-25'), await sample())).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('PRK-TC/4 was recorded and withdrawn'),
  })
})

test('after an import that brings its own numbers, the next ones go on from the highest', async () => {
  await using desk = await freshDesk()
  const file = await sampleWith((changed) => (letterOf(changed, 6).number = 40))
  await importLedger(desk.on('2026-11-24'), file)
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
  const recorded = await recordCommunication(
    desk.on('2026-11-24'),
    communicationOf({ receivedOn: '2005-01-10', entries: [reply] }),
  )
  expect(recorded.reference).toBe('PRK-TC/41')
})
