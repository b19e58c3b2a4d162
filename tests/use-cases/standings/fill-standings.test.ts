import { expect, test } from 'vitest'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { fillStandings } from '../../../src/use-cases/standings/fill-standings.ts'
import { listPending } from '../../../src/use-cases/pending/list-pending.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, momentOf, type Desk } from '../../support/ledgers/desk.ts'
import { workedAt } from '../../support/ledgers/worked-at.ts'

/** A ledger as it is after the migration, if it was full before. */
async function upgraded(): Promise<Desk> {
  const desk = await workedAt()
  await desk.db.execute('truncate standings')
  await desk.db.execute('update installations set has_standings = false')
  return desk
}

const standingsOf = async ({ db }: Desk) => [...(await db.execute('select * from standings order by 1, 2, 5'))]

test('what was recorded before standings were kept is told afterwards as if they always had been', async () => {
  await using whole = await workedAt()
  await using desk = await upgraded()
  await fillStandings(desk.db)
  expect(await standingsOf(desk)).toEqual(await standingsOf(whole))
  expect((await verify(desk)).differences).toEqual([])
  expect(await listPending(desk.on('2026-11-24'), {}, momentOf('2004-12-22'))).toHaveLength(2)
})

test('filling leaves follow-ups at the version that a change is decided upon', async () => {
  await using desk = await upgraded()
  const versions = () => desk.db.execute('select id, version from follow_ups order by id')
  const before = await versions()
  await fillStandings(desk.db)
  expect(await versions()).toEqual(before)
})

test('a filling that ended half-way is gone on with, by several at once and beside one who records', async () => {
  await using desk = await upgraded()
  const context = desk.on('2026-11-25')
  const reply = { followUp: 'PRK-TC-2', bearing: 'replies', character: 'partial' } as const
  await recordCommunication(context, communicationOf({ receivedOn: '2026-11-25', entries: [reply] }))
  const others = [openDatabase(desk.connection, { max: 1 }), openDatabase(desk.connection, { max: 1 })]
  const again = communicationOf({ receivedOn: '2026-11-24', entries: [{ ...reply, followUp: 'PRK-VISIT-1' }] })
  await Promise.all([...others.map(fillStandings), recordCommunication(context, again)])
  for (const db of others) await closeDatabase(db)
  expect((await verify(desk)).differences).toEqual([])
  expect(await desk.db.execute('select has_standings from installations')).toEqual([{ has_standings: true }])
})

test('once filled, nothing is looked for again', async () => {
  await using desk = await workedAt()
  await desk.db.execute('truncate standings')
  await fillStandings(desk.db)
  expect(await standingsOf(desk)).toEqual([])
})
