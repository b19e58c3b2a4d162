import { expect, test } from 'vitest'
import { atWork, messageIdOf } from './support/ledger-at-work.ts'
import { subscriptionsDue } from './support/many.ts'
import { tell } from './support/matrix.ts'
import { ownCluster } from './support/own-cluster.ts'
import { deskOn, serviceAtWork, until } from './support/running.ts'
import { standbyOf } from './support/standby.ts'
import { tcpProxy } from './support/tcp-proxy.ts'

const BACK_WITHIN_MS = 10_000
const EXTRA_ISSUES = 8

test('a failover that loses the last commits makes one copy at most of each mail, and plans no second slot', async ({
  task,
}) => {
  await using primary = await ownCluster()
  await using before = await atWork({ desk: await deskOn(primary.connection), recipientMs: 200 })
  await before.plan(EXTRA_ISSUES)
  await subscriptionsDue(before, 1)
  await using standby = await standbyOf(primary)
  await standby.cutOff()

  await using proxy = await tcpProxy(primary.connection.path)
  await using service = await serviceAtWork(before, {
    DATABASE_URL: `postgres://relance@127.0.0.1:${proxy.port}/relance`,
  })
  const ofItsSlot = `<digest.1.${EXTRA_ISSUES + 1}.`
  await until(() => before.server.accepted.some(({ bytes }) => messageIdOf(bytes).startsWith(ofItsSlot)))
  await primary.stop('immediate')
  expect((await fetch(`${service.origin}/readyz`)).status).toBe(503) // where all is sent already, nobody else asks
  await service.hears('the database cannot be used')
  await standby.promote()
  proxy.leadTo(standby.connection.path)
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)

  await using after = await atWork({ desk: await deskOn(standby.connection) })
  const oracle = () => {
    after.server.accepted.splice(0, Infinity, ...before.server.accepted)
    return after.oracle()
  }
  await until(async () => (await oracle()).unsettled === 0, BACK_WITHIN_MS)
  const { delivered, distinct, lost, differing, ...found } = await oracle()
  const copies = Map.groupBy(before.server.accepted, ({ bytes }) => messageIdOf(bytes))
  const injected = `failover that loses what was planned, claimed and marked of ${distinct} mails`
  tell(task, { fault: 'F16', injected, delivered, distinct, lost, recoveredMs })
  expect({ distinct, lost, ...found }).toEqual({
    planned: EXTRA_ISSUES + 1,
    distinct: EXTRA_ISSUES + 1,
    lost: 0,
    doubledSlots: 0,
    unsettled: 0,
  })
  expect(Math.max(...[...copies.values()].map(({ length }) => length))).toBe(2)
  expect(differing).toBeLessThanOrEqual(1) // what was frozen is lost for the one slot, and is put together again
  expect(service.isAlive()).toBe(true)
})
