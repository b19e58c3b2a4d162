import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'

// Defects read in the code of other trackers (docs of the field, section 2, by number), shown from end to end. What the
// domain and the use-cases show better has its tests there.

type Ledger = Awaited<ReturnType<typeof sampleLedger>>
type Row = Record<string, unknown>

test.concurrent.for(['auto_reply', 'delivered', 'unread', 'acknowledged'] as const)(
  '1: a reply that says nothing (%s) does not hide that an answer is overdue',
  async (character) => {
    await using ledger = await sampleLedger()
    await done(ledger, 'record', 'PRK-TC-2', character)
    const overdue = await json(ledger, 'pending', '--bracket', 'long_overdue')
    expect(overdue.map(({ reference }) => reference)).toContain('PRK-TC-2')
    expect(await done(ledger, 'worker', '--once')).toMatch(/^One pass: 6 flags raised/)
  },
)

test.concurrent('2: a line is flagged once, and yet each digest lists what is overdue', async () => {
  await using ledger = await sampleLedger()
  const passes = [await done(ledger, 'worker', '--once'), await done(ledger, 'worker', '--once')]
  expect(passes.map((pass) => /\d+ flags/.exec(pass)?.[0])).toEqual(['6 flags', '0 flags'])
  for (const issue of ['1/1', '1/2']) {
    await done(ledger, 'digest', 'send')
    expect(await done(ledger, 'digest', 'show', issue, '--raw')).toMatch(/PRK-TC-2 {2}\[Long overdue\]/)
  }
})

test.concurrent('3: lines that were crossed while nothing ran are found by the next run, each with its own day', async () => {
  await using ledger = await sampleLedger()
  await done(ledger, 'worker', '--once')
  const shown = await ledger.relance(['show', 'PRK-TC-2', '--json'])
  expect(JSON.parse(shown.stdout).flags).toEqual([
    { kind: 'due_soon', dueOn: '2004-10-23', crossedOn: '2004-10-16' },
    { kind: 'overdue', dueOn: '2004-10-23', crossedOn: '2004-10-24' },
    { kind: 'long_overdue', dueOn: '2004-10-23', crossedOn: '2004-12-23' },
  ])
})

test.concurrent('4: digests that fell due while nothing ran come as one, late and saying so', async () => {
  await using ledger = await sampleLedger()
  await ledger.query(
    `update subscriptions set next_slot_at = (next_slot_at at time zone time_zone - interval '21 days') at time zone time_zone`,
  )
  expect(await done(ledger, 'worker', '--once')).toMatch(/1 digest planned, 1 sent\.\n$/)
  expect(await json(ledger, 'digest', 'list')).toMatchObject([{ number: 1, state: 'sent', collapsedSlots: 2 }])
  expect(await done(ledger, 'digest', 'show', '1/1', '--raw')).toContain(
    'earlier issues fell due while Relance was not',
  )
})

test.concurrent('5, 6: a digest that was refused is not lost: it says so and goes out unchanged when it can', async () => {
  await using ledger = await sampleLedger()
  const refused = await ledger.relance(['digest', 'send'], { env: { SMTP_URL: 'smtp://127.0.0.1:1' } })
  expect(refused).toMatchObject({
    code: 75,
    stdout: '',
    stderr: expect.stringContaining('1/1 is planned, but was not'),
  })
  const [planned] = await json(ledger, 'digest', 'list')
  expect(planned).toMatchObject({ number: 1, state: 'planned', sentAt: null, said: expect.stringContaining('REFUSED') })
  const before = await done(ledger, 'digest', 'show', '1/1', '--raw')
  await ledger.query('update digests set next_attempt_at = now()')
  await ledger.query('update mailing set paused_until = now()')
  expect(await ledger.relance(['worker', '--once'])).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/0 digests planned, 1 sent\.\n$/),
    stderr: expect.stringContaining('the mail server takes mail again'),
  })
  expect(await mails(ledger)).toEqual([before])
})

test.concurrent('8: a digest that was sent is not sent again, whoever looks and however often', async () => {
  await using ledger = await sampleLedger()
  await done(ledger, 'digest', 'send')
  await Promise.all([1, 2, 3].map(() => done(ledger, 'worker', '--once')))
  expect(await mails(ledger)).toHaveLength(1)
  expect(await json(ledger, 'digest', 'list')).toMatchObject([{ state: 'sent', attempts: 1 }])
})

test.concurrent('14: nobody is chased while their reply lies unread, and not by accident twice', async () => {
  await using ledger = await sampleLedger()
  await done(ledger, 'record', 'PRK-TC-2', 'unread')
  const chase = await ledger.relance(['remind', 'PRK-TC-2'])
  expect(chase).toMatchObject({ code: 1, stderr: expect.stringContaining('has a reply that nobody has read yet') })
  await done(ledger, 'remind', 'PRK-TC-1')
  const again = await ledger.relance(['remind', 'PRK-TC-1'])
  expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining('already recorded as PRK-TC/8') })
})

test.concurrent('14: the clock starts on the day the letter was sent, not on the day it was written or recorded', async () => {
  await using ledger = await sampleLedger()
  const dates = ['--dated', '2004-09-01', '--sent-on', '2004-09-20']
  await done(ledger, 'open', 'PRK-TC', 'Visit', '--counterpart', 'PRK-GVA', ...dates)
  const [visit] = (await json(ledger, 'pending', '--as-of', '2004-12-22')).filter(({ title }) => title === 'Visit')
  expect(visit).toMatchObject({ askedOn: '2004-09-20', daysSinceAsked: 93, answerDueOn: '2004-11-19' })
})

test.concurrent('16: a due day that was counted without holidays says so wherever it is shown', async () => {
  await using ledger = await sampleLedger()
  const policy = { reference: 'WD', name: 'Working days', desk: 'WD', unit: 'working_days', answerWithin: 60 }
  const desk = { reference: 'WD', name: 'Working days' }
  const stdin = JSON.stringify({ relance: 1, desks: [desk], policies: [{ ...policy, holidayCalendar: 'KP' }] })
  expect(await ledger.relance(['import', '-'], { stdin })).toMatchObject({ code: 0 })
  await done(ledger, 'open', 'PRK-TC', 'Visit', '--counterpart', 'PRK-GVA', '--desk', 'WD', '--sent-on', '2026-11-02')
  expect(await json(ledger, 'pending', '--desk', 'WD')).toMatchObject([{ isDueWithoutHolidays: true }])
  expect(await done(ledger, 'pending')).toContain('2027-01-25 expected, without holidays')
  const story = (await done(ledger, 'show', 'PRK-TC-3')).replace(/\s+/g, ' ')
  expect(story).toContain('(expected, holidays not counted; ')
  expect(story).toContain('calendar KP; computed without holidays for 2026 and 2027.')
})

async function done(ledger: Ledger, ...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await ledger.relance(words)
  expect({ words, code, stderr }).toEqual({ words, code: 0, stderr: '' })
  return stdout
}

async function json(ledger: Ledger, ...words: readonly string[]): Promise<Row[]> {
  return JSON.parse(await done(ledger, ...words, '--json')) as Row[]
}

async function mails({ dir }: Ledger): Promise<string[]> {
  const names = await readdir(join(dir, 'mail'))
  return Promise.all(names.map((name) => readFile(join(dir, 'mail', name), 'utf8')))
}
