import { expect, test } from 'vitest'
import { linksTo } from '../../../src/mail/digest/links.ts'
import { composeDigest } from '../../../src/mail/digest/compose-digest.ts'
import { appendDesk, appendOfficer } from '../../../src/store/parties/parties.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { askOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { listIssues, passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

const TITLE = 'Whereabouts of a witness'

/** A reader of another desk who has had an issue that names PRK-TC-3. */
async function deskWithReader(told = {}): Promise<Desk> {
  const desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  const { id: deskId } = await appendDesk(desk.db, { reference: 'OTHER', name: 'Another desk' })
  await appendOfficer(desk.db, { email: 'reader@example.org', name: 'Reader', role: 'reader', deskId })
  await openFollowUps(desk.on('2026-11-24'), askOf({ titles: [TITLE] }))
  await subscribeDaily(desk, '2026-11-24T12:00', told)
  await passOn(desk, '2026-11-25T09:00')
  return desk
}

const becomeConfidential = ({ db }: Desk) =>
  db.execute("update follow_ups set is_confidential = true where reference = 'PRK-TC-3'")

test('what became confidential to another desk left the view: it is counted, and neither named nor told of', async () => {
  await using desk = await deskWithReader()
  await becomeConfidential(desk)
  const [digest] = await passOn(desk, '2026-11-26T09:00')
  expect(digest!.balance).toMatchObject({ opening: 3, closing: 2, unnamed: 1 })
  expect(Object.values(digest!.balance.changes).flat()).toEqual([])
  const { html, text } = composeDigest(digest!, linksTo({ baseUrl: 'https://x.example', isIssued: true }))
  for (const said of [html, text]) {
    expect(said).toContain('left this list')
    expect(said).not.toContain('PRK-TC-3')
    expect(said).not.toContain(TITLE)
  }
  expect(text).toMatch(/− left this list \.+ 1\n {4}https:\/\/x\.example\/subscriptions\/2\/digests\/2#left_view\n/)
  expect(JSON.stringify((await listIssues(desk))[1]!.balance)).not.toContain('PRK-TC-3')
})

test('how it ended behind the veil is not told either', async () => {
  await using desk = await deskWithReader({ onlyIfChanged: true })
  await becomeConfidential(desk)
  const closing = { followUp: 'PRK-TC-3', reason: 'satisfied', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25T12:00'), closing)
  const [digest] = await passOn(desk, '2026-11-26T09:00')
  expect(digest!.balance).toMatchObject({ opening: 3, closing: 2, unnamed: 1, changes: { closed: [], left_view: [] } })
})
