import { expect, test } from 'vitest'
import type { EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '../../../src/store/connection/database.ts'
import { deliverDigests } from '../../../src/use-cases/delivery/deliver-digests.ts'
import { withReturnAddress } from '../../../src/use-cases/delivery/return-address.ts'
import { planExtraDigest } from '../../../src/use-cases/digests/plan-extra-digest.ts'
import { tcpProxy } from '../../faults/support/tcp-proxy.ts'
import { freshDesk } from '../../support/ledgers/desk.ts'
import { keepingPost, takingAll } from '../../support/ledgers/issues.ts'

const NOW = '2026-11-24T12:00'

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
