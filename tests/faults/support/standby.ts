import { appendFileSync, cpSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { layOut } from '../../../src/store/embedded-postgres/layout.ts'
import { findPrograms } from '../../../src/store/embedded-postgres/programs.ts'
import { chooseRunner } from '../../../src/store/embedded-postgres/runner.ts'
import { startServer } from '../../../src/store/embedded-postgres/server.ts'
import { chooseSocket, type SocketConnection } from '../../../src/store/embedded-postgres/socket.ts'
import { ask, stop, type OwnCluster } from './own-cluster.ts'
import { until } from './running.ts'

/** A PostgreSQL that follows another, which does not wait for it. */
export interface Standby extends AsyncDisposable {
  connection: SocketConnection
  /** From then on it learns nothing more of what is committed there. */
  cutOff: () => Promise<void>
  /** It becomes the one that is written to. */
  promote: () => Promise<void>
}

/** Has learned all that the primary holds by now, which is stopped for a moment. */
export async function standbyOf(primary: OwnCluster): Promise<Standby> {
  const folder = await mkdtemp(join(tmpdir(), 'relance-standby-'))
  const layout = await layOut(folder)
  await primary.stop('fast')
  cpSync(primary.layout.cluster, layout.cluster, { recursive: true, preserveTimestamps: true })
  await primary.start()
  const source = `host=${dirname(primary.connection.path)} port=5432 user=postgres`
  writeFileSync(join(layout.cluster, 'standby.signal'), '')
  appendFileSync(join(layout.cluster, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
  const connection = await chooseSocket(layout)
  await startServer(layout, connection, { programs: findPrograms(), runner: await chooseRunner(layout) })
  const administer = (statement: string) => ask({ ...connection, user: 'postgres', database: 'postgres' }, statement)
  const isFollowing = async () => (await administer('select 1 from pg_stat_wal_receiver')).length > 0
  await until(isFollowing)
  return {
    connection,
    cutOff: async () => {
      const [written] = await primary.administer('select pg_current_wal_lsn()::text as place')
      const place = String(written!['place'])
      await until(async () => (await administer(`select 1 where pg_last_wal_replay_lsn() >= '${place}'`)).length > 0)
      await administer(`alter system set primary_conninfo = ''`)
      await administer('select pg_reload_conf()')
      await until(async () => !(await isFollowing()))
    },
    promote: async () => void (await administer('select pg_promote()')),
    [Symbol.asyncDispose]: async () => {
      await stop(layout, 'fast')
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
