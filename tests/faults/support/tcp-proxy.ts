import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `pass` passes everything on. `blackhole` keeps the connections and passes nothing. `destroy` cuts each off, old and
 * new. `lose-commits` passes everything on but, once a COMMIT went by, nothing that the server says on that connection.
 */
type Mode = 'pass' | 'blackhole' | 'destroy' | 'lose-commits'

export interface TcpProxy extends AsyncDisposable {
  port: number
  set: (mode: Mode) => void
  /** How many COMMITs went to the server whose replies were kept back. */
  lostCommits: () => number
}

interface Pair {
  client: Socket
  server: Socket
  /** What was kept back, and is passed on when the network is back. */
  kept: { to: Socket; bytes: Buffer }[]
  isMute: boolean
}

/** Before a PostgreSQL that listens on a Unix socket. */
export async function tcpProxy(path: string): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let mode: Mode = 'pass'
  let lost = 0
  const pass = (pair: Pair, to: Socket, bytes: Buffer) => {
    if (mode === 'blackhole') pair.kept.push({ to, bytes })
    else if (!(pair.isMute && to === pair.client)) to.write(bytes)
  }
  const listener = createServer((client) => {
    if (mode === 'destroy') return void client.destroy()
    const pair: Pair = { client, server: connect(path), kept: [], isMute: false }
    pairs.add(pair)
    client.on('data', (bytes: Buffer) => {
      if (mode === 'lose-commits' && /\bcommit\b/i.test(bytes.toString('latin1'))) {
        pair.isMute = true
        lost += 1
      }
      pass(pair, pair.server, bytes)
    })
    pair.server.on('data', (bytes: Buffer) => pass(pair, client, bytes))
    for (const socket of [client, pair.server])
      socket
        .on('error', () => undefined)
        .on('close', () => {
          pairs.delete(pair)
          client.destroy()
          pair.server.destroy()
        })
  })
  listener.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const cut = () => pairs.forEach(({ client }) => client.destroy())
  return {
    port: (listener.address() as AddressInfo).port,
    lostCommits: () => lost,
    set: (next) => {
      mode = next
      if (mode === 'destroy') cut()
      if (mode === 'pass') for (const { kept } of pairs) for (const { to, bytes } of kept.splice(0)) to.write(bytes)
    },
    [Symbol.asyncDispose]: async () => {
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}
