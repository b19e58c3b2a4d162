import { expect, test } from 'vitest'
import type { EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { pauseMailing } from '../../../src/store/digests/mailing.ts'
import { deliverDigests, type Delivered } from '../../../src/use-cases/delivery/deliver-digests.ts'
import { withReturnAddress } from '../../../src/use-cases/delivery/return-address.ts'
import type { Refusal, Send } from '../../../src/use-cases/delivery/send.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { tcpProxy } from '../../faults/support/tcp-proxy.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { keepingPost, listIssues, takingAll } from '../../support/ledgers/issues.ts'

const NOW = '2026-11-24T12:00'
const GONE: Refusal = { outcome: 'refused', said: '550 5.1.1 no such user', isPermanent: true, concernsServer: false }

test('a database that is away while a return address is made is asked again, and the mail goes out', async () => {
  await using desk = await freshDesk('the sample')
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  const { path, database } = desk.connection as EmbeddedPostgres['connection']
  await using proxy = await tcpProxy(path)
  const db = openDatabase({ url: `postgres://relance@127.0.0.1:${proxy.port}/${database}` })
  const server = takingAll()
  const send = withReturnAddress(server.send, { db }, 'bounces@example.org')
  proxy.set('starting')
  const delivered = await deliverDigests(desk.on(NOW), send, { onAway: () => proxy.set('pass') })
  await closeDatabase(db)
  expect(delivered).toMatchObject({ sent: 1, refused: [] })
  expect(server.taken).toMatchObject([{ from: expect.stringMatching(/^bounces\+1\./) }])
})

test('a lane that fails does not lose what the others have to tell, and fails all the same', async () => {
  await using desk = await freshDesk('the sample')
  for (const minute of [10, 11, 12]) await planExtraDigest(desk.on(`2026-11-24T11:${minute}`), keepingPost(), 1)
  const [, second, third] = await listIssues(desk)
  const send: Send = ({ digest }) => {
    if (digest === second!.id) return Promise.reject(new Error('no such template'))
    if (digest === third!.id) return Promise.resolve(GONE)
    return Promise.resolve({ outcome: 'accepted', said: '250 OK' })
  }
  const told: Delivered[] = []
  const onFailure = (delivered: Delivered) => void told.push(delivered)
  await expect(deliverDigests(desk.on(NOW), send, { onFailure })).rejects.toThrow('no such template')
  expect(told).toMatchObject([{ sent: 1, refused: [{ number: 3, said: GONE.said }] }])
})

test('what a trial has found out is told of, though its mail could not be marked', async () => {
  await using desk = await freshDesk('the sample')
  await planExtraDigest(desk.on(NOW), keepingPost(), 1)
  await pauseMailing(desk.db, { said: '421 busy', pauseMs: 0, isTrial: false })
  await desk.db.execute(`alter table digests add constraint unmarked check (state <> 'sent')`)
  const told: Delivered[] = []
  const onFailure = (delivered: Delivered) => void told.push(delivered)
  await expect(deliverDigests(desk.on(NOW), takingAll().send, { onFailure })).rejects.toThrow('Failed query')
  expect(told).toMatchObject([{ sent: 0, server: { state: 'back' } }])
})
