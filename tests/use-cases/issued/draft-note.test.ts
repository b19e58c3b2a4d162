import { beforeAll, expect, test } from 'vitest'
import { parseVagueDate } from '../../../src/domain/dates/vague-date.ts'
import { writeNote } from '../../../src/documents/note/written-note.ts'
import { sentenceAsText } from '../../../src/language/story-words.ts'
import { appendDesk } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import type { Context } from '../../../src/use-cases/context.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { draftNote } from '../../../src/use-cases/issued/draft-note.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { attest, declarePoints, POINTS } from '../../support/ledgers/receiving-points.ts'
import { askOf, communicationOf, day, freshDesk, momentOf } from '../../support/ledgers/desk.ts'

let golden: string

beforeAll(async () => {
  await using desk = await freshDesk('the sample')
  golden = await textAt(desk.on('2026-11-26'), '2004-12-22')
})

// E/CN.4/2005/32, paragraphs 1, 3 and 4, in our own words.
test.for([
  ['further to paragraph 12 of Commission on Human Rights resolution 2004/13', 'the mandate that asked for it'],
  ['comprehensive dialogue with the authorities', 'what the mandate requires'],
  [
    "On 8 August 2003, the then Acting High Commissioner for Human Rights addressed a letter to the Permanent Representative of the Democratic People's Republic of Korea to the United Nations Office at Geneva",
    'the letter, and the office as it was held',
  ],
  [
    'had been preceded, and was also followed, by contacts at the working level between OHCHR officials and',
    'the contacts around it',
  ],
  ['The letter of 8 August 2003 was followed up on 16 December 2003', 'the reminder'],
  [
    'A reply concerning PRK-TC-1 was received by letter on 30 December 2003, addressed to the then Acting High Commissioner',
    'the reply',
  ],
  ['informing the addressee that the matter had been transmitted onward', 'what it was'],
  ['“valued as ever close cooperation with OHCHR”', 'what it said'],
  [
    '144 days after it was first asked and 14 days after the reminder of 16 December 2003',
    'that it answers the reminder',
  ],
  [
    'On 24 August 2004, the High Commissioner for Human Rights met the Permanent Representative and raised',
    'the meeting',
  ],
  ['The Permanent Representative took note of the matter', 'what came of it'],
  [
    'It was first asked 502 days before, on 8 August 2003, and the last word on it came 358 days before',
    'how long that is',
  ],
  ['No day by which to answer was ever set', 'that no deadline was set'],
  ['was expected by 23 October 2004, 60 days earlier', 'what the policy expected'],
  [
    'no further communication on these matters is recorded in this ledger after the meeting of 24 August 2004',
    'the silence',
  ],
  ['\nPRK-TC/5; PRK-TC/2; PRK-TC/4.\n', 'by its reference alone what was cited before'],
] as const)('as of 22 December 2004 the note says “%s”: %s', ([said]) => {
  expect(golden).toContain(said)
})

test('it is addressed to the body and the session that the report is owed to', async () => {
  await using desk = await freshDesk('the sample')
  const { owedTo, annex } = await draftNote(desk.on('2026-11-26'), 'PRK-TC', momentOf('2004-12-22'))
  expect(owedTo).toMatchObject({ body: 'Commission on Human Rights', session: 'sixty-first session' })
  expect(annex.map(({ followUp }) => followUp.reference)).toEqual(['PRK-TC-1', 'PRK-TC-2'])
})

test('once the report was made, the note is owed to nobody', async () => {
  await using desk = await freshDesk('the sample')
  expect((await draftNote(desk.on('2026-11-26'), 'PRK-TC')).owedTo).toBeNull()
})

test('as of 23 August 2004 there is no second ask, and the Acting High Commissioner still acts', async () => {
  await using desk = await freshDesk('the sample')
  const text = await textAt(desk.on('2026-11-26'), '2004-08-23')
  expect(text).not.toContain('PRK-TC-2')
  expect(text).not.toContain('the then')
  expect(text).toContain('recorded in this ledger after the letter of 30 December 2003')
  expect(text).toContain('A report is owed to the Commission on Human Rights, sixty-first session')
})

test('before anything was asked, the note says so', async () => {
  await using desk = await freshDesk('the sample')
  expect(await textAt(desk.on('2026-11-26'), '2003-08-01')).toContain('Nothing had been asked in this dossier.')
})

test('as of a day to come it is a draft, and what is pending grows older', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-26')
  const written = writeNote(await draftNote(context, 'PRK-TC', momentOf('2027-12-31')), 'en')
  expect(written.draft).toContain('This day has not come yet')
  const text = await textAt(context, '2027-12-31')
  expect(text).toContain('It was first asked 8,911 days before')
  expect(text).toContain('So far, no further communication')
  expect(writeNote(await draftNote(context, 'PRK-TC', momentOf('2026-11-26')), 'en').draft).toBe('')
})

test('a corrected fact appears as it was known then', async () => {
  await using desk = await freshDesk('the sample')
  await correctCommunication(desk.on('2026-11-25'), {
    communication: 'PRK-TC/4',
    why: 'The register says the 18th',
    content: { dated: parseVagueDate('2003-12-18', 'dated') },
    entries: [],
    isWithdrawn: false,
  })
  const [before, after] = ['2026-11-24T12:00', '2026-11-26']
  expect(await textAt(desk.on('2026-11-26'), '2004-12-22', before)).toContain(
    '14 days after the reminder of 16 December 2003',
  )
  const corrected = await textAt(desk.on('2026-11-26'), '2004-12-22', after)
  expect(corrected).toContain('12 days after the reminder of 18 December 2003')
  expect(corrected).not.toContain('16 December 2003, ')
  expect(corrected).toContain('PRK-TC/4, version 2')
})

test('a late entry changes nothing of the note as it was known before', async () => {
  await using desk = await freshDesk('the sample')
  const before = await draftNote(desk.on('2026-11-26'), 'PRK-TC', momentOf('2005-02-01', '2026-11-25'))
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'substantive' }] as const
  await recordCommunication(desk.on('2026-11-26'), communicationOf({ receivedOn: '2005-01-20', entries }))
  expect(await draftNote(desk.on('2026-11-27'), 'PRK-TC', momentOf('2005-02-01', '2026-11-25'))).toEqual(before)
  expect(await textAt(desk.on('2026-11-27'), '2005-02-01')).toContain('has been answered on 20 January 2005')
})

test('what has ended is said to have ended, and why', async () => {
  await using desk = await freshDesk('the sample')
  const closure = {
    followUp: 'PRK-TC-2',
    reason: 'overtaken' as const,
    closedOn: day('2005-03-01'),
    remark: 'A new mandate',
  }
  await closeFollowUp(desk.on('2026-11-25'), closure)
  const text = await textAt(desk.on('2026-11-26'), '2005-04-01')
  expect(text).toContain('On 1 March 2005, PRK-TC-2 was closed: overtaken by events.')
  expect(text).toMatch(/\(PRK-TC-2\), put to the [^.]+, has been closed on 1 March 2005\./)
  expect(text).toContain('(A new mandate)')
})

test('there is no trace of what is confidential for whoever may not see it', async () => {
  await using desk = await freshDesk('the sample')
  const on = desk.on('2026-11-24')
  const asked = await openFollowUps(on, askOf({ titles: ['Whereabouts of Mr Quixote'], isConfidential: true }))
  expect(asked.reference).toBe('PRK-TC/7')
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  const elsewhere = { ...desk.on('2026-11-26'), sight: { deskId } }
  expect(await textAt(desk.on('2026-11-26'), '2026-11-26')).toContain('Quixote')
  expect(await textAt(elsewhere, '2026-11-26')).not.toMatch(/Quixote|PRK-TC-3|PRK-TC\/7/)
  expect((await draftNote(elsewhere, 'PRK-TC')).annex).toHaveLength(2)
})

test('one letter that asks two offices is told once, with what was put to each', async () => {
  await using desk = await freshDesk('the sample')
  await openFollowUps(desk.on('2026-11-24'), askOf({ titles: ['Access to prisons', 'Access to records'] }))
  const text = await textAt(desk.on('2026-11-26'), '2026-11-26')
  expect(text).toMatch(
    /concerning “Access to prisons” \(PRK-TC-3, put to [^)]+\) and “Access to records” \(PRK-TC-4, put to [^)]+\)/,
  )
})

test('a reply that was written before the reminder is said to have crossed it', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [{ followUp: 'PRK-TC-1', bearing: 'replies', character: 'noted' }] as const
  const reply = communicationOf({ dated: '2003-12-10', receivedOn: '2003-12-20', entries })
  await recordCommunication(desk.on('2026-11-25'), reply)
  const text = await textAt(desk.on('2026-11-26'), '2004-01-15')
  expect(text).toContain(
    'A reply dated 10 December 2003 concerning PRK-TC-1 was received by letter on 20 December 2003',
  )
  expect(text).toContain('It is dated 10 December 2003, and thus crossed the reminder of 16 December 2003.')
})

test('a reply whose day is vague is told without the ask that it may yet follow', async () => {
  await using desk = await freshDesk('the sample')
  const entries = [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'acknowledged' }] as const
  await recordCommunication(desk.on('2026-11-25'), communicationOf({ dated: '2004', entries }))
  const text = await textAt(desk.on('2026-11-26'), '2004-03-01')
  expect(text).toContain('A letter was received in the course of 2004.')
  expect(text).not.toContain('PRK-TC-2')
})

test('that no further response came is said where it can be known, and only there', async () => {
  await using desk = await freshDesk('the sample')
  await declarePoints(desk.on('2026-11-24'))
  const said = /No further response on it has been received from the Permanent Mission [^:]+ as at 22 December 2004/
  expect(await textAt(desk.on('2026-11-26'), '2004-12-22')).not.toMatch(said)
  await attest(desk.on('2026-11-25'), Object.keys(POINTS), '2004-12-22')
  const text = await textAt(desk.on('2026-11-26'), '2004-12-22')
  expect(text).toMatch(said)
  expect(text).toMatch(
    /Statement on the silence of PRK-TC-1; TC-\w+, [\w ]+, read 30 December 2003 to 22 December 2004/,
  )
  expect(await textAt(desk.on('2026-11-26'), '2004-12-23')).not.toMatch(/No further response/)
  expect(await textAt(desk.on('2026-11-26'), '2027-12-31')).not.toMatch(/No further response/)
})

/** The whole of it, with its footnotes. */
async function textAt(context: Context, asOf: string, knownOn = '2100-01-01'): Promise<string> {
  const { sections } = writeNote(await draftNote(context, 'PRK-TC', momentOf(asOf, knownOn)), 'en')
  const sentences = sections.flatMap(({ paragraphs }) => paragraphs.flatMap((of) => of.sentences))
  const footnotes = sentences.map(({ footnote }) => (footnote ? sentenceAsText(footnote.text) : ''))
  return [sentences.map(({ text }) => sentenceAsText(text)).join(' '), ...footnotes].join('\n')
}
