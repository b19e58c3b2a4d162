import { expect, test } from 'vitest'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { importLedger } from '../../../src/use-cases/ledger-files/import-ledger.ts'
import { openFollowUps } from '../../../src/use-cases/correspondence/open-follow-ups.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { askOf, communicationOf, day, freshDesk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'
import { addsReply, sample, sampleWith, standingsOf } from '../../support/ledgers/sample.ts'

test('of two imports of one file at once, the second finds nothing new', async () => {
  await using desk = await freshDesk()
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const file = await sample()
  const imports = [1, 2].map(() => importLedger(desk.on('2026-11-24'), file))
  await barrier.waiting(2)
  await barrier.letGo()
  const added = (await Promise.all(imports)).map((imported) => imported.added.communications)
  expect(added.toSorted()).toEqual([0, 6])
  expect((await verify(desk)).followUps).toBe(2)
})

test('a closure that comes while a file is imported is not forgotten in the columns', async () => {
  await using desk = await freshDesk('the sample')
  const file = await sampleWith(addsReply)
  const closing = { followUp: 'PRK-TC-2', reason: 'lapsed', closedOn: day('2026-11-20'), remark: null } as const
  // The import has read every fact of the dossier when it comes to write the first follow-up's standing.
  const first = "select from follow_ups where reference = 'PRK-TC-1' for no key update"
  await using barrier = await holdBack(desk.connection, first)
  const imported = importLedger(desk.on('2026-11-24'), file)
  await barrier.waiting(1)
  const closed = closeFollowUp(desk.on('2026-11-24'), closing)
  await Promise.race([closed, barrier.waiting(2)])
  await barrier.letGo()
  await Promise.all([imported, closed])
  expect((await verify(desk)).differences).toEqual([])
  expect(await standingsOf(desk)).toMatchObject([{ lastWordOn: day('2005-01-20') }, { state: 'closed' }])
})

test('an import and whoever records in the same dossier do not wait for each other for ever', async () => {
  await using desk = await freshDesk('the sample')
  const file = await sampleWith(addsReply)
  const reply = { followUp: 'PRK-TC-1', bearing: 'replies', character: 'partial' } as const
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const imported = importLedger(desk.on('2026-11-24'), file)
  await barrier.waiting(1)
  const received = communicationOf({ receivedOn: '2005-01-25', entries: [reply] })
  const recorded = recordCommunication(desk.on('2026-11-24'), received)
  await barrier.waiting(2)
  await barrier.letGo()
  expect((await imported).added.communications).toBe(1)
  expect((await recorded).reference).toBe('PRK-TC/8')
  expect((await verify(desk)).differences).toEqual([])
})

test('an import and whoever opens follow-ups in the same dossier do not wait for each other for ever', async () => {
  await using desk = await freshDesk('the sample')
  const file = await sampleWith(addsReply)
  await using barrier = await holdBack(desk.connection, 'lock table follow_ups in share mode')
  const imported = importLedger(desk.on('2026-11-24'), file)
  await barrier.waiting(1)
  const opened = openFollowUps(desk.on('2026-11-24'), askOf({ titles: ['Third proposal'] }))
  await barrier.waiting(2)
  await barrier.letGo()
  expect((await imported).added.communications).toBe(1)
  expect((await opened).reference).toBe('PRK-TC/8')
})
