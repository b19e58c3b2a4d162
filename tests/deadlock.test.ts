import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp, restore } from '../src/backup.ts'
import { parseConfig } from '../src/config.ts'
import { giveExport, giveSheet } from '../src/use-cases/issued/give-export.ts'
import { urlOf } from './support/databases/database-url.ts'
import { inDeadlock } from './support/databases/deadlock.ts'
import { freshDatabase } from './support/databases/postgres.ts'
import { freshDesk } from './support/ledgers/desk.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-deadlock-'))
})
afterEach(() => rm(folder, { recursive: true }))

const IN_TURN = ['desks', 'officers', 'entries'] as const
const OF_A_FILE = ['counterparts', 'follow_ups', 'assessments'] as const
const OF_A_SHEET = ['counterparts', 'office_names', 'policies'] as const

const tryAgain = (undone: string) => ({
  code: 'retry_later',
  message: `${undone}: another stood in its way; try it again`,
})

test('a backup in a deadlock leaves no file, and says that it is to be tried again', async () => {
  await using desk = await freshDesk('the sample')
  const backing = inDeadlock(desk.connection, IN_TURN, () => backUp(desk.db, join(folder, 'a.backup')))
  await expect(backing).rejects.toMatchObject(tryAgain('nothing is backed up'))
  expect(await readdir(folder)).toEqual([])
})

test('a restore in a deadlock is to be tried again, and is done when it is', async () => {
  await using desk = await freshDesk('the sample')
  const file = join(folder, 'a.backup')
  const { rows } = await backUp(desk.db, file)
  await using empty = await freshDatabase()
  const config = parseConfig({ DATABASE_URL: urlOf(empty.connection) }, () => '', folder)
  const restoring = inDeadlock(empty.connection, IN_TURN, () => restore(config, file))
  await expect(restoring).rejects.toMatchObject(tryAgain('nothing is restored'))
  expect(await restore(config, file)).toMatchObject({ rows })
})

test('an export in a deadlock gives nothing twice, and says that it is to be tried again', async () => {
  await using desk = await freshDesk('the sample')
  const context = desk.on('2026-11-24T12:00')
  let times = 0
  const take = <T>(parts: AsyncIterable<T>) => {
    times += 1
    return Array.fromAsync(parts)
  }
  const file = inDeadlock(desk.connection, OF_A_FILE, () => giveExport(context, take))
  await expect(file).rejects.toMatchObject(tryAgain('the export is not whole'))
  const sheet = inDeadlock(desk.connection, OF_A_SHEET, () => giveSheet(context, ({ rows }) => take(rows)))
  await expect(sheet).rejects.toMatchObject(tryAgain('the export is not whole'))
  expect(times).toBe(2)
})
