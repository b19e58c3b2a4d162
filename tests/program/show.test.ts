import { afterAll, beforeAll, expect, test } from 'vitest'
import { sampleLedger } from '../support/programs/command-line.ts'

let ledger: Awaited<ReturnType<typeof sampleLedger>>
beforeAll(async () => {
  ledger = await sampleLedger()
})
afterAll(() => ledger[Symbol.asyncDispose]())

test.concurrent('the story of the first letter tells each step with its source, in order', async () => {
  const story = await show('PRK-TC-1', '--as-of', '2004-12-22')
  expect(inOrder(story)).toMatch(
    new RegExp(
      [
        '^PRK-TC-1  Exploring ways of initiating technical cooperation ',
        "Permanent Mission of the Democratic People's Republic of Korea .*\\(PRK-GVA\\) ",
        'Holding: transmitted onward, nothing more; no further word for 358 days, as of 22 December 2004\\.',
        ' The next move is theirs\\. ',
        'First asked 8 August 2003, 502 days ago\\. ',
        'First reply after 144 days, 14 days after a reminder\\. ',
        'Answer due 7 October 2003 \\(expected; 442 days overdue\\)\\. ',
        'Counted as 60 calendar days from 2003-08-08 ',
        'By 8 August 2003 \\(\\.\\./2003-08-08\\)  PRK-TC/1  working-level contact, exchange ',
        '8 August 2003  PRK-TC/2  letter, sent: asks .*\\[E/CN\\.4/2005/32, para\\. 3\\] ',
        'From 8 August 2003 on \\(2003-08-08/\\.\\.\\)  PRK-TC/3 ',
        '16 December 2003  PRK-TC/4  letter, sent: reminds .*\\[E/CN\\.4/2005/32, para\\. 3\\] ',
        '30 December 2003  PRK-TC/5  letter, received: replies: transmitted onward, nothing more .*',
        '“valued as ever close cooperation with OHCHR” ',
        '\\[E/CN\\.4/2005/32, para\\. 3\\] Mandate ',
        'Commission on Human Rights resolution 2004/13, para\\. 12 \\(15 April 2004\\): ',
        'met by E/CN\\.4/2005/32 of 22 December 2004\\.',
      ].join('.*'),
    ),
  )
})

test.concurrent('the story ends with the day it is asked for', async () => {
  const story = await show('prk-tc-1', '--as-of', '2003-12-20')
  expect(story).toContain('Awaiting a first reply for 134 days, as of 20 December 2003.')
  expect(story).toContain('PRK-TC/4  letter, sent: reminds')
  expect(story).not.toContain('PRK-TC/5')
})

test.concurrent.for([
  ['the day before it was asked', ['--as-of', '2004-08-23']],
  ['what was known before it was recorded', ['--known-at', '2020-01-01T00:00:00Z']],
] as const)('by %s the proposal has no story', async ([, words]) => {
  const { code, stdout, stderr } = await ledger.relance(['show', 'PRK-TC-2', ...words])
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(/^error\[not_found\] PRK-TC-2 had not been asked by \S+, as known at \S+Z\n$/)
})

test.concurrent('the story is wrapped at 100 columns where nobody says how wide the page is', async () => {
  const lines = (await show('PRK-TC-2')).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
})

test.concurrent('programs get the same facts under names: standing, proof of the due day, correspondence', async () => {
  const story = JSON.parse(await show('PRK-TC-2', '--as-of', '2004-12-22', '--json'))
  expect(story).toMatchObject({
    reference: 'PRK-TC-2',
    state: 'holding',
    character: 'noted',
    daysSinceLastWord: 120,
    firstReplyAfterDays: 0,
    answerDueProof: { start: '2004-08-24', period: { length: 60, unit: 'calendar_days' }, on: '2004-10-23' },
    closures: [],
  })
  expect(story.communications.at(-1)).toMatchObject({
    reference: 'PRK-TC/6',
    channel: 'meeting',
    dated: '2004-08-24',
    from: 'High Commissioner for Human Rights',
    source: 'E/CN.4/2005/32, para. 4',
    entries: [
      { bearing: 'asks', character: null },
      { bearing: 'replies', character: 'noted' },
    ],
  })
})

async function show(...words: string[]): Promise<string> {
  const { code, stdout, stderr } = await ledger.relance(['show', ...words])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return stdout
}

/** On one line, so that it does not matter where the lines were broken. */
function inOrder(story: string): string {
  return story.replace(/\n+ */g, ' ')
}
