import { serve, type ServerType } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { Problem } from './domain/problem.ts'
import { describeFault } from './fault.ts'
import { healthApp } from './http/health.ts'
import type { Database } from './store/database.ts'
import type { Context } from './use-cases/context.ts'
import type { Send } from './use-cases/deliver-digests.ts'
import { checkWorker } from './use-cases/check-ledger.ts'
import type { Post } from './use-cases/plan-digests.ts'
import { startAlarmClock, type AlarmClock } from './worker/alarm-clock.ts'
import { runPass, type PassReport } from './worker/pass.ts'

export interface Service {
  config: Config
  db: Database
  log: Logger
  /** A context of this moment, by the database's clock, which all workers share. */
  contextNow: () => Promise<Context>
  mail: { post: Post; send: Send }
}

const PASS_DEADLINE_MS = 30 * 60_000
const HANG_UP_AFTER_MS = 2_000

export async function runOnce({ contextNow, mail }: Service): Promise<PassReport> {
  return runPass(await contextNow(), mail)
}

/** Works each minute until stopped; rejects where the running pass would not end in time. */
export function startWorking({ contextNow, mail, log }: Service): AlarmClock {
  return startAlarmClock({
    deadlineMs: PASS_DEADLINE_MS,
    wake: async (signal) => report(log, await runPass(await contextNow(), mail, signal)),
    onFault: (error) => log.error(describeFault(error), 'a pass failed; the next one tries again'),
  })
}

/** Listens, or says who is in the way. */
export function startHealth({ config: { host, port }, db }: Service): Promise<{ stop: () => Promise<void> }> {
  const app = healthApp(() => checkWorker({ db }))
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port }, () => {
      resolve({ stop: () => hangUp(server) })
    })
    server.on('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
  })
}

/** Whoever is in the middle of asking has a moment to finish. */
function hangUp(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), HANG_UP_AFTER_MS)
    server.close(() => {
      clearTimeout(patience)
      resolve()
    })
  })
}

function cannotListen(error: NodeJS.ErrnoException, host: string, port: number): Problem {
  const causes: Record<string, string> = {
    EADDRINUSE: 'something else listens there; stop it, or set PORT to another number',
    EACCES: 'this user may not listen there; set PORT to a number above 1023',
    EADDRNOTAVAIL: 'this machine has no such address; set HOST to one it has, such as 127.0.0.1',
  }
  const cause = causes[error.code ?? ''] ?? `it cannot be listened on (${error.code})`
  return new Problem('configuration', `${host} port ${port}: ${cause}`)
}

function report(log: Logger, { flagged, planned, delivered }: PassReport): void {
  for (const refused of delivered.refused) log.warn(refused, 'a digest was not accepted')
  if (delivered.overtaken > 0) log.warn({ count: delivered.overtaken }, 'a lease was lost while sending')
  if (flagged + planned + delivered.sent === 0) return
  log.info({ flagged, planned, sent: delivered.sent }, 'pass')
}
