import { once } from 'node:events'
import { Problem } from '../../../src/domain/problem.ts'
import { attachEmbeddedPostgres, type EmbeddedPostgres } from '../../../src/store/embedded-postgres.ts'

/** What the process tells on its standard output, one line of JSON, before it waits for the end of its input. */
export type Told = Pick<EmbeddedPostgres, 'isNew' | 'notices' | 'connection'> | { problem: string }

const [folder = ''] = process.argv.slice(2)

try {
  await using server = await attachEmbeddedPostgres(folder)
  tell({ isNew: server.isNew, notices: server.notices, connection: server.connection })
  await once(process.stdin.resume(), 'end')
} catch (error) {
  if (!(error instanceof Problem)) throw error
  tell({ problem: error.message })
}

function tell(told: Told): void {
  process.stdout.write(`${JSON.stringify(told)}\n`)
}
