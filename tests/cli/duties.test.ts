import { expect, test } from 'vitest'
import { readCalendar } from '../support/readers/calendar.ts'
import { freshDesk, type Desk } from '../support/ledgers/desk.ts'
import { runOn } from '../support/programs/in-process.ts'

const commandsOn =
  (desk: Desk) =>
  (...words: string[]) =>
    runOn(desk, '2026-11-24', words)

const ENTER = ['duties', 'enter', 'PRK-TC', 'Commission on Human Rights', 'sixty-second session', '--due', '2027-03-14']

test('a report is entered, listed, told with its asks, met and taken back by command', async () => {
  await using desk = await freshDesk('the sample')
  const run = commandsOn(desk)
  const entered = await run(...ENTER)
  expect(entered.stdout).toBe('Entered report duty 2.\n')
  expect((await run('duties')).stdout).toMatch(
    /2 {2}PRK-TC .*sixty-second session .*14 March 2027; in 110 days .*not yet\n$/,
  )
  const told = (await run('duties', 'show', '2')).stdout
  expect(told).toContain('On 14 March 2027, if nothing happens\n')
  expect(told.replaceAll(/\s+/g, ' ')).toContain('holding, long overdue; 8,475 days without a word')
  expect((await run('duties', 'met', '2', '--by', 'E/62/5')).stdout).toBe('Report duty 2 is met by E/62/5.\n')
  expect((await run('duties')).stdout).toBe('Nothing is to be reported.\n')
  expect(await run('duties', 'met', '2', '--by', 'E/62/6')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^error\[conflict\] why: /),
  })
  expect((await run('duties', 'unmet', '2', '--why', 'Another subject')).stdout).toBe('Report duty 2 is open again.\n')
  expect(JSON.parse((await run('duties', '--all', '--json')).stdout)).toMatchObject([
    { number: 2, dueOn: '2027-03-14', standing: 'ahead', asks: [{ state: 'holding' }, { state: 'holding' }] },
    { number: 1, standing: 'met', metBy: 'E/CN.4/2005/32', metOn: '2004-12-22' },
  ])
})

test('what a command lacks is asked for, and nothing is recorded', async () => {
  await using desk = await freshDesk('the sample')
  const run = commandsOn(desk)
  expect((await run('duties', 'met', '1')).stderr).toMatch(/^error\[usage\] --by: got nothing — expected the report/)
  expect((await run('duties', 'correct', '1', '--why', 'x')).stderr).toMatch(/^error\[usage\] --due: expected one of/)
  expect((await run('duties', 'correct', '1', '--no-day')).stderr).toMatch(/^error\[usage\] --why: got nothing/)
})

test('mandates are listed with what is owed under each', async () => {
  await using desk = await freshDesk('the sample')
  const run = commandsOn(desk)
  await run('mandates', 'enter', 'PRK-TC', 'A/RES/60/173', '5', 'To report.')
  expect((await run('mandates', '--csv')).stdout).toContain('2,PRK-TC,A/RES/60/173,5,To report.,,0,0\r\n')
})

test('a calendar is written without an address', async () => {
  await using desk = await freshDesk('the sample')
  const run = commandsOn(desk)
  await run(...ENTER)
  const { files, stderr } = await run('calendar', '--counterpart', 'PRK-GVA', '--out', 'x.ics')
  expect(stderr).toBe('Written to x.ics.\n')
  expect(readCalendar(String(files.get('x.ics'))).appointments.map(({ from }) => from)).toEqual(
    expect.arrayContaining(['2003-10-07', '2004-10-23', '2027-03-14']),
  )
})
