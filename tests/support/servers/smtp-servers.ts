import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'

export interface Accepted {
  from: string
  to: string[]
  bytes: Buffer
  wasSecure: boolean
  user: unknown
}

/** A real server on loopback that records what it accepted; it may take a moment over each recipient, as those afar do. */
export async function acceptingServer({ recipientMs = 0 }: { recipientMs?: number } = {}) {
  const accepted: Accepted[] = []
  let greeted = 0
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    onConnect: (_session, done) => {
      greeted += 1
      done()
    },
    onAuth: ({ username, password }, _, done) =>
      password === 's3cret' ? done(null, { user: username ?? '' }) : done(new Error('Invalid username or password')),
    ...(recipientMs > 0 && { onRcptTo: (_address, _session, done) => void setTimeout(done, recipientMs) }),
    onData: async (stream, { envelope, secure, user }, done) => {
      const bytes = await buffer(stream).catch(done) // whoever hangs up in the middle has sent nothing
      if (!bytes) return
      const from = envelope.mailFrom ? envelope.mailFrom.address : ''
      const to = envelope.rcptTo.map(({ address }) => address)
      accepted.push({ from, to, bytes, wasSecure: secure, user })
      done(null, 'queued as 41')
    },
  })
  server.on('error', () => {}) // a client that goes away is part of the play
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  const hangUp = () => {
    for (const connection of server.connections) connection.close()
  }
  return {
    accepted,
    greeted: () => greeted,
    hangUp,
    port,
    [Symbol.asyncDispose]: () => {
      hangUp()
      return new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

export type Step = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'message' | 'QUIT'

/** Says what the script tells it to at each step; null hangs up there, and silence is the empty text. */
export async function scriptedServer(script: Partial<Record<Step, string | null>>) {
  const lines = {
    greeting: '220 ready',
    EHLO: '250 hello',
    MAIL: '250 ok',
    RCPT: '250 ok',
    DATA: '354 go on',
    message: '250 queued',
  }
  const seen: string[] = []
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    const say = (step: string) => {
      const spoken: Partial<Record<string, string | null>> = { ...lines, ...script }
      const line = step in spoken ? spoken[step] : '502 5.5.1 Not in this play'
      if (line === null) socket.destroy()
      else if (line) socket.write(`${line}\r\n`)
    }
    let heard = ''
    let isInMessage = false
    socket.on('error', () => {})
    socket.on('data', (chunk) => {
      heard += chunk.toString()
      for (let end = heard.indexOf('\r\n'); end >= 0; end = heard.indexOf('\r\n')) {
        const line = heard.slice(0, end)
        heard = heard.slice(end + 2)
        seen.push(line)
        if (isInMessage && line !== '.') continue
        const step = isInMessage ? 'message' : (line.split(/[ :]/)[0] ?? '').toUpperCase()
        isInMessage = step === 'DATA' && { ...lines, ...script }.DATA?.startsWith('354') === true
        say(step)
      }
    })
    say('greeting')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const close = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  return { seen, port, [Symbol.asyncDispose]: close }
}
