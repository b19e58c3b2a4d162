import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
beforeAll(async () => {
  ledger = await sampleLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

const EVERYDAY = ['record', 'PRK-TC-2', 'noted', '--dated', '2004-08-24', '--channel', 'meeting']
const SAID = ['--from', 'Permanent Representative', '--text', '-', '--source', 'E/CN.4/2005/32, para. 4']

// In the order of a day at the desk: each stands on what those before it recorded.

test('a reply at a meeting is recorded with one command, which says what it changed', async () => {
  const { stdout, code } = await ledger.relance([...EVERYDAY, ...SAID], { stdin: 'He took note.\nNo more was said.\n' })
  expect({ stdout, code }).toEqual({
    stdout:
      'Recorded PRK-TC/7.\n' +
      'PRK-TC-2: holding (took note, will be forwarded or considered); the move is theirs; ' +
      'answer due 2004-10-23 (expected).\n',
    code: 0,
  })
  const { communications } = await story('PRK-TC-2')
  expect(communications.at(-1)).toMatchObject({
    reference: 'PRK-TC/7',
    channel: 'meeting',
    direction: 'exchange',
    dated: '2004-08-24',
    from: 'Permanent Representative',
    summary: 'He took note.\nNo more was said.',
    source: 'E/CN.4/2005/32, para. 4',
  })
})

test('the same again is refused until it is said that it came again', async () => {
  const stdin = 'He took note.\nNo more was said.\n'
  const { code, stderr } = await ledger.relance([...EVERYDAY, ...SAID], { stdin })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^error\[conflict\] already recorded as PRK-TC\/7 by .+ record it with --again\n$/)
  const again = await ledger.relance([...EVERYDAY, ...SAID, '--again'], { stdin })
  expect(again.stdout).toMatch(/^Recorded PRK-TC\/8\.\n/)
})

test('one letter may bear on several asks', async () => {
  const words = ['record', 'PRK-TC-1', 'promised', '--until', '2005-02-01', '--received-on', '2004-12-23']
  const recorded = await json([...words, '--also', 'PRK-TC-2=substantive', '--json'])
  expect(recorded).toMatchObject({
    communication: 'PRK-TC/9',
    followUps: [
      { reference: 'PRK-TC-1', character: 'promised', answerDueOn: '2005-02-01', answerDueBasis: 'set' },
      { reference: 'PRK-TC-2', state: 'answered', character: 'substantive' },
    ],
  })
})

test('a reminder leaves the state and gives them the move', async () => {
  const { stdout } = await ledger.relance([
    'remind',
    'PRK-TC-1',
    '--sent-on',
    '2005-02-10',
    '--channel',
    'note_verbale',
  ])
  expect(stdout).toMatch(
    /^Recorded PRK-TC\/10\.\nPRK-TC-1: promised \(.+\); the move is theirs; answer due 2005-02-01 /,
  )
})

test('an office is entered once and then listed with what it owes', async () => {
  const words = ['counterparts', 'enter', 'UZB-GVA', 'Permanent Mission of Uzbekistan', '--country', 'uzb']
  expect((await ledger.relance(words)).stdout).toBe('Entered UZB-GVA, Permanent Mission of Uzbekistan.\n')
  const again = await ledger.relance(words)
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[conflict\] .*UZB-GVA/) })
  const offices = await json(['counterparts', '--json'])
  expect(offices).toMatchObject([
    { reference: 'UZB-GVA', name: 'Permanent Mission of Uzbekistan', country: 'UZB', pending: 0 },
    { reference: 'PRK-GVA', pending: 1, overdue: 1 },
  ])
})

test('two titles asked of two offices are four follow-ups with one letter', async () => {
  const asked = ['open', 'PRK-TC', 'Visit of the technical team', 'Text of the law', '--sent-on', '2004-12-24']
  const of = ['--counterpart', 'PRK-GVA', '--counterpart', 'UZB-GVA', '--answer-by', '2005-01-31']
  const { stdout } = await ledger.relance([...asked, ...of])
  const [opened, ...standings] = stdout.trimEnd().split('\n')
  expect(opened).toMatch(/^Opened (?:PRK-TC-[3-6](?:, | )){4}with PRK-TC\/11\.$/)
  expect(standings.toSorted()).toEqual(
    [3, 4, 5, 6].map((n) => `PRK-TC-${n}: awaiting a reply; the move is theirs; answer due 2005-01-31 (set).`),
  )
})

test('a title may begin with a hyphen after --', async () => {
  const { code, stdout } = await ledger.relance(['open', '--counterpart', 'PRK-GVA', 'PRK-TC', '--', '-2 + 3 visits'])
  expect({ code, stdout }).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Opened PRK-TC-7 with PRK-TC\/12\./),
  })
  expect(await story('PRK-TC-7')).toMatchObject({ title: '-2 + 3 visits' })
})

test('a follow-up is closed with a reason, and a mistaken closure is taken back', async () => {
  const closed = await ledger.relance(['close', 'PRK-TC-3', '--reason', 'superseded', '--on', '2004-12-28'])
  expect(closed.stdout).toMatch(/^Closed PRK-TC-3\.\nPRK-TC-3: closed.*; the move is nobody/)
  const again = await ledger.relance(['close', 'PRK-TC-3', '--reason', 'superseded'])
  expect(again).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error\[conflict\] .*PRK-TC-3/) })
  const reopened = await ledger.relance(['correct', 'PRK-TC-3', '--reopen', '--why', 'Closed by mistake'])
  expect(reopened.stdout).toMatch(/^Reopened PRK-TC-3\.\nPRK-TC-3: awaiting a reply; the move is theirs; /)
})

test('a correction stands, and the story says who corrected it and why', async () => {
  const why = "The registry's stamp says so"
  const { stdout } = await ledger.relance(['correct', 'PRK-TC/5', '--received-on', '2003-12-31', '--why', why])
  expect(stdout).toMatch(/^Corrected PRK-TC\/5\.\nPRK-TC-1: promised /)
  const { firstReplyOn, communications } = await story('PRK-TC-1')
  expect(firstReplyOn).toBe('2003-12-31')
  expect(communications.find(({ reference }: { reference: string }) => reference === 'PRK-TC/5')).toMatchObject({
    receivedOn: '2003-12-31',
    corrections: [{ why }],
  })
})

test('an opinion of a reply is kept beside it and moves nothing', async () => {
  const before = await story('PRK-TC-2')
  const words = ['assess', 'PRK-TC-2', 'PRK-TC/6', 'C', '--reason', 'Courteous, but nothing on the proposal']
  expect((await ledger.relance(words)).stdout).toBe('Assessed PRK-TC/6 as C for PRK-TC-2.\n')
  const after = await story('PRK-TC-2')
  expect(after.assessments).toMatchObject([{ communication: 'PRK-TC/6', grade: 'C' }])
  expect({ ...after, assessments: [] }).toEqual(before)
})

async function story(reference: string) {
  return json(['show', reference, '--json'])
}

async function json(words: readonly string[]) {
  const { code, stdout, stderr } = await ledger.relance(words)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}
