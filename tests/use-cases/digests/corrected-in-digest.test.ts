import { afterEach, beforeEach, expect, test } from 'vitest'
import { composeDigest } from '../../../src/mail/digest/compose-digest.ts'
import { closeFollowUp, withdrawClosure } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { cancelSubscription } from '../../../src/use-cases/digests/subscribe.ts'
import { askOf, day, freshDesk, type Desk } from '../../support/ledgers/desk.ts'
import { passOn, subscribeDaily } from '../../support/ledgers/issues.ts'

let desk: Desk

beforeEach(async () => {
  desk = await freshDesk('the sample')
  await cancelSubscription(desk.on('2026-11-24'), 1)
  await subscribeDaily(desk, '2026-11-24T12:00', { onlyIfChanged: true })
})
afterEach(() => desk[Symbol.asyncDispose]())

type Content = Parameters<typeof correctCommunication>[1]['content']

const correct = (when: string, content: Content, communication = 'PRK-TC/5') =>
  correctCommunication(desk.on(when), {
    communication,
    why: "The registry's stamp says so",
    content,
    entries: [],
    isWithdrawn: false,
  })

test('whoever was told what was corrected since is told so in the next issue, once', async () => {
  expect(await passOn(desk, '2026-11-25T09:00')).toMatchObject([{ number: 1 }])
  await correct('2026-11-25T10:00', { receivedOn: day('2003-12-31') })
  const [second] = await passOn(desk, '2026-11-26T09:00')
  const told = { reference: 'PRK-TC/5', issue: 1, why: "The registry's stamp says so" }
  expect(second).toMatchObject({ number: 2, corrected: [told] })
  const { text, html } = composeDigest(second!, ({ kind }) => ({ command: `relance ${kind}` }))
  expect(text.replaceAll(/\s+/g, ' ')).toContain("Corrected since No. 1: PRK-TC/5, “The registry's stamp says so”.")
  expect(html).toContain('Corrected since No. 1')
  expect(await passOn(desk, '2026-11-27T09:00')).toEqual([])
})

test('what no issue printed is corrected without a word in the next', async () => {
  await passOn(desk, '2026-11-25T09:00')
  await correct('2026-11-25T10:00', { summary: 'In other words.' })
  expect(await passOn(desk, '2026-11-26T09:00')).toEqual([])
})

test('a closure that an issue told of and that was taken back is told of', async () => {
  await passOn(desk, '2026-11-25T09:00')
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25T10:00'), closing)
  await passOn(desk, '2026-11-26T09:00')
  await withdrawClosure(desk.on('2026-11-26T10:00'), { followUp: 'PRK-TC-1', why: 'Closed by mistake' })
  const [third] = await passOn(desk, '2026-11-27T09:00')
  expect(third?.corrected).toEqual([{ reference: 'PRK-TC-1', issue: 2, why: 'Closed by mistake' }])
})

test('what was taken back first is told of, however much is corrected after it', async () => {
  await passOn(desk, '2026-11-25T09:00')
  const closing = { followUp: 'PRK-TC-1', reason: 'lapsed', closedOn: day('2026-11-25'), remark: null } as const
  await closeFollowUp(desk.on('2026-11-25T10:00'), closing)
  await passOn(desk, '2026-11-26T09:00')
  await withdrawClosure(desk.on('2026-11-26T10:00'), { followUp: 'PRK-TC-1', why: 'Closed by mistake' })
  for (let minute = 10; minute < 30; minute += 1)
    await correct(`2026-11-26T10:${minute}`, { summary: `In other words, for the ${minute}th time.` })
  const [third] = await passOn(desk, '2026-11-27T09:00')
  expect(third?.corrected).toEqual([{ reference: 'PRK-TC-1', issue: 2, why: 'Closed by mistake' }])
})

test('what was corrected in the dossiers of the reader is told of, however much is corrected in others', async () => {
  await cancelSubscription(desk.on('2026-11-24'), 2)
  await subscribeDaily(desk, '2026-11-24T12:00', { query: { dossier: 'PRK-TC' } })
  await openFollowUps(desk.on('2026-11-24T12:00'), askOf({ dossier: 'VISITS', dossierTitle: 'Visits' }))
  await passOn(desk, '2026-11-25T09:00')
  for (let minute = 10; minute < 30; minute += 1)
    await correct(`2026-11-25T10:${minute}`, { summary: `In other words, for the ${minute}th time.` }, 'VISITS/1')
  await correct('2026-11-25T11:00', { receivedOn: day('2003-12-31') })
  const [second] = await passOn(desk, '2026-11-26T09:00')
  expect(second?.corrected).toMatchObject([{ reference: 'PRK-TC/5', issue: 1 }])
})

test('a correction that was being recorded while an issue was planned is told of in the one after it', async () => {
  await passOn(desk, '2026-11-25T09:00')
  const [reached, letGo] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const correction = desk.db.transaction(async (tx) => {
    await correctCommunication(
      { ...desk.on('2026-11-26T08:59'), db: tx },
      {
        communication: 'PRK-TC/5',
        why: 'Misread',
        content: { receivedOn: day('2003-12-31') },
        entries: [{ character: 'noted' }],
        isWithdrawn: false,
      },
    )
    reached.resolve()
    await letGo.promise
  })
  await reached.promise
  await passOn(desk, '2026-11-26T09:00')
  letGo.resolve()
  await correction
  const [next] = await passOn(desk, '2026-11-27T09:00')
  expect(next?.corrected).toMatchObject([{ reference: 'PRK-TC/5', why: 'Misread' }])
})
