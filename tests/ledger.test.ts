import { expect, test } from 'vitest'
import { parseConfig } from '../src/config.ts'
import { migrateLedger, officerOf, openLedger } from '../src/ledger.ts'
import { verify } from '../src/use-cases/operation/verify.ts'
import { urlOf } from './support/databases/database-url.ts'
import { freshDesk } from './support/ledgers/desk.ts'

test('processes of one account that meet at its first use enter one officer', async () => {
  await using desk = await freshDesk()
  const met = await Promise.all(Array.from({ length: 8 }, () => officerOf(desk.db, undefined, 'newcomer')))
  expect(new Set(met.map(({ id }) => id)).size).toBe(1)
})

test('a ledger that was upgraded and not yet told of its past is opened by nobody before relance migrate has', async () => {
  await using desk = await freshDesk('the sample')
  await desk.db.execute('truncate standings')
  await desk.db.execute('update installations set has_standings = false')
  const config = parseConfig({ DATABASE_URL: urlOf(desk.connection as never) }, () => '', '/nowhere')
  await expect(openLedger(config, 'somebody')).rejects.toMatchObject({
    code: 'configuration',
    message: expect.stringContaining('relance migrate goes on with it'),
  })
  expect(await migrateLedger(config)).toEqual([])
  await using ledger = await openLedger(config, 'somebody')
  expect((await verify(ledger)).differences).toEqual([])
})
