import { expect, test } from 'vitest'
import { parseConfig } from '../../../src/config.ts'
import { readMessage } from '../../../src/mail/read-message.ts'
import { postOf } from '../../../src/post.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { assessReply } from '../../../src/use-cases/correspondence/assess-reply.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { verifyAudit } from '../../../src/use-cases/operation/verify-audit.ts'
import { askOf, type Desk } from '../../support/ledgers/desk.ts'
import { attest, declarePoints } from '../../support/ledgers/receiving-points.ts'
import { workedAt } from '../../support/ledgers/worked-at.ts'

const TRUNCATED = [`delete from report_duty_corrections`, `delete from audit where fact = 'report_duty_corrections'`]

test('a chain that was cut off at its end looks whole, but not beside the digest that saw it', async () => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toEqual([])
  await desk.tamper(...TRUNCATED)
  expect((await verifyAudit(desk.on('2026-11-24'))).found).toEqual([])
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([
    { dossier: 'PRK-TC', says: expect.stringMatching(/had \d+ records when the digest was sent, and is shorter now$/) },
  ])
})

test("an attestation that was cut off at the end of the ledger's own chain shows beside the digest that saw it", async () => {
  await using desk = await workedAt()
  await declarePoints(desk.on('2026-11-24'))
  await attest(desk.on('2026-11-24'), ['TC-MAILBOX'], '2026-11-23')
  const anchor = await anchorInMail(desk)
  await desk.tamper(`delete from attestations`, `delete from audit where fact = 'attestations'`)
  expect((await verifyAudit(desk.on('2026-11-24'))).found).toEqual([])
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([
    { dossier: null, row: 'the ledger', says: expect.stringMatching(/is shorter now$/) },
  ])
})

test('a chain that was forged anew from somewhere on is not the one that a digest saw', async () => {
  await using desk = await workedAt()
  const anchor = await anchorInMail(desk)
  await desk.tamper(...TRUNCATED)
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
  await desk.tamper(statement)
  expect((await verifyAudit(desk.on('2026-11-24'), anchor)).found).toMatchObject([{ row: `anchor ${anchor}`, says }])
})

/** Each told by one issue after another, and nothing else in between. */
async function anchorsInTurn(desk: Desk, dossiers: readonly string[]): Promise<string[]> {
  const anchors = [await anchorInMail(desk)]
  for (const [place, dossier] of dossiers.entries()) {
    await openFollowUps(desk.on('2026-11-24'), askOf({ dossier, dossierTitle: dossier }))
    anchors.push(await anchorInMail(desk, `2026-11-24T12:${String(place + 1).padStart(2, '0')}`))
  }
  return anchors
}

const MANY = Array.from({ length: 9 }, (_, n) => `LATER-${n + 1}`)

test('each issue tells only of the chains that have grown, and stands upon few of those before it', async () => {
  await using desk = await workedAt()
  const anchors = await anchorsInTurn(desk, MANY)
  const rows = await desk.db.execute<{ anchor: string; number: number; chains: number; previous: string }>(
    'select anchor, number, cardinality(numbers) as chains, previous from anchors where sight is not null order by number',
  )
  expect(rows.map(({ anchor }) => anchor)).toEqual(anchors)
  // As many as since the one that it stands upon, which is not always the last.
  expect(rows.map(({ chains }) => chains)).toEqual([3, 1, 2, 1, 4, 1, 2, 1, 8, 1])
  expect(rows.map(({ previous }) => anchors.indexOf(previous))).toEqual([-1, 0, 0, 2, 0, 4, 4, 6, 0, 8])
  expect(await anchorInMail(desk, '2026-11-24T13:00')).toBe(anchors.at(-1))
})

test('what was cut off from a chain shows beside every issue since, and beside none before', async () => {
  await using desk = await workedAt()
  const anchors = await anchorsInTurn(desk, MANY)
  const isShorterBeside = async (anchor: string) =>
    (await verifyAudit(desk.on('2026-11-24'), anchor)).found.some(({ says }) => says.endsWith('is shorter now'))
  for (const [told, dossier] of MANY.entries()) {
    const isLast = `dossier_id = (select id from dossiers where reference = '${dossier}')
      and number = (select max(number) from audit as other where other.dossier_id = audit.dossier_id)`
    await desk.tamper(
      `create table cut_off as select * from audit where ${isLast}`,
      `delete from audit where ${isLast}`,
    )
    const seen: boolean[] = []
    for (const anchor of anchors) seen.push(await isShorterBeside(anchor))
    expect([dossier, ...seen]).toEqual([dossier, ...anchors.map((_, place) => place > told)])
    await desk.tamper('insert into audit overriding system value select * from cut_off', 'drop table cut_off')
  }
  expect(await isShorterBeside(anchors.at(-1)!)).toBe(false)
})

test('an anchor falls with any that it stands upon', async () => {
  await using desk = await workedAt()
  const [first, , , third] = await anchorsInTurn(desk, MANY.slice(0, 3))
  await desk.tamper(`update anchors set numbers[2] = 1 where anchor = '${first}'`)
  expect((await verifyAudit(desk.on('2026-11-24'), third)).found).toMatchObject([
    { row: `anchor ${third}`, says: 'what it stood for was altered' },
  ])
})

test('what was still being recorded when an issue was planned is told by the next', async () => {
  await using desk = await workedAt()
  await anchorInMail(desk)
  const [recorded, go] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = desk.db.transaction(async (tx) => {
    await openFollowUps({ ...desk.on('2026-11-24'), db: tx }, askOf({ dossier: 'SLOW', dossierTitle: 'Slow' }))
    recorded.resolve()
    await go.promise
  })
  await recorded.promise
  await openFollowUps(desk.on('2026-11-24'), askOf({ dossier: 'QUICK', dossierTitle: 'Quick' }))
  const before = await anchorInMail(desk, '2026-11-24T12:01')
  go.resolve()
  await slow
  const after = await anchorInMail(desk, '2026-11-24T12:02')
  await desk.tamper(`delete from audit where dossier_id = (select id from dossiers where reference = 'SLOW')`)
  const saidOf = async (anchor: string) =>
    (await verifyAudit(desk.on('2026-11-24'), anchor)).found.map(({ says }) => says)
  expect(await saidOf(before)).not.toContainEqual(expect.stringMatching(/is shorter now$/))
  expect(await saidOf(after)).toContainEqual(expect.stringMatching(/is shorter now$/))
})

/** As a reader copies it from the end of a digest. */
async function anchorInMail(desk: Desk, at = '2026-11-24T12:00'): Promise<string> {
  const post = postOf(parseConfig({}, () => '', '/nowhere'))
  const { message } = await planExtraDigest(desk.on(at), post, 1)
  const { html, text } = await readMessage(message!)
  const [, anchor] = /The record stood at (\S+)\./.exec(text ?? '') ?? []
  expect(html).toContain(anchor)
  return anchor!
}
