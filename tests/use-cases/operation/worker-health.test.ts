import { expect, test } from 'vitest'
import { checkWorker } from '../../../src/use-cases/operation/check-ledger.ts'
import { readClock } from '../../../src/store/connection/clock.ts'
import { recordPass } from '../../../src/use-cases/operation/record-pass.ts'
import { freshDesk, type Desk } from '../../support/ledgers/desk.ts'

async function passedHence(desk: Desk, minutes: number): Promise<void> {
  await desk.db.execute(`update installations set last_pass_at = clock_timestamp() + interval '${minutes} minutes'`)
}

test('where the clock was set back, a pass that is still to come is not taken for a worker at work', async () => {
  await using desk = await freshDesk()
  await passedHence(desk, -1)
  expect((await checkWorker(desk)).isStalled).toBe(false)
  await passedHence(desk, 24 * 60)
  expect((await checkWorker(desk)).isStalled).toBe(true)
})

test('and the next pass is, though it is earlier', async () => {
  await using desk = await freshDesk()
  await passedHence(desk, 24 * 60)
  await recordPass({ db: desk.db, now: await readClock(desk.db) }, 12)
  expect(await checkWorker(desk)).toMatchObject({ minutesSince: 0, isStalled: false })
})

test('a pass that ends late does not hide a later one of another worker', async () => {
  await using desk = await freshDesk()
  await passedHence(desk, -1)
  const now = await readClock(desk.db)
  await recordPass({ db: desk.db, now: now.subtract({ minutes: 9 }) }, 12)
  expect(await checkWorker(desk)).toMatchObject({ minutesSince: 1 })
})
