import { askServer } from './embedded-postgres/answer.ts'
import { createCluster, refuseOtherMajor } from './embedded-postgres/cluster.ts'
import { takeLock, tryLock } from './embedded-postgres/file-lock.ts'
import { type Layout, layOut } from './embedded-postgres/layout.ts'
import { findPrograms } from './embedded-postgres/programs.ts'
import { chooseRunner, refuseUnlessReachable } from './embedded-postgres/runner.ts'
import { startServer, stopServer } from './embedded-postgres/server.ts'
import { chooseSocket, type SocketConnection } from './embedded-postgres/socket.ts'

export interface EmbeddedPostgres extends AsyncDisposable {
  /** This call created the database cluster. */
  readonly isNew: boolean
  /** What whoever started the server should read, each a sentence. */
  readonly notices: readonly string[]
  /** As postgres.js takes it. */
  readonly connection: SocketConnection
  /** Starts the server again where it has ended under us, though we have not left. */
  revive(): Promise<void>
}

const TURN_DEADLINE_MS = 240_000

/** Attaches to the PostgreSQL below the folder, starting it first where it does not run. The last to leave stops it. */
export async function attachEmbeddedPostgres(folder: string): Promise<EmbeddedPostgres> {
  const layout = await layOut(folder)
  return inTurn(layout, async () => {
    const connection = await chooseSocket(layout)
    const isRunning = (await askServer(connection)) === 'ready'
    const { isNew, notices } = isRunning ? { isNew: false, notices: [] } : await bringUp(layout, connection)
    const attachment = tryLock(layout.attachedLock, 'shared')
    return {
      isNew,
      notices,
      connection,
      revive: () => revive(layout, connection),
      [Symbol.asyncDispose]: () => leave(layout, connection, attachment),
    }
  })
}

async function revive(layout: Layout, connection: SocketConnection): Promise<void> {
  await inTurn(layout, async () => {
    if ((await askServer(connection)) !== 'ready') await bringUp(layout, connection)
  })
}

async function leave(layout: Layout, connection: SocketConnection, attachment: Disposable | undefined): Promise<void> {
  await inTurn(layout, async () => {
    attachment?.[Symbol.dispose]()
    using nobodyElse = tryLock(layout.attachedLock, 'exclusive')
    if (nobodyElse) await stopServer(layout, connection)
  })
}

/** One process at a time attaches or leaves, so that nobody meets a server half started or half stopped. */
async function inTurn<Result>({ turnLock }: Layout, act: () => Promise<Result>): Promise<Result> {
  const turn = await takeLock(turnLock, TURN_DEADLINE_MS)
  try {
    return await act()
  } finally {
    turn[Symbol.dispose]()
  }
}

async function bringUp(layout: Layout, connection: SocketConnection) {
  const programs = findPrograms()
  const runner = await chooseRunner(layout)
  await refuseUnlessReachable(runner, [layout.home, programs.folder])
  const isNew = await createCluster(layout, { programs, runner })
  await refuseOtherMajor(layout)
  await startServer(layout, connection, { programs, runner })
  return { isNew, notices: runner.notices }
}
