import { once } from 'node:events'
import { createServer, type AddressInfo, type Socket } from 'node:net'

/** What is said at a step: a reply, nothing at all, hanging up, or whatever is done with the connection. */
export type Reply = string | null | ((socket: Socket) => void)

/** What a server says at the steps of one connection; where it says nothing else, all is well. */
export interface Script {
  greeting?: Reply
  EHLO?: Reply
  AUTH?: Reply
  MAIL?: Reply
  RCPT?: Reply
  /** To some recipients something else than to the others. */
  recipients?: Readonly<Record<string, Reply>>
  DATA?: Reply
  /** After the final dot. A mail counts as accepted where the reply begins with 250, or `isTaken` says so. */
  message?: Reply
  isTaken?: boolean
}

interface Taken {
  from: string
  to: string
  bytes: Buffer
  /** Of which connection, from 0. */
  connection: number
  at: number
}

const WELL = {
  greeting: '220 ready',
  EHLO: '250-hello\r\n250 AUTH PLAIN LOGIN',
  AUTH: '235 ok',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  message: '250 queued',
  QUIT: '221 bye',
  RSET: '250 ok',
} satisfies Record<string, Reply>

export const silence: Reply = () => undefined
export const hangUp: Reply = null

/** One line each so many milliseconds, and no end to them. */
export function drip(line: string, everyMs: number): Reply {
  return (socket) => {
    const timer = setInterval(() => socket.write(`${line}\r\n`), everyMs)
    socket.once('close', () => clearInterval(timer))
  }
}

/** A server that plays by a script of its own at each connection, and keeps what it took. Scripts can be changed at any time. */
export async function scriptedSmtp(scriptOf: (connection: number) => Script) {
  const play = { scriptOf, connections: 0, began: [] as number[], taken: [] as Taken[], seen: [] as string[] }
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket)).on('error', () => undefined)
    play.began.push(performance.now())
    converse(socket, play, play.connections++)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return Object.assign(play, {
    port,
    url: `smtp://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      if (server.listening) await once(server, 'close')
    },
  })
}

interface Play {
  scriptOf: (connection: number) => Script
  taken: Taken[]
  seen: string[]
}

function converse(socket: Socket, play: Play, connection: number): void {
  const script = play.scriptOf(connection)
  const envelope = { from: '', to: '' }
  let heard = Buffer.alloc(0)
  let isInMessage = false
  const step = (line: string) => {
    play.seen.push(line)
    const verb = line.split(/[ :]/)[0]!.toUpperCase()
    const address = /<([^>]*)>/.exec(line)?.[1] ?? ''
    if (verb === 'MAIL') envelope.from = address
    if (verb === 'RCPT') envelope.to = address
    isInMessage = verb === 'DATA' && saidAt(script, 'DATA', '') === WELL.DATA
    say(socket, saidAt(script, verb, address))
  }
  socket.on('data', (chunk) => {
    heard = Buffer.concat([heard, Buffer.from(chunk)])
    for (;;) {
      const end = heard.indexOf(isInMessage ? '\r\n.\r\n' : '\r\n')
      if (end < 0) return
      const piece = heard.subarray(0, end)
      heard = heard.subarray(end + (isInMessage ? 5 : 2))
      if (!isInMessage) step(piece.toString())
      else {
        isInMessage = false
        const reply = saidAt(script, 'message', '')
        if (script.isTaken ?? (typeof reply === 'string' && reply.startsWith('250')))
          play.taken.push({ ...envelope, bytes: unstuffed(piece), connection, at: performance.now() })
        say(socket, reply)
      }
    }
  })
  say(socket, saidAt(script, 'greeting', ''))
}

function saidAt(script: Script, step: string, address: string): Reply {
  const { recipients = {}, isTaken: _, ...steps } = script
  const told: Partial<Record<string, Reply>> = { ...WELL, ...steps }
  if (step === 'RCPT' && address in recipients) return recipients[address]!
  return step in told ? told[step]! : '502 5.5.1 Not in this play'
}

function say(socket: Socket, reply: Reply): void {
  if (reply === null) socket.destroy()
  else if (typeof reply === 'function') reply(socket)
  else socket.write(`${reply}\r\n`)
}

function unstuffed(bytes: Uint8Array): Buffer {
  return Buffer.from(`${Buffer.from(bytes).toString('latin1').replaceAll('\r\n..', '\r\n.')}\r\n`, 'latin1')
}
