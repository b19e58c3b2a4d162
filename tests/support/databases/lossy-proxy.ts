import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

interface LossyProxy extends AsyncDisposable {
  origin: string
  /** How many answers to a POST were kept from whoever asked. */
  lost: () => number
}

/** Passes everything on, but cuts the connection in place of the first answers to a POST. */
export async function lossyProxy(to: string, toLose: number): Promise<LossyProxy> {
  const sockets = new Set<Socket>()
  let lost = 0
  const server = createServer((client) => {
    const service = connect(Number(new URL(to).port), '127.0.0.1')
    let isPost = false
    for (const socket of [client, service]) {
      sockets.add(socket)
      socket.on('error', () => undefined).on('close', () => (client.destroy(), service.destroy()))
    }
    client.on('data', (bytes) => {
      isPost ||= bytes.toString('latin1').startsWith('POST ')
      service.write(bytes)
    })
    service.on('data', (bytes) => {
      if (!isPost || lost >= toLose) return void client.write(bytes)
      lost += 1
      client.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lost: () => lost,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
