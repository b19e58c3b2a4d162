import { afterAll, beforeAll, expect, test } from 'vitest'
import { reminderFile } from '../../../src/documents/reminder-file.ts'
import { draftReminder } from '../../../src/use-cases/plan/draft-reminder.ts'
import { planMeeting } from '../../../src/use-cases/plan/plan-meeting.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showDossier } from '../../../src/use-cases/stories/show-dossier.ts'
import { communicationOf, day, freshDesk, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { unzip } from '../../support/readers/unzip.ts'

let desk: Desk

beforeAll(async () => {
  desk = await freshDesk('the sample')
})
afterAll(() => desk[Symbol.asyncDispose]())

const draft = (of: string, asOf?: string, among = desk) =>
  draftReminder(among.on('2026-11-24'), { of, days: 30 }, asOf === undefined ? undefined : momentOf(asOf))

async function written(...told: Parameters<typeof draft>): Promise<string> {
  return String(await reminderFile(await draft(...told), { format: 'md', language: 'en' }))
}

test('the draft as of 22 December 2004 refers to every communication on record, and to no other', async () => {
  const { references } = await draft('PRK-TC-1', '2004-12-22')
  const { correspondence } = await showDossier(desk.on('2026-11-24'), 'PRK-TC', momentOf('2004-12-22'))
  expect(references.map(({ reference }) => reference)).toEqual(
    correspondence.map(({ communication }) => `PRK-TC/${communication.number}`),
  )
})

test('it tells what was written and said, what came back, and what is asked by when', async () => {
  const letter = await written('PRK-TC-2', '2004-12-22')
  expect(letter).toContain(
    'Reference is made to the letter of 8 August 2003 from the Acting High Commissioner for Human Rights to the Permanent Representative',
  )
  expect(letter).toContain('A reminder was given in the letter of 16 December 2003')
  expect(letter).toContain(
    'A reply by letter received on 30 December 2003 said that the matter had been transmitted onward.',
  )
  expect(letter).toContain('Reference is made to the meeting of 24 August 2004')
  expect(letter).toContain('On that occasion, the Permanent Representative took note of the matter')
  expect(letter).toContain('I should be grateful for an answer on these matters by 21 January 2005.')
})

test('our own summaries are not for the counterpart to read', async () => {
  expect(await written('PRK-TC-1', '2004-12-22')).not.toContain('Short reply')
})

test('a letter that is taken back goes from the draft, and one that is dated otherwise changes it', async () => {
  await using corrected = await freshDesk('the sample')
  const nothing = { content: {}, entries: [], isWithdrawn: false, why: 'Misread.' }
  const correct = (change: object) =>
    correctCommunication(corrected.on('2026-11-24'), { ...nothing, communication: 'PRK-TC/4', ...change })
  await correct({ content: { sentOn: day('2003-12-17'), dated: null } })
  expect(await written('PRK-TC-1', '2004-12-22', corrected)).toContain('the letter of 17 December 2003')
  await correct({ isWithdrawn: true })
  expect(await written('PRK-TC-1', '2004-12-22', corrected)).not.toContain('December 2003 from')
})

test('for a meeting, points to raise are drafted instead of a letter', async () => {
  await using met = await freshDesk('the sample')
  const meeting = { counterpart: 'PRK-GVA', rank: 'head', title: 'Courtesy call', meets: null } as const
  await planMeeting(met.on('2026-11-24'), { ...meeting, heldOn: day('2026-11-30') })
  const points = await written('PRK-GVA', undefined, met)
  expect(points).toMatch(/^# Points to raise\n/)
  expect(points).toContain('Courtesy call; the head of the institution speaks for us')
  expect(points).not.toContain('[Signature]')
})

test('what may not be sent yet is not drafted, and where a reply lies unread neither', async () => {
  await expect(draft('PRK-TC-2', '2004-09-01')).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('none is planned before 2004-10-24'),
  })
  await using unread = await freshDesk('the sample')
  const entries = [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'unread' }] as const
  await recordCommunication(unread.on('2026-11-24'), communicationOf({ receivedOn: '2026-11-24', entries }))
  await expect(draft('PRK-TC-2', undefined, unread)).rejects.toMatchObject({
    message: expect.stringContaining('the next move is ours'),
  })
})

test('as Word it says the same, in paragraphs that are numbered', async () => {
  const reminder = await draft('PRK-TC-1', '2004-12-22')
  const bytes = await reminderFile(reminder, { format: 'docx', language: 'en' })
  const document = unzip(bytes as Uint8Array).get('word/document.xml')!
  expect(document.match(/<w:pStyle w:val="NumberedParagraph"\/>/g)).toHaveLength(2)
  const text = document.replaceAll(/<[^>]+>/g, '')
  for (const { reference } of reminder.references) expect(text).toContain(reference)
  expect(text).toContain('A reply by letter received on 30 December 2003 said that')
})
