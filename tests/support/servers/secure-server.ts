import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { pem } from '../../faults/support/at-the-mail-server.ts'
import type { Accepted } from './smtp-servers.ts'

/** A server on loopback that offers STARTTLS with one of our certificates, and keeps what it takes. */
export async function secureServer(cert: 'good' | 'other' | 'expired') {
  const taken: Accepted[] = []
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    cert: pem(cert),
    key: pem('server-key'),
    onData: async (stream, { envelope, secure, user }, done) => {
      const bytes = await buffer(stream)
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      taken.push({ from, to: envelope.rcptTo.map(({ address }) => address), bytes, wasSecure: secure, user })
      done()
    },
  })
  server.on('error', () => undefined)
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return {
    taken,
    url: `smtp://localhost:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
