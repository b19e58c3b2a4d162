import { expect, test } from 'vitest'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { countPending } from '../../../src/use-cases/pending/count-pending.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { importSheet } from '../../../src/use-cases/sheets/import-sheet.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { day, freshDesk } from '../../support/ledgers/desk.ts'
import { standingsOf } from '../../support/ledgers/sample.ts'
import { fatesOf, rowsIn, saidOf, sheetOf, VISIT, visitWith, type SheetLine } from '../../support/readers/sheets.ts'

const DAY = '2026-11-24'

test('a sheet opens dossiers, offices and asks, and they stand as its rows tell', async () => {
  await using desk = await freshDesk()
  const report = await importSheet(desk.on(DAY), sheetOf(VISIT))
  expect(report).toMatchObject({ isImported: true, totals: { new: 3, error: 0 }, added: { communications: 3 } })
  expect(await standingsOf(desk)).toMatchObject([
    {
      reference: 'MLI-V-1',
      state: 'holding',
      reminders: 1,
      askedOn: day('2004-01-05'),
      firstReplyOn: day('2004-03-04'),
    },
  ])
  expect((await verify(desk)).differences).toEqual([])
  expect((await verifyAudit(desk.on(DAY))).found).toEqual([])
})

test('a dry run tells the same and writes nothing', async () => {
  await using desk = await freshDesk('the sample')
  const before = await rowsIn(desk)
  const report = await importSheet(desk.on(DAY), sheetOf(VISIT), { isDryRun: true })
  expect(report).toMatchObject({ isImported: false, totals: { new: 3 }, added: { 'follow-ups': 1, communications: 3 } })
  expect(report.rows.map(({ communication, bears }) => [communication, bears])).toEqual([
    ['MLI-V/1', 'asks MLI-V-1'],
    ['MLI-V/2', 'reminds MLI-V-1'],
    ['MLI-V/3', 'replies MLI-V-1'],
  ])
  expect(await rowsIn(desk)).toEqual(before)
})

test('the same sheet again changes nothing, in any order', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  const before = await rowsIn(desk)
  for (const lines of [VISIT, VISIT.toReversed()]) {
    const report = await importSheet(desk.on('2026-11-25'), sheetOf(lines))
    expect(fatesOf(report)).toEqual(['unchanged', 'unchanged', 'unchanged'])
    expect(await rowsIn(desk)).toEqual(before)
  }
})

test('one row that differs is refused with what is recorded, and recorded as one correction where a reason is given', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  const changed = visitWith((lines) => {
    lines[2] = { ...lines[2], received: '2004-03-05', character: 'promised', until: '2004-06-01' }
  })
  const before = await rowsIn(desk)
  const refused = await importSheet(desk.on(DAY), changed)
  expect(fatesOf(refused)).toEqual(['unchanged', 'unchanged', 'changed'])
  expect(saidOf(refused)).toEqual([
    'letters.csv:4:11: received of MLI-V/3 is recorded as 2004-03-04, the sheet has 2004-03-05',
    'letters.csv:4:14: character of MLI-V-1 is recorded as "noted", the sheet has "promised"',
    'letters.csv:4:15: until of MLI-V-1 is recorded as nothing, the sheet has 2004-06-01',
  ])
  expect(await rowsIn(desk)).toEqual(before)
  const report = await importSheet(desk.on(DAY), changed, { why: 'The stamp was misread.' })
  expect(report).toMatchObject({ isImported: true, totals: { unchanged: 2, corrected: 1 } })
  const { chronology } = await showFollowUp(desk.on(DAY), 'MLI-V-1')
  expect(chronology.flatMap(({ versions }) => versions.slice(1))).toMatchObject([
    { communication: { correctionReason: 'The stamp was misread.', externalReference: 'G-3' } },
  ])
  expect(await standingsOf(desk)).toMatchObject([{ state: 'promised', answerDueOn: day('2004-06-01') }])
  expect(fatesOf(await importSheet(desk.on(DAY), changed))).toEqual(['unchanged', 'unchanged', 'unchanged'])
})

test.for([
  ['another ask', (lines: SheetLine[]) => (lines[0] = { ...lines[0], ask: 'Another' }), 'ask of MLI-V-1'],
  [
    'another bearing',
    (lines: SheetLine[]) => (lines[1] = { ...lines[1], bearing: 'supplies' }),
    'it is recorded as one that reminds MLI-V-1',
  ],
  [
    'another title',
    (lines: SheetLine[]) => (lines[0] = { ...lines[0], 'dossier title': 'Mali' }),
    'dossier MLI-V is recorded as',
  ],
  [
    'another name',
    (lines: SheetLine[]) => (lines[0] = { ...lines[0], 'counterpart name': 'Mali' }),
    'MLI-GVA is recorded as',
  ],
] as const)('%s is no correction, so it is refused even with a reason', async ([, change, says]) => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  const report = await importSheet(desk.on(DAY), visitWith(change), { why: 'Wrong.' })
  expect(report).toMatchObject({ isImported: false, totals: { changed: 1 } })
  expect(saidOf(report)).toEqual([expect.stringContaining(says)])
})

test('what the sheet has no column for is left as it is, and a row may be added to it', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  const { summary: _summary, ...reply } = VISIT[2]!
  const more = { ...reply, 'external reference': 'G-4', dated: '2004-05-01', received: '2004-05-02' }
  expect(fatesOf(await importSheet(desk.on(DAY), sheetOf([reply, more])))).toEqual(['unchanged', 'new'])
})

const officeOf = (name: string) => ({
  counterpart: name,
  'counterpart name': `Mission ${name}`,
  'follow-up': name,
  ask: 'A visit',
})

test('one reply to several letters, and one letter to several offices, are one communication each', async () => {
  await using desk = await freshDesk()
  const asks = ['A-GVA', 'B-GVA'].map((name) => ({ ...VISIT[0]!, country: '', ...officeOf(name) }))
  const replies = ['A-GVA', 'B-GVA'].map((name) => ({
    ...VISIT[2]!,
    'follow-up': name,
    character: name === 'A-GVA' ? 'noted' : 'declined',
  }))
  const report = await importSheet(desk.on(DAY), sheetOf([...asks, ...replies]))
  expect(report.added).toMatchObject({ counterparts: 2, 'follow-ups': 2, communications: 2 })
  expect(await standingsOf(desk)).toMatchObject([{ state: 'holding' }, { state: 'declined' }])
})

test('an unknown day is a state of its own, and never one that is not due', async () => {
  await using desk = await freshDesk('the sample')
  const lines = [
    { ...VISIT[0]!, dated: '' },
    { ...VISIT[2]!, dated: '', received: '' },
  ]
  await importSheet(desk.on(DAY), sheetOf(lines))
  expect(await listPending(desk.on(DAY), { dossier: 'MLI-V' })).toMatchObject([
    { bracket: 'date_unknown', askedOn: null, lastWordOn: null, daysSinceAsked: null },
  ])
  expect(await countPending(desk.on(DAY), { dossier: 'MLI-V' })).toMatchObject({
    byBracket: { date_unknown: 1, no_deadline: 0 },
  })
})

const ASKED_TWICE: readonly SheetLine[] = [
  { ...VISIT[0]!, dated: '' },
  { ...VISIT[1]!, bearing: 'asks' },
  { ...VISIT[2]!, dated: '2004-04-01', received: '2004-04-05', character: 'substantive' },
]

test.for([
  ['before the ask again in a sheet', ASKED_TWICE],
  ['below it in one that begins with the newest', ASKED_TWICE.toReversed()],
] as const)('an ask of unknown day that stands %s is the first ask, and the answer ends both', async ([, lines]) => {
  await using desk = await freshDesk()
  expect(await importSheet(desk.on(DAY), sheetOf(lines))).toMatchObject({ isImported: true })
  expect(await standingsOf(desk)).toMatchObject([
    { state: 'answered', askedOn: null, firstReplyOn: day('2004-04-05'), answeredOn: day('2004-04-05') },
  ])
  expect((await verify(desk)).differences).toEqual([])
  expect(fatesOf(await importSheet(desk.on(DAY), sheetOf(lines.toReversed())))).toEqual(Array(3).fill('unchanged'))
})

test('an ask again of unknown day hides behind no answer: it is pending until it is answered itself', async () => {
  await using desk = await freshDesk()
  const [first, again, reply] = ASKED_TWICE
  await importSheet(desk.on(DAY), sheetOf([{ ...first!, dated: '2004-01-05' }, reply!, { ...again!, dated: '' }]))
  expect(await standingsOf(desk)).toMatchObject([{ state: 'awaiting_reply', askedOn: day('2004-01-05') }])
  expect(await countPending(desk.on(DAY), {})).toMatchObject({ byBracket: { date_unknown: 1 } })
})

test('a communication that was withdrawn is not brought back by the sheet that it came from', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  await correctCommunication(desk.on(DAY), {
    communication: 'MLI-V/2',
    why: 'Never sent.',
    content: {},
    entries: [],
    isWithdrawn: true,
  })
  const report = await importSheet(desk.on(DAY), sheetOf(VISIT))
  expect(fatesOf(report)).toEqual(['unchanged', 'error', 'unchanged'])
  expect(saidOf(report)).toEqual([expect.stringContaining('MLI-V/2 was recorded and withdrawn')])
})

test('rows on what is recorded go by our own references', async () => {
  await using desk = await freshDesk('the sample')
  const { dossier: _dossier, 'follow-up': _followUp, ...reply } = VISIT[2]!
  const late = { ...reply, dossier: 'prk-tc', 'follow-up': 'prk-tc-2', dated: '2005-01-10', received: '' }
  const known = {
    dossier: 'PRK-TC',
    communication: 'PRK-TC/5',
    'follow-up': 'PRK-TC-1',
    channel: 'letter',
    bearing: 'replies',
  }
  expect((await importSheet(desk.on(DAY), sheetOf([late]))).rows).toMatchObject([
    { fate: 'new', communication: 'PRK-TC/7', bears: 'replies PRK-TC-2' },
  ])
  expect((await importSheet(desk.on(DAY), sheetOf([known]))).rows).toMatchObject([
    { fate: 'unchanged', communication: 'PRK-TC/5', bears: 'replies PRK-TC-1' },
  ])
})

test('a closed ask is reopened by a reply that a sheet brings later', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT.slice(0, 2)))
  await closeFollowUp(desk.on(DAY), {
    followUp: 'MLI-V-1',
    reason: 'lapsed',
    closedOn: day('2004-12-01'),
    remark: null,
  })
  const late = { ...VISIT[2]!, dated: '2005-01-01', received: '2005-01-04' }
  await importSheet(desk.on(DAY), sheetOf([...VISIT.slice(0, 2), late]))
  expect(await standingsOf(desk)).toMatchObject([{ state: 'holding', closedOn: null }])
})

test('a cell that cannot be read is wrong, and not said to be empty as well', async () => {
  await using desk = await freshDesk()
  await importSheet(desk.on(DAY), sheetOf(VISIT))
  const report = await importSheet(
    desk.on(DAY),
    visitWith((lines) => (lines[2] = { ...lines[2], received: '03/04/2004' })),
  )
  expect(saidOf(report)).toEqual([expect.stringContaining('received: got "03/04/2004"')])
})
