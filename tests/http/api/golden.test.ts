import { expect, test } from 'vitest'
import { apiOf } from '../../support/servers/json-requests.ts'
import { freshSite } from '../../support/servers/web.ts'

// What E/CN.4/2005/32, paragraphs 3 and 4, reports.
test.for([
  [
    'PRK-TC-1',
    {
      state: 'holding',
      character: 'transmitted',
      move: 'theirs',
      askedOn: '2003-08-08',
      daysSinceAsked: 502,
      daysSinceLastWord: 358,
      firstReplyAfterDays: 144,
      firstReplyAfterReminderDays: 14,
    },
  ],
  [
    'PRK-TC-2',
    {
      state: 'holding',
      character: 'noted',
      daysSinceAsked: 120,
      daysSinceLastWord: 120,
      answerDueOn: '2004-10-23',
      answerDueBasis: 'expected',
      daysOverdue: 60,
    },
  ],
] as const)('as of 22 December 2004, %s stands as the report has it', async ([reference, expected]) => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer, ['read']))
  const { status, body } = await api.get(`/follow-ups/${reference}?as-of=2004-12-22`)
  expect(status).toBe(200)
  expect(body).toMatchObject(expected)
})

test('as of 23 August 2004 the second ask does not exist', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer, ['read']))
  const { status, body } = await api.get('/follow-ups/PRK-TC-2?as-of=2004-08-23')
  expect([status, body.code]).toEqual([404, 'not_found'])
})

test('the last word of the meeting is 8,127 days old on 24 November 2026', async () => {
  await using site = await freshSite()
  const api = apiOf(await site.withToken(site.desk.officer, ['read']))
  expect((await api.get('/follow-ups/PRK-TC-2')).body.daysSinceLastWord).toBe(8127)
  expect((await api.get('/dossiers')).body.items).toMatchObject([{ reference: 'PRK-TC', daysSinceLastWord: 8127 }])
})
