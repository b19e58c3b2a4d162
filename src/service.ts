import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { Problem } from './domain/problem.ts'
import { describeFault } from './fault.ts'
import { webApp } from './http/app.ts'
import type { Web } from './http/web.ts'
import type { Database } from './store/database.ts'
import type { Context } from './use-cases/context.ts'
import type { Send } from './use-cases/deliver-digests.ts'
import type { Ending } from './use-cases/ending.ts'
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

export async function runOnce({ contextNow, mail }: Service, ending: Ending): Promise<PassReport> {
  return runPass(await contextNow(), mail, ending)
}

/** Works each minute until stopped; rejects where the running pass would not end in time. */
export function startWorking({ contextNow, mail, log }: Service): AlarmClock {
  return startAlarmClock({
    deadlineMs: PASS_DEADLINE_MS,
    wake: async (ending) => report(log, await runPass(await contextNow(), mail, ending)),
    onFault: (error) => log.error(describeFault(error), 'a pass failed; the next one tries again'),
  })
}

/** Whoever is slower than these is cut off; slow senders in any number keep nobody else waiting. */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 64 * 1024,
}
const MOST_CONNECTIONS = 2_000

/** Listens, or says who is in the way. */
export function startWeb({ config: { host, port } }: Pick<Service, 'config'>, web: Web): Promise<Listening> {
  const app = webApp(web)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions: SERVER_LIMITS }, () => {
      resolve({ stop: () => hangUp(server) })
    }) as Server
    server.maxConnections = MOST_CONNECTIONS
    server.on('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
  })
}

export interface Listening {
  stop: () => Promise<void>
}

/** Whoever is in the middle of asking has a moment to finish. */
function hangUp(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const patience = setTimeout(() => server.closeAllConnections(), HANG_UP_AFTER_MS)
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
