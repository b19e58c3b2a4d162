import { sql } from 'drizzle-orm'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseConfig } from '../../src/config.ts'
import { openLedger } from '../../src/ledger.ts'

test('a ledger that cannot be opened leaves no database running behind it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'relance-ledger-'))
  const config = parseConfig({ RELANCE_DIR: folder, RELANCE_SAMPLE: 'no' }, () => '', folder)
  const isRunning = () => existsSync(join(folder, 'postgres/cluster/postmaster.pid'))
  {
    await using ledger = await openLedger(config, 'somebody')
    await ledger.db.execute(
      sql`insert into drizzle.__drizzle_migrations (name, hash) values ('29990101000000_later', '')`,
    )
    expect(isRunning()).toBe(true)
  }
  await expect(openLedger(config, 'somebody')).rejects.toMatchObject({ code: 'configuration' })
  expect(isRunning()).toBe(false)
  await rm(folder, { recursive: true })
})
