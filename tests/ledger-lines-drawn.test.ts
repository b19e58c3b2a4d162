import { assert, array, asyncProperty } from 'fast-check'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backUp } from '../src/backup.ts'
import { listHeads } from '../src/store/operation/audit.ts'
import { exportLedger } from '../src/use-cases/ledger-files/export-ledger.ts'
import { listPending } from '../src/use-cases/pending/list-pending.ts'
import { verify } from '../src/use-cases/operation/verify.ts'
import { verifyAudit } from '../src/use-cases/operation/verify-audit.ts'
import { freshDesk, momentOf } from './support/ledgers/desk.ts'
import { deeds, isDone } from './support/drawn/histories.ts'
import { restoredFrom } from './support/ledgers/restored-from.ts'
import { ON_DATABASES } from './support/databases/on-databases.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'relance-lines-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('an empty ledger that imports the lines of another has the same heads, and stands the same on every day as known at every instant', async () => {
  await assert(
    asyncProperty(array(deeds, { minLength: 4, maxLength: 12 }), async (history) => {
      await using desk = await freshDesk('the sample')
      for (const [index, deed] of history.entries()) await isDone(desk.on(`2026-11-24T10:${10 + index}`), deed)
      const file = join(folder, `${randomUUID()}.jsonl`)
      await backUp(desk.db, file, 'lines')
      await using imported = await restoredFrom(file)
      expect(await listHeads({ db: imported.db, sight: 'everything' })).toEqual(await listHeads(desk.seen))
      expect(await exportLedger({ db: imported.db, sight: 'everything' })).toEqual(await exportLedger(desk.seen))
      const there = { ...desk.on('2026-11-25'), db: imported.db }
      for (const asOf of ['2003-08-08', '2004-01-15', '2004-12-22', '2005-12-01', '2026-11-25'])
        for (const known of ['2026-11-24T08:00', '2026-11-24T10:14', '2026-11-25']) {
          const moment = momentOf(asOf, known)
          expect(await listPending(there, {}, moment)).toEqual(await listPending(desk.on('2026-11-25'), {}, moment))
        }
      expect((await verify({ db: imported.db })).differences).toEqual([])
      expect((await verifyAudit({ db: imported.db })).found).toEqual([])
    }),
    { ...ON_DATABASES, numRuns: 12 },
  )
})
