import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/**
 * `pass` passes everything on. `blackhole` keeps the connections and passes nothing. `forget` passes what is new on, and
 * of the connections that there are nothing any more, nor ends them. `destroy` cuts each off, old and new.
 * `starting` answers whoever connects as a server does that is not up yet. `lose-commits` passes everything on but, once
 * a COMMIT went by, nothing that the server says on that connection.
 */
type Mode = 'pass' | 'blackhole' | 'forget' | 'destroy' | 'starting' | 'lose-commits'

export interface TcpProxy extends AsyncDisposable {
  port: number
  set: (mode: Mode) => void
  /** Whoever connects from then on is led to the server that listens there. */
  leadTo: (path: string) => void
  /** How many COMMITs went to the server whose replies were kept back. */
  lostCommits: () => number
}

interface Pair {
  client: Socket
  server: Socket
  /** What was kept back, and is passed on when the network is back. */
  kept: { to: Socket; bytes: Buffer }[]
  isMute: boolean
  isForgotten: boolean
}

const STARTING_UP = errorResponse({
  S: 'FATAL',
  V: 'FATAL',
  C: '57P03',
  M: 'the database system is starting up',
})

/** As PostgreSQL's protocol has it, version 3. */
function errorResponse(fields: Readonly<Record<string, string>>): Buffer {
  const body = `${Object.entries(fields)
    .map(([field, value]) => `${field}${value}\0`)
    .join('')}\0`
  const head = Buffer.from('E\0\0\0\0')
  head.writeInt32BE(4 + Buffer.byteLength(body), 1)
  return Buffer.concat([head, Buffer.from(body)])
}

/** Before a PostgreSQL that listens on a Unix socket. */
export async function tcpProxy(path: string): Promise<TcpProxy> {
  const pairs = new Set<Pair>()
  let mode: Mode = 'pass'
  let leadsTo = path
  let lost = 0
  const pass = (pair: Pair, to: Socket, bytes: Buffer) => {
    if (pair.isForgotten) return
    if (mode === 'blackhole') pair.kept.push({ to, bytes })
    else if (!(pair.isMute && to === pair.client)) to.write(bytes)
  }
  const listener = createServer((client) => {
    if (mode === 'destroy') return void client.destroy()
    if (mode === 'starting') return void client.once('data', () => client.end(STARTING_UP))
    const pair: Pair = { client, server: connect(leadsTo), kept: [], isMute: false, isForgotten: false }
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
    leadTo: (next) => (leadsTo = next),
    set: (next) => {
      mode = next
      if (mode === 'destroy') cut()
      if (mode === 'forget') for (const pair of pairs) pair.isForgotten = true
      if (mode === 'pass')
        for (const { kept, isForgotten } of pairs)
          for (const { to, bytes } of kept.splice(0)) if (!isForgotten) to.write(bytes)
    },
    [Symbol.asyncDispose]: async () => {
      cut()
      listener.close()
      await once(listener, 'close')
    },
  }
}
