import type { Server } from 'node:http'
import { serve } from '@hono/node-server'
import type { Config } from './config.ts'
import { Problem } from './domain/problem.ts'
import { webApp } from './http/app.ts'
import { readAgain } from './http/read-again.ts'
import type { Web } from './http/web.ts'

/** Whoever is slower than these is cut off; slow senders in any number keep nobody else waiting. */
const SERVER_LIMITS = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 5_000,
  maxHeaderSize: 64 * 1024,
}
const MOST_CONNECTIONS = 2_000
const HANG_UP_AFTER_MS = 2_000

/** Listens, or says who is in the way. */
export function startWeb({ host, port }: Pick<Config, 'host' | 'port'>, web: Web): Promise<AsyncDisposable> {
  const app = webApp(web)
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: readAgain(app.fetch), hostname: host, port, serverOptions: SERVER_LIMITS }, () => {
      resolve({ [Symbol.asyncDispose]: () => hangUp(server) })
    }) as Server
    server.maxConnections = MOST_CONNECTIONS
    server.on('error', (error: NodeJS.ErrnoException) => reject(cannotListen(error, host, port)))
  })
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
