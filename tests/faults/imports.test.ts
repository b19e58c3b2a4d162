import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSample } from '../support/ledgers/sample-ledger.ts'
import { letterOf, type File } from '../support/ledgers/sample.ts'
import { atWork } from './support/ledger-at-work.ts'
import { countOf } from './support/many.ts'
import { tell } from './support/matrix.ts'

const TABLES = ['dossiers', 'follow_ups', 'communications', 'entries', 'closures', 'subscriptions']

test('F66: a file that is imported again, in another order, and with one letter told otherwise', async ({ task }) => {
  await using work = await atWork()
  await using opened = new AsyncDisposableStack()
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'relance-import-')), (path) => rm(path, { recursive: true }))
  const importOf = async (change: (file: File) => unknown) => {
    const file = (await readSample()) as unknown as File
    change(file)
    await writeFile(join(folder, 'again.json'), JSON.stringify(file))
    return work.run(['import', join(folder, 'again.json')])
  }
  const rows = () => Promise.all(TABLES.map((table) => countOf(work, table)))
  const before = await rows()

  const again = await importOf(() => undefined)
  const reordered = await importOf(({ dossiers: [dossier] }) => {
    dossier.communications.reverse()
    dossier.followUps.reverse()
  })
  const otherwise = await importOf((file) => {
    letterOf(file, 5).receivedOn = '2003-12-31'
    file.dossiers[0].communications.push({ number: 7, channel: 'letter', direction: 'sent', dated: '2005-01-05' })
  })
  tell(task, {
    fault: 'F66',
    injected: 'the same file again, in another order, with one letter told otherwise',
    lost: 0,
  })
  expect([again, reordered]).toMatchObject(
    Array.from({ length: 2 }, () => ({ code: 0, stdout: expect.stringMatching(/^Nothing new/) })),
  )
  expect(otherwise).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('receivedOn is recorded as "2003-12-30", the file has "2003-12-31"'),
  })
  expect(await rows()).toEqual(before)
  expect(await work.run(['verify', '--audit'])).toMatchObject({ code: 0 })
})
