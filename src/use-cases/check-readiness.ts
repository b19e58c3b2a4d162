import { Problem } from '../domain/problem.ts'
import { listPendingMigrations } from '../store/migrate.ts'
import { checkWorker, type WorkerHealth } from './check-ledger.ts'
import type { Context } from './context.ts'
import { findDifference } from './instance.ts'

export interface Readiness extends WorkerHealth {
  /** What is not as it must be, in words; empty where all is well. */
  failings: string[]
}

/** Whether the database has our schema, and a worker looks each minute. Throws where it cannot be reached. */
export async function checkReadiness(context: Pick<Context, 'db' | 'instance'>): Promise<Readiness> {
  const { db } = context
  const schema = await schemaFailing(db)
  if (schema) return { failings: [schema], lastPassAt: null, minutesSince: null, isStalled: false }
  const worker = await checkWorker({ db })
  const away = await findDifference(context)
  const failings = [...(worker.isStalled ? [workerFailing(worker)] : []), ...(away ? [`mail: ${away}`] : [])]
  return { ...worker, failings }
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
