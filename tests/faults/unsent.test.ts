import { expect, test } from 'vitest'
import { composeForTerminal } from '../../src/post.ts'
import { appendOfficer } from '../../src/store/parties/parties.ts'
import { planDigests } from '../../src/use-cases/digests/plan-digests.ts'
import { keepingPost, listIssues, subscribeDaily } from '../support/ledgers/issues.ts'
import { findingOf, planOne } from './support/at-the-mail-server.ts'
import { atWork } from './support/ledger-at-work.ts'
import { tell } from './support/matrix.ts'
import { scriptedSmtp } from './support/scripted-smtp.ts'

const CHIEF = { email: 'chief@example.org', name: 'The chief', role: 'administrator', deskId: null } as const

test('whatever is not sent after a day is in doctor and in the next digest of an administrator, whyever it is not', async ({
  task,
}) => {
  await using work = await atWork()
  const { desk } = work
  await appendOfficer(desk.db, CHIEF)
  for (const minute of ['12:00', '12:01', '12:02', '12:03', '12:04', '12:05']) await planOne(work, minute)
  await using refusing = await scriptedSmtp(() => ({ message: '554 5.7.1 Refused by policy' }))
  await work.run(['worker', '--once'], { SMTP_URL: refusing.url, CRASH_AT: 'mail-marked' })
  await work.passTime()
  await work.run(['worker', '--once'], { CRASH_AT: 'claim-committed' })
  const held = await listIssues(desk)
  expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['undeliverable', 'sending', 'planned']))

  // As if all of it had been planned a day ago, by the database's clock, which is the one that doctor goes by.
  await desk.db.execute(`update digests set planned_at = clock_timestamp() - interval '25 hours'`)
  const { code, says } = await findingOf(work, 'digests', {})
  expect(code).toBe(69)
  for (const { subscriptionId, number, recipient, state } of held)
    expect(says).toContain(`${subscriptionId}/${number} to ${recipient} is ${state}: `)

  const now = Temporal.Now.plainDateTimeISO('Europe/Zurich')
  const on = (days: number) => now.add({ days }).toString({ smallestUnit: 'second' })
  await subscribeDaily(desk, on(0), { officer: CHIEF.email, query: { search: 'nothing' }, suppressIfEmpty: true })
  const post = keepingPost()
  await planDigests(desk.on(on(1)), post)
  const digest = post.composed.find(({ reader }) => reader.address === CHIEF.email)!
  const text = composeForTerminal(digest).text.replaceAll(/\s+/g, ' ')
  expect(text).toContain(`${held.length} digests were not delivered to a reader within a day.`)
  tell(task, {
    fault: 'unsent',
    injected: `${held.length} mails not sent for 25 hours`,
    lost: 0,
    note: 'given up, held, waiting: each in doctor, all counted to the administrator',
  })
})
