import { Problem } from '../../domain/problem.ts'
import { listPendingMigrations } from '../../store/operation/migrate.ts'
import { refusalOf } from '../../store/connection/sqlstate.ts'
import { explainUnreachable } from '../../store/connection/unreachable.ts'
import { checkWorker, type WorkerHealth } from './check-ledger.ts'
import type { Context } from '../context.ts'
import { findDifference } from './instance.ts'

export interface Readiness extends WorkerHealth {
  /** What is not as it must be, in words; empty where all is well. */
  failings: string[]
}

/** Whether the database has our schema, and a worker looks each minute. Throws where it cannot be asked. */
export async function checkReadiness(context: Pick<Context, 'db' | 'instance'>): Promise<Readiness> {
  const { db } = context
  const schema = await schemaFailing(db)
  if (schema) return { failings: [schema], lastPassAt: null, minutesSince: null, isStalled: false }
  const worker = await checkWorker({ db })
  const away = await findDifference(context)
  const failings = [...(worker.isStalled ? [workerFailing(worker)] : []), ...(away ? [`mail: ${away}`] : [])]
  return { ...worker, failings }
}

/** What keeps it from being asked, without a word of where it is or what was asked. */
export function databaseFailing(error: unknown): string {
  if (explainUnreachable(error, 'its place')) return 'database: it cannot be reached'
  const code = refusalOf(error)?.code
  return code === '42501'
    ? 'database: our role lacks a right on it; relance roles --apply grants what is wanted'
    : `database: it refuses what it is asked${code === undefined ? '' : ` (${code})`}`
}

async function schemaFailing(db: Context['db']): Promise<string | null> {
  try {
    const { length } = await listPendingMigrations(db)
    return length === 0 ? null : `migrations: ${length} are not applied`
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return `migrations: ${error.message}`
  }
}

function workerFailing({ minutesSince }: WorkerHealth): string {
  if (minutesSince === null) return 'worker: none has run yet'
  return minutesSince < 0
    ? 'worker: none has run since the clock was set back'
    : `worker: last looked ${minutesSince} minutes ago`
}
