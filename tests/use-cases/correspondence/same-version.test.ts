import { expect, test } from 'vitest'
import { listVersions } from '../../../src/store/correspondence/communications.ts'
import { closeFollowUp } from '../../../src/use-cases/correspondence/close-follow-up.ts'
import { correctCommunication } from '../../../src/use-cases/correspondence/correct-communication.ts'
import { recordCommunication } from '../../../src/use-cases/correspondence/record-communication.ts'
import { showFollowUp } from '../../../src/use-cases/stories/show-follow-up.ts'
import { verify } from '../../../src/use-cases/operation/verify.ts'
import { communicationOf, day, freshDesk } from '../../support/ledgers/desk.ts'
import { holdBack } from '../../support/databases/held-back.ts'

const TC2 = 'PRK-TC-2'
const closing = { followUp: TC2, reason: 'lapsed', closedOn: day('2026-11-24'), remark: null } as const

test('who closes what was replied to since they read it is told the version that holds, and nothing is closed', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24')
  const { version } = await showFollowUp(context, TC2)
  const entries = [{ followUp: TC2, bearing: 'replies', character: 'noted' }] as const
  await recordCommunication(context, communicationOf({ receivedOn: '2026-11-20', entries }))
  await expect(closeFollowUp(context, closing, version)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining(`got version ${version} — expected ${version + 1}`),
  })
  expect((await showFollowUp(context, TC2)).closures).toEqual([])
})

test('of two officers who correct one letter at once from the same version, one is told which holds', async () => {
  await using desk = await freshDesk('the sample')
  await using barrier = await holdBack(desk.connection, 'lock table communications in share mode')
  const both = ['One reading.', 'Another reading.'].map((summary) => {
    const correction = {
      communication: 'PRK-TC/5',
      why: summary,
      content: { summary },
      entries: [],
      isWithdrawn: false,
    }
    return correctCommunication(desk.on('2026-11-24'), correction, 1)
  })
  await barrier.waiting(2)
  await barrier.letGo()
  const outcomes = (await Promise.allSettled(both)).toSorted((a, b) => (a.status < b.status ? -1 : 1))
  expect(outcomes).toMatchObject([
    { status: 'fulfilled' },
    {
      status: 'rejected',
      reason: { code: 'conflict', message: expect.stringContaining('expected 2, which holds now') },
    },
  ])
  const [{ id: dossierId }] = (await desk.db.execute('select id::int from dossiers')) as never as [{ id: number }]
  expect(await listVersions(desk.seen, dossierId, 5)).toHaveLength(2)
  expect((await verify(desk)).differences).toEqual([])
})
