import { once } from 'node:events'
import { createServer } from 'node:net'

const PORTS_OF_A_WORKER = 500
/** Below those that a machine gives out by itself, and no other worker's of this run. */
const FIRST = 10_500 + PORTS_OF_A_WORKER * (Number(process.env['VITEST_POOL_ID'] ?? 0) % 40)
let given = process.pid

/** A port on the loopback that nobody listens on just now, nor will by chance. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + (given++ % PORTS_OF_A_WORKER)
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue
      throw error
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
