import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { chownSync, cpSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bounceTo } from '../support/servers/bounces.ts'
import { handOver } from './support/at-the-mail-server.ts'
import { atWork, CLEAN } from './support/ledger-at-work.ts'
import { tokenOf } from './support/let-in.ts'
import { countOf } from './support/many.ts'
import { tell } from './support/matrix.ts'
import { ownCluster, type OwnCluster } from './support/own-cluster.ts'
import { deskOn, serviceAtWork, until } from './support/running.ts'
import { ONLY_ROOT, smallDisk } from './support/small-disk.ts'

const BACK_WITHIN_MS = 10_000
/** Nothing that could be packed into the pages that are there. */
const LONG = randomBytes(10_000).toString('hex')

test('on a full disk what is written is refused and what is there is read, until there is room', async ({
  task,
  skip,
}) => {
  using disk = smallDisk()
  if (!disk) {
    tell(task, { fault: 'F24', injected: 'disk full', note: `not run: ${ONLY_ROOT}` })
    return skip(ONLY_ROOT)
  }
  await using place = await ledgerOn(disk.path)
  const { work } = place
  await work.plan(2)
  const record = (text: string) =>
    work.run(['record', 'PRK-TC-1', 'noted', '--received-on', '2026-11-20', '--text', text, '--quote', text])
  disk.fill()
  const refused = await record(LONG)
  const read = await work.run(['pending'])
  disk.empty()
  const accepted = await record(LONG)
  await work.settle()
  const { delivered, distinct, lost, ...found } = await work.oracle()
  const note = `recording ends with ${refused.code}`
  tell(task, { fault: 'F24', injected: 'disk full', delivered, distinct, lost, note })
  expect(refused.code).toBe(69)
  expect(refused.stderr).toMatch(
    /^error\[unavailable\] PostgreSQL at .+: its disk is full; make room on the disk .+\n$/,
  )
  expect(read.code).toBe(0)
  expect(accepted.code).toBe(0)
  expect(await countOf(work, `communications where length(summary) = ${LONG.length}`)).toBe(1)
  expect({ delivered, distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 2, delivered: 2, distinct: 2 })
})

test('on a full disk a scan is refused whole, and a bounce is handed over again, until there is room', async ({
  task,
  skip,
}) => {
  using disk = smallDisk()
  if (!disk) {
    tell(task, { fault: 'F25', injected: 'disk full under a scan and a bounce', note: `not run: ${ONLY_ROOT}` })
    return skip(ONLY_ROOT)
  }
  await using place = await ledgerOn(disk.path)
  const { work } = place
  const env = { BOUNCE_ADDRESS: 'relance-bounces@example.org' }
  await work.plan(1)
  await work.run(['worker', '--once'], env)
  const bounce = bounceTo(work.server.accepted[0]!.from, 'postfix')
  await using service = await serviceAtWork(work, env)
  await service.ready()
  const token = await tokenOf(work)
  const scan = randomBytes(4 * 1024 * 1024)
  const attach = async () => {
    const body = new FormData()
    body.append('files', new File([scan], 'scan.pdf'))
    const path = '/api/v1/dossiers/PRK-TC/communications/6/attachments'
    return (
      await fetch(`${service.origin}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body })
    ).status
  }
  disk.fill()
  const tried = async () => ({
    attached: await attach(),
    kept: await countOf(work, 'attachments'),
    bounced: (await handOver(work, bounce, env)).code,
  })
  const full = await tried()
  disk.empty()
  const room = await tried()
  const note = `a scan is answered ${full.attached}, a bounce ends with ${full.bounced}`
  tell(task, { fault: 'F25', injected: 'disk full under a scan and a bounce', lost: 0, note })
  expect(full).toEqual({ attached: 503, kept: 0, bounced: 75 })
  expect(room).toEqual({ attached: 201, kept: 1, bounced: 0 })
  expect(await countOf(work, `files where sha256 = '\\x${createHash('sha256').update(scan).digest('hex')}'`)).toBe(1)
  expect(await countOf(work, `digests where state = 'undeliverable'`)).toBe(1)
})

test('a database whose journal has no room left stops, and loses nothing when it starts again with room', async ({
  task,
  skip,
}) => {
  using disk = smallDisk()
  if (!disk) {
    tell(task, { fault: 'F24', injected: 'disk of the journal full', note: `not run: ${ONLY_ROOT}` })
    return skip(ONLY_ROOT)
  }
  await using own = await ownCluster()
  await own.administer(`alter system set min_wal_size = '32MB'`)
  await own.administer(`alter system set max_wal_size = '32MB'`)
  await own.stop('fast')
  moveJournal(own, disk.path)
  await own.start()
  const { database, ...connection } = await own.copyLedger()
  const work = await atWork({ desk: await deskOn({ ...connection, database }), recipientMs: 400 })
  await work.plan(8)
  await using service = await serviceAtWork(work)
  await until(() => work.server.accepted.length >= 2)
  disk.fill()
  const refused = await own
    .administer(`create table padding as select repeat('x', 500) as x from generate_series(1, 200000)`, database)
    .then(
      () => 'written',
      ({ code }: { code?: string }) => code,
    )
  await service.hears('the database cannot be used')
  disk.empty()
  await own.stop('immediate')
  await own.start()
  const recoveredMs = await service.hears('the database is back', BACK_WITHIN_MS)
  await work.passTime()
  await until(async () => (await work.oracle()).unsettled === 0, BACK_WITHIN_MS)
  const { delivered, distinct, lost, ...found } = await work.oracle()
  await service[Symbol.asyncDispose]()
  await work[Symbol.asyncDispose]()
  const note = `the write ends with ${refused}, and the server with it`
  tell(task, { fault: 'F24', injected: 'disk of the journal full', delivered, distinct, lost, recoveredMs, note })
  expect(refused).not.toBe('written')
  expect({ distinct, lost, ...found }).toEqual({ ...CLEAN, planned: 8, distinct: 8 })
  expect(delivered - distinct).toBeLessThanOrEqual(4) // one for each that was sent and could not be marked
})

/** A ledger of which all is on the disk but the journal. */
async function ledgerOn(disk: string) {
  const cluster = await ownCluster()
  const { uid, gid } = statSync(cluster.layout.cluster)
  chownSync(disk, uid, gid)
  await cluster.administer(`create tablespace small location '${disk}'`)
  const { database, ...connection } = await cluster.copyLedger()
  await cluster.administer(`alter database ${database} set tablespace small`)
  const work = await atWork({ desk: await deskOn({ ...connection, database }) })
  return {
    work,
    [Symbol.asyncDispose]: async () => {
      await work[Symbol.asyncDispose]()
      await cluster.administer(`drop database ${database} with (force)`)
      await cluster.administer('drop tablespace small')
      await cluster[Symbol.asyncDispose]()
    },
  }
}

/** What PostgreSQL writes before all else, onto a disk of its own. */
function moveJournal({ layout }: OwnCluster, disk: string): void {
  const [there, here] = [join(layout.cluster, 'pg_wal'), join(disk, 'pg_wal')]
  const { uid, gid } = statSync(there)
  cpSync(there, here, { recursive: true })
  execFileSync('chown', ['-R', `${uid}:${gid}`, disk])
  rmSync(there, { recursive: true })
  symlinkSync(here, there)
}
