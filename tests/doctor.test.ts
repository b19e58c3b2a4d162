import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { parseConfig } from '../src/config.ts'
import { examine } from '../src/doctor.ts'
import { folderTransport } from '../src/mail/folder/folder-transport.ts'
import { closeDatabase, openDatabase } from '../src/store/connection/database.ts'
import { freshDesk, type Desk } from './support/ledgers/desk.ts'
import { instantOf } from './support/ledgers/sample-ledger.ts'

async function databaseOf(desk: Desk) {
  const db = openDatabase(desk.connection)
  await using mails = await mkdtempDisposable(join(tmpdir(), 'relance-mail-'))
  const where = 'the database'
  const config = parseConfig({ DATABASE_URL: 'postgres://relance@localhost/relance' }, () => '', '/nowhere')
  const findings = await examine(config, () => instantOf('2026-11-24T09:00'), {
    open: () =>
      Promise.resolve({
        db,
        webDb: db,
        where,
        notices: [],
        revive: null,
        [Symbol.asyncDispose]: () => closeDatabase(db),
      }),
    transport: folderTransport(mails.path),
  })
  return findings.find(({ what }) => what === 'database')
}

// The suite's own server writes nothing to a disk that anybody would miss.
test('doctor warns of a server that may lose what it has confirmed, and names its settings', async () => {
  await using desk = await freshDesk()
  const says = 'the database: a crash of the server may lose what was accepted; try'
  expect(await databaseOf(desk)).toEqual({
    what: 'database',
    state: 'warning',
    says: `${says} fsync = on, full_page_writes = on there`,
  })
  await desk.db.execute(sql`do $$ begin
    execute format('alter database %I set synchronous_commit = off', current_database()); end $$`)
  expect(await databaseOf(desk)).toMatchObject({
    says: `${says} fsync = on, full_page_writes = on, synchronous_commit = on there`,
  })
})

test('doctor says of a database that only reads that nothing can be recorded there', async () => {
  await using desk = await freshDesk('the sample')
  expect(await databaseOf(desk)).toMatchObject({ state: 'warning' })
  await desk.db.execute(sql`do $$ begin
    execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`)
  expect(await databaseOf(desk)).toEqual({
    what: 'database',
    state: 'ill',
    says: 'the database only reads, as a replica does: nothing can be recorded, and no digest goes out',
  })
})
