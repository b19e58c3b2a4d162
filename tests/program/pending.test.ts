import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshLedger, sampleLedger } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
let before: string

beforeAll(async () => {
  before = Temporal.Now.instant().subtract({ minutes: 1 }).toString({ smallestUnit: 'second' })
  ledger = await sampleLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

const DAY_OF_THE_REPORT = ['--as-of', '2004-12-22']
const MISSION = "Permanent Mission of the Democratic People's Republic of Korea to the United Nations Office at Geneva"

test.concurrent('on the day of E/CN.4/2005/32 both asks are pending, after 502 and 120 days', async () => {
  expect(await pending(...DAY_OF_THE_REPORT)).toMatchObject([
    {
      reference: 'PRK-TC-1',
      title: 'Exploring ways of initiating technical cooperation',
      counterpart: MISSION,
      counterpartReference: 'PRK-GVA',
      state: 'holding',
      character: 'transmitted',
      move: 'theirs',
      askedOn: '2003-08-08',
      lastWordOn: '2003-12-30',
      daysSinceAsked: 502,
      daysSinceLastWord: 358,
      answerDueOn: '2003-10-07',
      answerDueBasis: 'expected',
      bracket: 'long_overdue',
      daysOverdue: 442,
    },
    {
      reference: 'PRK-TC-2',
      title: 'Proposal to explore ways of engaging in technical cooperation activities',
      counterpart: MISSION,
      state: 'holding',
      character: 'noted',
      move: 'theirs',
      askedOn: '2004-08-24',
      lastWordOn: '2004-08-24',
      daysSinceAsked: 120,
      daysSinceLastWord: 120,
      answerDueOn: '2004-10-23',
      answerDueBasis: 'expected',
      bracket: 'overdue',
      daysOverdue: 60,
    },
  ])
})

test.concurrent('the day before the meeting of August 2004 its proposal was not yet made', async () => {
  expect(await pending('--as-of', '2004-08-23')).toMatchObject([{ reference: 'PRK-TC-1' }])
})

test.concurrent('the list of today counts the silence since the last word', async () => {
  const possible = [daysSinceTheMeeting()]
  const rows = await pending()
  possible.push(daysSinceTheMeeting()) // midnight may have passed
  expect(possible).toContain(rows.find(({ reference }) => reference === 'PRK-TC-2')?.['daysSinceLastWord'])
})

test.concurrent('before the record was imported nothing was known of it', async () => {
  expect(await pending('--known-at', before)).toEqual([])
  const { stdout } = await ledger.relance(['pending', '--known-at', before])
  expect(stdout).toBe('Nothing pending was known then.\n')
})

test.concurrent('the table shows each ask on one line with its state, silence and bracket', async () => {
  const { code, stdout, stderr } = await ledger.relance(['pending', ...DAY_OF_THE_REPORT])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(3)
  expect(lines[0]).toMatch(/^Follow-up +Title +With +State +Asked +Silent +Answer due +Bracket/)
  expect(lines[1]).toMatch(/^PRK-TC-1 .*PRK-GVA .*transmitted .*2003-08-08 .*358 d .*2003-10-07 expected/)
  expect(lines[2]).toMatch(/^PRK-TC-2 .*PRK-GVA .*noted .*2004-08-24 .*120 d .*2004-10-23 expected/)
})

test.concurrent.for([
  ['--bracket', 'overdue', ['PRK-TC-2']],
  ['--state', 'holding', ['PRK-TC-1', 'PRK-TC-2']],
  ['--move', 'ours', []],
  ['--counterpart', 'prk-gva', ['PRK-TC-1', 'PRK-TC-2']],
  ['--owner', 'desk.officer@example.org', ['PRK-TC-1', 'PRK-TC-2']],
] as const)('%s %s narrows the list to %j', async ([flag, value, references]) => {
  const rows = await pending(...DAY_OF_THE_REPORT, flag, value)
  expect(rows.map(({ reference }) => reference)).toEqual(references)
})

test.concurrent('CSV has the names of JSON for columns, and a row each', async () => {
  const [first] = await pending(...DAY_OF_THE_REPORT)
  const { stdout } = await ledger.relance(['pending', ...DAY_OF_THE_REPORT, '--csv'])
  const [names, ...rows] = stdout.split('\r\n')
  expect(names?.split(',')).toEqual(Object.keys(first!))
  expect(rows).toMatchObject([/^PRK-TC-1,/, /^PRK-TC-2,/, /^$/].map((form) => expect.stringMatching(form)))
})

test.concurrent('a title that a spreadsheet would run as a formula has an apostrophe in front in CSV, and none elsewhere', async () => {
  await using own = await sampleLedger()
  await own.relance(['open', 'PRK-TC', "=cmd|' /C calc'!A0", '--counterpart', 'PRK-GVA'])
  const { stdout } = await own.relance(['pending', '--csv'])
  expect(stdout).toContain(",'=cmd|' /C calc'!A0,")
  expect((await own.relance(['pending', '--json'])).stdout).toContain(`"=cmd|' /C calc'!A0"`)
})

test.concurrent('an empty ledger says how to begin, and an empty list of a query that it is one', async () => {
  await using own = await freshLedger()
  expect(await own.relance(['pending'])).toEqual({
    code: 0,
    stdout: 'Nothing is pending. relance open begins a follow-up.\n',
    stderr: '',
  })
  expect((await own.relance(['pending', '--unread'])).stdout).toBe('Nothing pending answers to that.\n')
})

async function pending(...words: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await ledger.relance(['pending', ...words, '--json'])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout)
}

function daysSinceTheMeeting(): number {
  return Temporal.PlainDate.from('2004-08-24').until(Temporal.Now.plainDateISO('Europe/Zurich')).days
}
