import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { readMessage } from '../../src/mail/read-message.ts'
import { postOf } from '../../src/post.ts'
import { planExtraDigest } from '../../src/use-cases/plan-digests.ts'
import { assessReply } from '../../src/use-cases/assess-reply.ts'
import { openFollowUps } from '../../src/use-cases/open-follow-ups.ts'
import { verifyAudit } from '../../src/use-cases/verify-audit.ts'
import { askOf, type Desk } from '../support/desk.ts'
import { tamper } from '../support/tamper.ts'
import { workedAt } from '../support/worked-at.ts'

const TRUNCATED = [`delete from report_duty_corrections`, `delete from audit where fact = 'report_duty_corrections'`]

test('a chain that was cut off at its end looks whole, but not beside the digest that saw it', async () => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toEqual([])
  await tamper(desk, ...TRUNCATED)
  expect((await verifyAudit(desk.on('2026-11-24'))).found).toEqual([])
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([
    { dossier: 'PRK-TC', says: expect.stringMatching(/had \d+ records when the digest was sent, and is shorter now$/) },
  ])
})

test('a chain that was forged anew from somewhere on is not the one that a digest saw', async () => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  await tamper(desk, ...TRUNCATED)
  const reply = { followUp: 'PRK-TC-1', communication: 'PRK-TC/7' }
  await assessReply(desk.on('2026-11-24'), { ...reply, grade: 'A', reason: 'Everything, at last.' })
  expect((await verifyAudit(desk.on('2026-11-24'))).found).toEqual([])
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([
    { dossier: 'PRK-TC', says: 'its chain is not the one that the digest saw' },
  ])
})

test('what was recorded after a digest does not disagree with it', async () => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  await openFollowUps(desk.on('2026-11-24'), askOf({ dossier: 'PRK-LATER', dossierTitle: 'Later' }))
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toEqual([])
})

test.for([
  ['was removed', `delete from anchors`, 'no digest of this ledger had it, or what it stood for was removed'],
  ['was altered', `update anchors set numbers = array[1, 1]`, 'what it stood for was altered'],
] as const)('an anchor of which the database %s is itself found', async ([, statement, says]) => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  await tamper(desk, statement)
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([{ row: `anchor ${anchor}`, says }])
})

/** As a reader copies it from the end of a digest. */
async function anchorInMail(desk: Desk): Promise<string> {
  const post = postOf(parseConfig({}, () => '', '/nowhere'))
  const { message } = await planExtraDigest(desk.on('2026-11-24T12:00'), post, 1)
  const { html, text } = await readMessage(message!)
  const [, anchor] = /The record stood at (\S+)\./.exec(text ?? '') ?? []
  expect(html).toContain(anchor)
  return anchor!
}
