import { closeDatabase, openDatabase, type Connection } from '../src/store/connection/database.ts'
import { verify } from '../src/use-cases/operation/verify.ts'
import { peakMb } from '../tests/support/programs/peak-mb.ts'

/** In a process of its own, whose memory is that of verifying alone. */
process.once('message', async (connection: Connection) => {
  const db = openDatabase(connection, { max: 1, statementTimeoutMs: 0 })
  const begun = performance.now()
  const { differences } = await verify({ db })
  const seconds = (performance.now() - begun) / 1_000
  await closeDatabase(db)
  process.send!({ seconds, peakMb: peakMb(), differences: differences.length })
  process.disconnect!()
})
