import { expect, test } from 'vitest'
import { appendOfficer } from '../../src/store/parties/parties.ts'
import { enterDesk } from '../../src/use-cases/access/desks.ts'
import { assessReply } from '../../src/use-cases/correspondence/assess-reply.ts'
import { closeFollowUp, withdrawClosure } from '../../src/use-cases/correspondence/close-follow-up.ts'
import type { Context } from '../../src/use-cases/context.ts'
import { correctCommunication } from '../../src/use-cases/correspondence/correct-communication.ts'
import { enterCounterpart } from '../../src/use-cases/counterparts/enter-counterpart.ts'
import { openFollowUps } from '../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../src/use-cases/correspondence/record-communication.ts'
import { askOf, communicationOf, day, freshDesk } from '../support/ledgers/desk.ts'

const reply = communicationOf({
  dated: '2005-02-01',
  entries: [{ followUp: 'PRK-TC-2', bearing: 'replies', character: 'acknowledged' }],
})
const RECORDING: readonly (readonly [string, (context: Context) => Promise<unknown>])[] = [
  ['record a reply', (context) => recordCommunication(context, reply)],
  ['open a follow-up', (context) => openFollowUps(context, askOf({}))],
  [
    'close one',
    (context) =>
      closeFollowUp(context, {
        followUp: 'PRK-TC-2',
        reason: 'discontinued',
        closedOn: day('2026-11-24'),
        remark: null,
      }),
  ],
  ['withdraw a closure', (context) => withdrawClosure(context, { followUp: 'PRK-TC-2', why: 'a mistake' })],
  [
    'correct a communication',
    (context) =>
      correctCommunication(context, { communication: 'PRK-TC/4', reason: 'a mistake', changes: {} } as never),
  ],
  [
    'assess a reply',
    (context) =>
      assessReply(context, { followUp: 'PRK-TC-2', communication: 'PRK-TC/6', grade: 'C', reason: 'partly' } as never),
  ],
  [
    'enter a counterpart',
    (context) =>
      enterCounterpart(context, {
        reference: 'FRA-GVA',
        name: 'Permanent Mission of France',
        country: 'FRA',
        timeZone: null,
        emails: [],
        succeeds: null,
      }),
  ],
]

test.for(RECORDING)('a reader may not %s', async ([, attempt]) => {
  await using desk = await freshDesk('the sample')
  const reader = await appendOfficer(desk.db, { email: 'reader@example.org', name: 'Rana Reader', role: 'reader' })
  await expect(attempt({ ...desk.on('2026-11-24'), officer: reader })).rejects.toMatchObject({
    code: 'forbidden',
    message: 'Rana Reader is a reader, and this needs an officer',
  })
})

test('an officer may not enter a desk', async () => {
  await using desk = await freshDesk()
  const officer = await appendOfficer(desk.db, { email: 'ann@example.org', name: 'Ann Officer', role: 'officer' })
  await expect(enterDesk({ ...desk.on('2026-11-24'), officer }, { reference: 'HR', name: 'HR' })).rejects.toMatchObject(
    {
      code: 'forbidden',
      message: 'Ann Officer is an officer, and this needs an administrator',
    },
  )
})
